"""What every endpoint of a served Jira shares.

Belongs here: the site, who may see what of it, and answers. Does not belong here: any endpoint.
"""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from sandbox.jira.dialect import BROWSE, hides, refusal
from sandbox.jira.entities import Issue, Project, Site
from sandbox.jira.issue_representations import IssueWriter
from sandbox.jira.store import JiraStore
from sandbox.kit.answers import json_answer
from sandbox.kit.gate import may_read, written


class Context:
    """One served Jira.

    Args:
        store: What is served.
    """

    def __init__(self, store: JiraStore) -> None:
        self.store = store
        self.flavour = store.flavour

    @property
    def site(self) -> Site:
        """The records."""
        return self.store.site

    def writer(self) -> IssueWriter:
        """What writes the answer to the request at hand."""
        return IssueWriter(self.site, self.flavour, request.url_root.rstrip("/"))

    def hidden(self) -> frozenset[str]:
        """Keys of the projects that the token at hand may not browse."""
        return frozenset(
            key for key in self.site.projects if not (may_read(BROWSE) and may_read(hides(key)))
        )

    def projects(self) -> list[Project]:
        """The projects that the token at hand may browse."""
        hidden = self.hidden()
        return [project for key, project in self.site.projects.items() if key not in hidden]

    def issue(self, name: str) -> Issue | None:
        """An issue by its id or key, if the token at hand may see it."""
        hidden = self.hidden()
        for issue in self.site.issues.values():
            if name in {str(issue.issue_id), issue.key} and issue.project_key not in hidden:
                return issue
        return None


def ok(content: Any, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that gives what was asked for."""
    return written(json_answer(content, headers=headers))


def refused(status: int, message: str) -> Response:
    """A refusal in Jira's envelope."""
    return written(refusal(status, message))


def values() -> Mapping[str, Any]:
    """What a request says: its JSON body if it has one, its query otherwise."""
    if request.method == "POST":
        body = request.get_json(silent=True)
        return body if isinstance(body, dict) else {}
    return request.args


def names(name: str) -> list[str]:
    """A list among a request's values: a JSON list, repetitions, or words between commas."""
    if request.method == "POST":
        found = values().get(name) or []
        return found.split(",") if isinstance(found, str) else [str(member) for member in found]
    return [part for text in request.args.getlist(name) for part in text.split(",") if part]
