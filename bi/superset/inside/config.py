"""Superset's settings: this file is what SUPERSET_CONFIG_PATH names.

Here: where it keeps things, what is switched off, and how it opens the publication. Not here: what
is imported (`prepare.py`).
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Any

import superset
from flask import Flask, Response, request
from sqlalchemy.engine.url import URL

from bi.superset.inside.publication import newest
from bi.superset.places import SECRET_BYTES, Places, read_or_make_secret

_PLACES = Places.of_the_environment()

SECRET_KEY = read_or_make_secret(_PLACES.secret_key, SECRET_BYTES)
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_PLACES.metadata}?check_same_thread=false"

# A publication is seen by the next query: nothing that was read is kept.
_NO_CACHE = {"CACHE_TYPE": "NullCache"}
CACHE_CONFIG = _NO_CACHE
DATA_CACHE_CONFIG = _NO_CACHE

# They warn at every page of measures in SQL, which are meant so, and of a spinner not in the wheel.
for _name in ("superset.utils.core", "superset.views.base"):
    logging.getLogger(_name).setLevel(logging.ERROR)

FEATURE_FLAGS = {
    "ALERT_REPORTS": False,
    "DASHBOARD_RBAC": False,
    "EMBEDDED_SUPERSET": False,
    "ENABLE_TEMPLATE_PROCESSING": False,
    "DRILL_TO_DETAIL": False,
    "DRILL_BY": False,
}
PUBLIC_ROLE_LIKE = None
AUTH_USER_REGISTRATION = False
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
# Where a proxy serves it over https, say so, and cookies go over nothing else.
SESSION_COOKIE_SECURE = os.environ.get("TEAM_OUTCOMES_SUPERSET_HTTPS", "") == "1"
APP_NAME = "Team Outcomes"
# The rest of the list names hosts of vendors; nothing is loaded but from here.
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": SESSION_COOKIE_SECURE,
}
# Superset's pages load an image from a company that counts installations; they get an empty one.
_ASSETS = Path(superset.__file__).parent / "static" / "assets"
_COUNTED = re.compile(r"https://apachesuperset\.gateway\.scarf\.sh/pixel/[0-9a-f-]+/")
_NOTHING = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7#"


def FLASK_APP_MUTATOR(app: Flask) -> None:  # noqa: N802 - the name Superset looks for
    """Serve the scripts that count without what they count with, and spare DuckDB two openings."""
    _know_the_default_schema()
    texts = {file: file.read_text(encoding="utf-8") for file in _ASSETS.glob("*.entry.js")}
    quiet = {
        f"/static/assets/{file.name}": _COUNTED.sub(_NOTHING, text)
        for file, text in texts.items()
        if _COUNTED.search(text)
    }

    @app.before_request
    def _serve() -> Response | None:
        text = quiet.get(request.path)
        if text is None:
            return None
        answer = Response(text, mimetype="text/javascript")
        answer.headers["Cache-Control"] = "public, max-age=31536000"
        return answer


def _know_the_default_schema() -> None:
    """Superset opens the file twice more for each question, to be told what DuckDB always says."""
    from superset.db_engine_specs.duckdb import DuckDBEngineSpec

    DuckDBEngineSpec.get_default_schema = classmethod(lambda *_: "main")


SQLLAB_TIMEOUT = 30
ROW_LIMIT = 10_000
FAB_API_SWAGGER_UI = False


def DB_CONNECTION_MUTATOR(  # noqa: N802 - the name Superset looks for
    uri: URL, params: dict[str, Any], *_: object
) -> tuple[URL, dict[str, Any]]:
    """Open the newest publication, whatever other queries still read."""
    if uri.drivername.startswith("duckdb"):
        uri = uri.set(database=str(newest(_PLACES.leadership, _PLACES.publications)))
    return uri, params
