"""What a leader's account is refused by the running server, asked past its pages.

Here: requests that must fail. Not here: the list of rights (`bi/superset/permissions.yml`).
"""

from __future__ import annotations

import json
from typing import Any

import requests

PATIENCE = 60
REFUSED = (401, 403, 404)
QUESTION = {"database_id": 1, "sql": "select 1", "runAsync": False}
# What is asked, and with what; nothing of it may be answered.
FORBIDDEN: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
    ("GET", "/sqllab/", None),
    ("POST", "/api/v1/sqllab/execute/", QUESTION),
    ("GET", "/api/v1/query/", None),
    ("GET", "/api/v1/database/", None),
    ("GET", "/api/v1/security/users/", None),
    ("GET", "/api/v1/security/roles/", None),
    ("GET", "/users/list/", None),
    ("GET", "/api/v1/dashboard/export/?q=!(1)", None),
    ("GET", "/api/v1/dataset/export/?q=!(1)", None),
    ("PUT", "/api/v1/dashboard/1", {"dashboard_title": "Mine"}),
    ("DELETE", "/api/v1/dashboard/1", None),
    ("PUT", "/api/v1/dataset/1", {"sql": "select 1"}),
    (
        "POST",
        "/api/v1/chart/",
        {"slice_name": "Mine", "datasource_id": 1, "datasource_type": "table"},
    ),
    (
        "POST",
        "/api/v1/database/",
        {"database_name": "mine", "sqlalchemy_uri": "duckdb:///:memory:"},
    ),
)


def allowed(
    address: str, cookies: dict[str, str], asked: list[tuple[str, str, dict[str, str]]]
) -> list[str]:
    """What was answered although it is forbidden, a line each.

    Args:
        address: Where Superset is.
        cookies: Those of a leader who is logged in.
        asked: Requests of that leader's pages; one of them is asked again as a file.
    """
    found = []
    url, body, headers = asked[-1]
    token = {
        name: value for name, value in headers.items() if name.lower() in {"x-csrftoken", "referer"}
    }
    with requests.Session() as session:
        session.cookies.update(cookies)
        session.headers.update(token)
        for method, path, what in FORBIDDEN:
            answer = session.request(
                method, address + path, json=what, timeout=PATIENCE, allow_redirects=False
            )
            if answer.status_code not in REFUSED and not _sent_away(answer):
                found.append(f"{method} {path} was answered with {answer.status_code}")
        as_file = json.loads(body) | {"result_format": "csv"}
        answer = session.post(url, json=as_file, timeout=PATIENCE)
        if answer.status_code not in REFUSED:
            found.append(f"a chart's data as a file was answered with {answer.status_code}")
    return found


def _sent_away(answer: requests.Response) -> bool:
    """Whether a page led to the login, or to the first page with a refusal."""
    return answer.is_redirect and answer.headers["Location"].startswith(
        ("/login", "/superset/welcome")
    )
