"""Who has an account on the site.

Belongs here: accounts, and whose they are. Does not belong here: what they do.
"""

import hashlib
from datetime import date

from sandbox.directory import IdentityEntry
from sandbox.jira.entities import User
from sandbox.world import World

_FIRST_KEY = 10100


class People:
    """The site's accounts by the organisation's people, and the teams they are in.

    Attributes:
        users: Every account by its account id.
    """

    def __init__(self, world: World) -> None:
        self._roster = world.directory.roster
        self._by_owner: dict[str, User] = {}
        self._owners: dict[str, str] = {}
        self.identities: list[IdentityEntry] = []
        for entry in world.directory.identities:
            if entry.source == "github":
                self._add(entry)
        self.users = {user.account_id: user for user in self._by_owner.values()}

    def _add(self, entry: IdentityEntry) -> None:
        owner = entry.person_id or entry.account
        self._owners[entry.account] = owner
        if owner in self._by_owner:
            return
        number = len(self._by_owner)
        digest = hashlib.blake2b(f"jira\x1f{owner}".encode(), digest_size=12).hexdigest()
        user = User(
            account_id=digest,
            key=f"JIRAUSER{_FIRST_KEY + number}",
            name=entry.account,
            display_name=entry.account.replace("-", " ").title(),
            is_app=entry.actor_kind != "human",
        )
        self._by_owner[owner] = user
        self.identities.append(
            IdentityEntry(
                source="jira",
                account=user.account_id,
                person_id=entry.person_id,
                actor_kind=entry.actor_kind,
            )
        )

    def of_login(self, login: str | None) -> User | None:
        """The account of whoever has this login on GitHub."""
        owner = self._owners.get(login or "")
        return self._by_owner.get(owner or "")

    def of_team(self, team_id: str, day: date) -> list[User]:
        """The accounts of a team's people on a day, in the roster's order."""
        return [
            self._by_owner[entry.person_id]
            for entry in self._roster
            if entry.team_id == team_id
            and entry.person_id in self._by_owner
            and entry.valid_from <= day
            and (entry.valid_to is None or day < entry.valid_to)
        ]

    def outside_team(self, team_id: str, day: date) -> list[User]:
        """The accounts of people of other teams on a day, in the roster's order."""
        inside = {user.account_id for user in self.of_team(team_id, day)}
        teams = dict.fromkeys(entry.team_id for entry in self._roster if entry.team_id != team_id)
        found = (user for team in teams for user in self.of_team(team, day))
        return [user for user in found if user.account_id not in inside]

    def team_of(self, login: str | None, day: date) -> str | None:
        """The team of whoever has this login on GitHub, on a day."""
        owner = self._owners.get(login or "")
        for entry in self._roster:
            if (
                entry.person_id == owner
                and entry.valid_from <= day
                and (entry.valid_to is None or day < entry.valid_to)
            ):
                return entry.team_id
        return None
