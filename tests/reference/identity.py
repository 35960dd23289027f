"""Who an account is, and in which team a person is on a day.

Belongs here: the registry of identities and the roster. Does not belong here: ownership of code.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from tests.reference.calendar import local_day, period_of
from tests.reference.records import Account, IdentityRow, RosterRow, Truth


@dataclass(frozen=True)
class Actor:
    """Who did something. `login` is `None` for a deleted account."""

    login: str | None
    person_id: str | None
    is_human: bool

    @property
    def key(self) -> str:
        """The person, or the account as long as the person is not known."""
        return self.person_id or f"account:{self.login}"


class Identities:
    """The actors and memberships of a truth."""

    def __init__(self, truth: Truth) -> None:
        self._registry: dict[str, IdentityRow] = {
            row.account.lower(): row for row in truth.identities if row.source == "github"
        }
        self.roster = truth.roster
        self._as_of = (truth.as_of + timedelta(days=2)).date()

    def actor(self, account: Account | None) -> Actor:
        """Who an account is: the registry first, then GitHub's own type."""
        if account is None:
            return Actor(None, None, is_human=False)
        row = self._registry.get(account.login.lower())
        if row is None:
            return Actor(account.login, None, is_human=account.kind == "User")
        return Actor(account.login, row.person_id, is_human=row.actor_kind == "human")

    def people(self, *actors: Actor) -> frozenset[str]:
        """The known humans among actors."""
        return frozenset(actor.person_id for actor in actors if actor.is_human and actor.person_id)

    def is_known(self, person_id: str) -> bool:
        """Whether any account of a person is registered."""
        return any(row.person_id == person_id for row in self._registry.values())

    @cached_property
    def reporting(self) -> tuple[RosterRow, ...]:
        """The roster as leaders read it: who was where when a quarter began, for all of it."""
        if not self.roster:
            return ()
        first = min(row.valid_from for row in self.roster)
        quarter, found = period_of(first, "quarter"), list[RosterRow]()
        while quarter.start <= self._as_of:
            frozen_on = max(quarter.start, first)
            found += [
                replace(row, valid_from=quarter.start, valid_to=quarter.end)
                for row in self.roster
                if is_in_force(row.valid_from, row.valid_to, frozen_on)
            ]
            quarter = quarter.following
        return tuple(found)

    def membership(self, person_id: str | None, instant: datetime) -> RosterRow | None:
        """The row of the reporting roster of a person on the person's local day."""
        for row in self.reporting:
            if row.person_id == person_id and is_in_force(
                row.valid_from, row.valid_to, local_day(instant, row.time_zone)
            ):
                return row
        return None


def is_in_force(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Whether a day lies in [valid_from, valid_to)."""
    return valid_from <= day and (valid_to is None or day < valid_to)
