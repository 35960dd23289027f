"""The errors an extraction can end with, each one sentence that names its remedy.

Belongs here: error classes. Does not belong here: deciding when to raise them, or retrying.
No message may hold a secret: messages are printed, logged and landed in ``extraction_log``.
"""

from __future__ import annotations

from typing import ClassVar


class ExtractError(Exception):
    """Anything that ends an extraction; its text is one line, fit to be shown to a person.

    Attributes:
        kind: What ``extraction_log`` calls it; guards tell lost permissions by it.
    """

    kind: ClassVar[str] = "other"


class SettingsError(ExtractError):
    """A setting or input is missing or invalid; the text names it and what was expected."""

    kind = "settings"


class AuthenticationError(ExtractError):
    """The tool does not accept the token."""

    kind = "authentication"


class PermissionDeniedError(ExtractError):
    """The token is accepted, but may not read what was asked for."""

    kind = "permission"


class VisibilityError(PermissionDeniedError):
    """So much is no longer listed at once that a lost permission is likelier than deletions."""

    kind = "visibility"


class NotFoundError(ExtractError):
    """What was asked for does not exist, or the token cannot see it."""

    kind = "not_found"


class RejectedError(ExtractError):
    """The tool understood the request and refuses it; asking again would not help."""

    kind = "rejected"


class WaitBudgetError(ExtractError):
    """The tool asks us to wait longer than this run may wait."""

    kind = "wait_budget"


class UnavailableError(ExtractError):
    """The tool did not give one whole, well-formed answer within the allowed attempts."""

    kind = "unavailable"


class TooHeavyError(UnavailableError):
    """The tool gave up on a request that a smaller one may get through (502, timeout)."""


class RecordError(ExtractError):
    """One record of an answer is not shaped as documented; it goes to quarantine."""

    kind = "record"


class LandingError(ExtractError):
    """Rows could not be written; nothing of the attempt counts."""

    kind = "landing"


class LockedError(ExtractError):
    """Another run of the same source is at work."""

    kind = "locked"
