"""Accounts, the organisation and its teams.

Does not belong here: who is who in the organisation's own books (`sandbox.directory`).
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Ordered, Page, RoleEdges, keyed_page, offset_page
from sandbox.github.context import Fields, Resolver, store_of
from sandbox.github.errors import not_found
from sandbox.github.store import ORDERS, RepositoryState
from sandbox.github.text import AVATARS, WEB
from sandbox.world import Account, Organisation, Team, TeamMember


def _avatar(account: Account, info: GraphQLResolveInfo, size: int | None = None) -> str:
    suffix = "" if size is None else f"&s={size}"
    return f"{AVATARS}/{account.database_id}?v=4{suffix}"


def _path(account: Account, info: GraphQLResolveInfo) -> str:
    return f"/apps/{account.login}" if account.kind == "Bot" else f"/{account.login}"


def _url(account: Account, info: GraphQLResolveInfo) -> str:
    return WEB + _path(account, info)


def _organisation_path(organisation: Organisation, info: GraphQLResolveInfo) -> str:
    return f"/{organisation.login}"


def _organisation_url(organisation: Organisation, info: GraphQLResolveInfo) -> str:
    return f"{WEB}/{organisation.login}"


def _organisation_avatar(
    organisation: Organisation, info: GraphQLResolveInfo, size: int | None = None
) -> str:
    suffix = "" if size is None else f"&s={size}"
    return f"{AVATARS}/{organisation.database_id}?v=4{suffix}"


def _members_with_role(
    organisation: Organisation, info: GraphQLResolveInfo, **args: Any
) -> RoleEdges:
    info.context.require("members")
    people = [a for a in store_of(info).world.accounts if a.kind == "User"]
    return RoleEdges(offset_page([(account, "MEMBER") for account in people], args))


def _repositories(organisation: Organisation, info: GraphQLResolveInfo, **args: Any) -> Page:
    states = list(store_of(info).repositories.values())
    if "repository" in info.context.denied:
        states = []
    order = args.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}

    def wanted(state: RepositoryState) -> bool:
        repository = state.repository
        archived, fork = args.get("isArchived"), args.get("isFork")
        return archived in {None, repository.is_archived} and fork in {None, repository.is_fork}

    value = ORDERS[order["field"]]
    ordered = Ordered.of(
        [state for state in states if wanted(state)],
        lambda state: (value(state.repository), state.repository.database_id),
    )
    return keyed_page(ordered, args, descending=order["direction"] == "DESC")


def _repository(
    organisation: Organisation, info: GraphQLResolveInfo, name: str, **_: Any
) -> RepositoryState:
    return find_repository(info, f"{organisation.login}/{name}")


def find_repository(info: GraphQLResolveInfo, full_name: str) -> RepositoryState:
    """The repository, or GitHub's refusal: what may not be seen does not exist."""
    state = store_of(info).repository(full_name)
    if state is None or "repository" in info.context.denied:
        raise not_found("a Repository", f"the name '{full_name}'")
    return state


def _teams(organisation: Organisation, info: GraphQLResolveInfo, **args: Any) -> Page:
    info.context.require("members")
    roots_only = args.get("rootTeamsOnly")
    teams = [t for t in organisation.teams if not roots_only or t.parent_slug is None]
    return _team_page(teams, args)


def _team_page(teams: list[Team], args: dict[str, Any]) -> Page:
    ordered = Ordered.of(teams, lambda team: (team.name, team.database_id))
    order = args.get("orderBy") or {"direction": "ASC"}
    return keyed_page(ordered, args, descending=order["direction"] == "DESC")


def _team(organisation: Organisation, info: GraphQLResolveInfo, slug: str) -> Team | None:
    info.context.require("members")
    return store_of(info).teams.get(slug)


def _parent_team(team: Team, info: GraphQLResolveInfo) -> Team | None:
    return None if team.parent_slug is None else store_of(info).teams.get(team.parent_slug)


def _descendants(team: Team, teams: list[Team], *, immediate_only: bool) -> list[Team]:
    children = [child for child in teams if child.parent_slug == team.slug]
    if immediate_only:
        return children
    deeper = [_descendants(child, teams, immediate_only=False) for child in children]
    return children + [team for group in deeper for team in group]


def _child_teams(team: Team, info: GraphQLResolveInfo, **args: Any) -> Page:
    teams = list(store_of(info).teams.values())
    immediate_only = bool(args.get("immediateOnly", True))
    return _team_page(_descendants(team, teams, immediate_only=immediate_only), args)


def _team_members(team: Team, info: GraphQLResolveInfo, **args: Any) -> RoleEdges:
    teams = list(store_of(info).teams.values())
    below = _descendants(team, teams, immediate_only=False)
    inherited = [member for child in below for member in child.members]
    by_membership: dict[str, list[TeamMember]] = {
        "IMMEDIATE": list(team.members),
        "CHILD_TEAM": inherited,
        "ALL": [*team.members, *inherited],
    }
    members = {m.account.login: m for m in reversed(by_membership[args["membership"]])}
    role = args.get("role")
    ordered = Ordered.of(
        [(m.account, m.role) for m in members.values() if role in {None, m.role}],
        lambda pair: (pair[0].login, pair[0].database_id),
    )
    return RoleEdges(keyed_page(ordered, args))


def _team_path(team: Team, info: GraphQLResolveInfo) -> str:
    return f"/orgs/{store_of(info).world.organisation.login}/teams/{team.slug}"


_ACCOUNT: Mapping[str, Resolver] = {"avatarUrl": _avatar, "resourcePath": _path, "url": _url}

FIELDS: Fields = {
    "User": _ACCOUNT,
    "Bot": _ACCOUNT,
    "Mannequin": _ACCOUNT,
    "EnterpriseUserAccount": _ACCOUNT,
    "Organization": {
        "avatarUrl": _organisation_avatar,
        "resourcePath": _organisation_path,
        "url": _organisation_url,
        "membersWithRole": _members_with_role,
        "repositories": _repositories,
        "repository": _repository,
        "team": _team,
        "teams": _teams,
    },
    "Team": {
        "combinedSlug": lambda team, info: f"{store_of(info).world.organisation.login}/{team.slug}",
        "privacy": lambda team, info: "VISIBLE",
        "organization": lambda team, info: store_of(info).world.organisation,
        "parentTeam": _parent_team,
        "childTeams": _child_teams,
        "members": _team_members,
        "resourcePath": _team_path,
        "url": lambda team, info: WEB + _team_path(team, info),
    },
}
