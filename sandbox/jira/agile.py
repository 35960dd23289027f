"""The Jira Software API: boards and their sprints.

Belongs here: `/rest/agile/1.0/...`. Does not belong here: the platform API.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Blueprint, Response, request

from sandbox.jira.context import Context, ok, refused
from sandbox.jira.dialect import SOFTWARE
from sandbox.jira.entities import Board, Sprint
from sandbox.jira.paging import PageError, number, offset_page
from sandbox.kit.gate import require

Record = TypeVar("Record")

_MOST = 50
_STATES = ("closed", "active", "future")


def blueprint(context: Context) -> Blueprint:
    """All of its endpoints."""
    routes = Blueprint("agile", __name__, url_prefix="/rest/agile/1.0")

    @routes.before_request
    def licensed() -> None:
        require(SOFTWARE)

    @routes.get("/board")
    def boards() -> Response:
        return _page(_boards(context), context.writer().board)

    @routes.get("/board/<int:board_id>/sprint")
    def sprints(board_id: int) -> Response:
        board = context.site.boards.get(board_id)
        if board is None or board.project_key in context.hidden():
            return refused(404, f"Board does not exist or you do not have permission: {board_id}")
        if board.kind != "scrum":
            return refused(400, "The board does not support sprints")
        return _page(_sprints(context, board_id), context.writer().sprint)

    @routes.get("/sprint/<int:sprint_id>")
    def sprint(sprint_id: int) -> Response:
        found = context.site.sprints.get(sprint_id)
        if found is None:
            return refused(404, "Sprint does not exist")
        return ok(context.writer().sprint(found))

    return routes


def _boards(context: Context) -> list[Board]:
    hidden = context.hidden()
    kind, key = request.args.get("type"), request.args.get("projectKeyOrId")
    return [
        board
        for board in context.site.boards.values()
        if board.project_key not in hidden
        and kind in (None, board.kind)
        and key in (None, board.project_key)
    ]


def _sprints(context: Context, board_id: int) -> list[Sprint]:
    states = (request.args.get("state") or ",".join(_STATES)).split(",")
    found = [
        sprint
        for sprint in context.site.sprints.values()
        if sprint.board_id == board_id and sprint.state in states
    ]
    return sorted(found, key=lambda sprint: (_STATES.index(sprint.state), sprint.sprint_id))


def _page(found: Sequence[Record], written: Callable[[Record], dict[str, Any]]) -> Response:
    try:
        start = number(request.args, "startAt", 0)
        size = number(request.args, "maxResults", _MOST, _MOST)
    except PageError as error:
        return refused(400, str(error))
    page = offset_page(found, start, size)
    page["values"] = [written(record) for record in page["values"]]
    return ok(page)
