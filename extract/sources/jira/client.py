"""Asks Jira: which kind it is, and what is wrong with a question.

Belongs here: paths by kind, and Jira's refusals. Does not belong here: paging (``search.py``,
``lists.py``), or what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from extract.core import fields
from extract.core.errors import NotFoundError, SettingsError
from extract.core.http import HttpClient
from extract.core.retry import Answer, Judgement, Verdict, judge
from extract.sources.jira.settings import JiraSettings

AGILE = "/rest/agile/1.0"
_CLOUD = "/rest/api/3"
_DATA_CENTER = "/rest/api/2"
_NO_PROJECT = "does not exist for the field 'project'"


def judge_jira(answer: Answer) -> Judgement:
    """Judge an answer; a search in a project that is hidden or gone is refused with a 400."""
    if answer.status == HTTPStatus.BAD_REQUEST and _NO_PROJECT in answer.message:
        return Judgement(Verdict.FAIL, answer.message, error=NotFoundError)
    return judge(answer)


class JiraClient:
    """One Jira.

    Args:
        settings: Where it is.
        http: Sends the requests.

    Attributes:
        is_cloud: Whether it is Cloud; asked of Jira by ``find_out``.
    """

    def __init__(self, settings: JiraSettings, http: HttpClient) -> None:
        self._settings = settings
        self._http = http
        self.is_cloud = True

    @property
    def request_count(self) -> int:
        """How many requests were sent so far."""
        return self._http.request_count

    def find_out(self) -> None:
        """Ask Jira which kind it is; every later path depends on it.

        Raises:
            SettingsError: It is Cloud, which names accounts, and no account is set.
            RecordError: The answer is not Jira's.
        """
        info = fields.record(self._get(f"{_DATA_CENTER}/serverInfo", None), "serverInfo")
        # Servers before 7.13 say nothing.
        kind = fields.optional_text(info, "deploymentType") or "Server"
        self.is_cloud = kind.lower() == "cloud"
        if self.is_cloud and self._settings.user is None:
            raise SettingsError(
                "JIRA_USER is not set; Jira Cloud takes a token only together with the e-mail "
                "address of the account it belongs to."
            )

    def platform(self, path: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Return what the platform API answers to a GET of a path below its version."""
        return self._get(f"{self._version}{path}", parameters)

    def agile(self, path: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Return what the software API answers to a GET of a path below its version."""
        return self._get(f"{AGILE}{path}", parameters)

    def post(self, path: str, body: Mapping[str, Any], *, shrinkable: bool = False) -> Any:
        """Return what the platform API answers to a POST; all we send only read.

        Raises:
            TooHeavyError: Jira gave up on it, and it is shrinkable.
        """
        url = f"{self._settings.api_url}{self._version}{path}"
        return self._http.send(
            "POST", url, body=body, judge_answer=judge_jira, shrinkable=shrinkable
        ).payload

    @property
    def _version(self) -> str:
        return _CLOUD if self.is_cloud else _DATA_CENTER

    def _get(self, path: str, parameters: Mapping[str, Any] | None) -> Any:
        return self._http.get(path, parameters, judge_answer=judge_jira).payload
