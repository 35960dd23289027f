"""Link headers: by page number and by cursor.

Does not belong here: GraphQL's connections (`sandbox.github.connections`).
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

_DEFAULT_SIZE = 30
_LARGEST_SIZE = 100


def page_size(parameters: Mapping[str, str]) -> int:
    """`per_page`; like GitHub, a value that cannot be is replaced instead of refused."""
    text = parameters.get("per_page", "")
    size = int(text) if text.isdecimal() else _DEFAULT_SIZE
    return min(size, _LARGEST_SIZE) or _DEFAULT_SIZE


def numbered_page(
    records: Sequence[Any], parameters: Mapping[str, str], address: str, reachable: int
) -> tuple[Sequence[Any], dict[str, str]]:
    """The page that `page` asks for and its Link header.

    Only the first `reachable` records can be paged to; the others can only be counted.
    """
    size = page_size(parameters)
    text = parameters.get("page", "")
    number = max(1, int(text)) if text.isdecimal() else 1
    last = math.ceil(min(len(records), reachable) / size)
    targets: dict[str, int] = {}
    if number > 1:
        targets |= {"first": 1, "prev": min(number - 1, max(1, last))}
    if number < last:
        targets |= {"next": number + 1, "last": last}
    links = {name: {**parameters, "page": str(page)} for name, page in targets.items()}
    end = min(number * size, reachable)
    return records[(number - 1) * size : end], link_header(address, links)


def link_header(address: str, links: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The Link header for relation names and their parameters; none without links."""
    if not links:
        return {}
    parts = [
        f'<{address}?{urlencode(parameters)}>; rel="{name}"' for name, parameters in links.items()
    ]
    return {"link": ", ".join(parts)}
