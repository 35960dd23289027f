"""Why a publication did not happen. Belongs here: errors only, each one sentence for a person."""

from __future__ import annotations


class PublicationError(Exception):
    """Nothing was published; what was published before stays as it is."""


class BlockedError(PublicationError):
    """A guard that blocks failed."""


class AuditError(PublicationError):
    """The files that were written are not what may be published."""
