"""How GitHub writes instants, global ids and addresses.

Belongs here: formats that GraphQL and REST share. Does not belong here: any record's content.
"""

import base64
from datetime import UTC, datetime

WEB = "https://github.com"
API = "https://api.github.com"
AVATARS = "https://avatars.githubusercontent.com/u"
NO_COMMIT = "0" * 40


def timestamp(value: datetime) -> str:
    """`2025-03-01T09:30:00Z`; sorts like the instant itself. `value` is UTC."""
    return value.isoformat()[:19] + "Z"


def parse_timestamp(text: str) -> datetime:
    """The UTC instant of an ISO-8601 date or time; a value without an offset is taken as UTC.

    Raises:
        ValueError: `text` is not ISO-8601.
    """
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def pack(prefix: str, content: str) -> str:
    """An opaque global id such as `C_a3Nk…` that `unpack` can read again."""
    return f"{prefix}_{base64.urlsafe_b64encode(content.encode()).decode().rstrip('=')}"


def unpack(node_id: str) -> tuple[str, str]:
    """Prefix and content of an id that `pack` made; `("", "")` for any other text."""
    prefix, _, packed = node_id.partition("_")
    try:
        content = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        return "", ""
    return prefix, content
