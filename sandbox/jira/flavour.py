"""How Jira Cloud and Jira Data Center differ in what they answer.

Belongs here: the differences in words. Does not belong here: the endpoints.
"""

from dataclasses import dataclass
from typing import Any

from sandbox.jira.entities import Sprint, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """One kind of Jira.

    Attributes:
        is_cloud: Accounts are named by account id, and searches are paged by tokens.
        versions: Versions of the platform API it answers to.
        most_issues: Issues on one page of a search, however many are asked for.
        most_ids: The same where nothing but ids is asked for.
    """

    is_cloud: bool
    versions: tuple[str, ...]
    most_issues: int
    most_ids: int

    def account(self, user: User) -> str:
        """What an account is called in ids, as in the changelog of the assignee."""
        return user.account_id if self.is_cloud else user.key

    def user(self, user: User | None, url: str) -> dict[str, Any] | None:
        """An account as a member of other records."""
        if user is None:
            return None
        common = {
            "displayName": user.display_name,
            "active": True,
            "timeZone": "Etc/UTC",
            "avatarUrls": {"48x48": f"{url}/avatar/48"},
        }
        if self.is_cloud:
            return {
                "self": f"{url}/rest/api/3/user?accountId={user.account_id}",
                "accountId": user.account_id,
                "accountType": "app" if user.is_app else "atlassian",
                **common,
            }
        return {
            "self": f"{url}/rest/api/2/user?username={user.name}",
            "name": user.name,
            "key": user.key,
            "emailAddress": f"{user.name}@harbour.example",
            **common,
        }

    def sprint(self, sprint: Sprint, times: dict[str, str | None]) -> Any:
        """A sprint as a member of an issue's sprint field."""
        if self.is_cloud:
            named = {"id": sprint.sprint_id, "name": sprint.name, "state": sprint.state}
            known = {name: value for name, value in times.items() if value is not None}
            return {**named, "boardId": sprint.board_id, "goal": "", **known}
        values = {
            "id": sprint.sprint_id,
            "rapidViewId": sprint.board_id,
            "state": sprint.state.upper(),
            "name": sprint.name,
            **{name: value or "<null>" for name, value in times.items()},
            "sequence": sprint.sprint_id,
            "goal": "",
        }
        written = ",".join(f"{name}={value}" for name, value in values.items())
        return f"com.atlassian.greenhopper.service.sprint.Sprint@{sprint.sprint_id:x}[{written}]"


CLOUD = Flavour(is_cloud=True, versions=("2", "3", "latest"), most_issues=100, most_ids=5000)
DATA_CENTER = Flavour(is_cloud=False, versions=("2", "latest"), most_issues=1000, most_ids=1000)
