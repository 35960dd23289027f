"""The errors an extraction can end with, each one sentence that names its remedy.

Belongs here: error classes. Does not belong here: deciding when to raise them, or retrying.
No message may hold a secret: messages are printed, logged and landed in ``extraction_log``.
"""

from __future__ import annotations


class ExtractError(Exception):
    """Anything that ends an extraction; its text is one line, fit to be shown to a person."""


class SettingsError(ExtractError):
    """A setting or input is missing or invalid; the text names it and what was expected."""


class AuthenticationError(ExtractError):
    """The tool does not accept the token."""


class PermissionDeniedError(ExtractError):
    """The token is accepted, but may not read what was asked for."""


class NotFoundError(ExtractError):
    """What was asked for does not exist, or the token cannot see it."""


class RejectedError(ExtractError):
    """The tool understood the request and refuses it; asking again would not help."""


class WaitBudgetError(ExtractError):
    """The tool asks us to wait longer than this run may wait."""


class UnavailableError(ExtractError):
    """The tool did not give one whole, well-formed answer within the allowed attempts."""


class TooHeavyError(UnavailableError):
    """The tool gave up on a request that a smaller one may get through (502, timeout)."""


class RecordError(ExtractError):
    """One record of an answer is not shaped as documented; it goes to quarantine."""


class LandingError(ExtractError):
    """Rows could not be written; nothing of the attempt counts."""


class LockedError(ExtractError):
    """Another run of the same source is at work."""
