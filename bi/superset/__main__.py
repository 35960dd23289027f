"""`make bi`: Superset on the published database, in the foreground.

Here: the order of steps. Not here: what Superset is told (`inside/config.py`) and what it imports
(`bundle.py`). Superset lives in an environment of its own and is called, never imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from bi.superset import bundle, spec
from bi.superset.datasets import AssetError
from bi.superset.places import (
    ACCOUNTS,
    DEFAULT_PORT,
    SECRET_BYTES,
    Places,
    make_private_folder,
    password,
    read_or_make_secret,
)

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv-superset" / "bin"
CONSTRAINTS = ROOT / "bi" / "superset" / "constraints.txt"
INSIDE = ROOT / "bi" / "superset" / "inside"
CONFIG = INSIDE / "config.py"
SHUT_OUT = 0o077
WORKERS, THREADS, SECONDS = "2", "8", "60"


def main() -> int:
    """Prepare what has changed, and become the server: it gets Ctrl-C itself."""
    places = Places.of_the_environment()
    if not places.leadership.exists():
        sys.stderr.write(
            f"Nothing is published in {places.leadership.parent}: run `make demo` or `make run`.\n"
        )
        return 1
    try:
        prepare(places)
        port = _port()
    except subprocess.CalledProcessError:
        sys.stderr.write(f"Superset could not be prepared: {places.log} says why.\n")
        return 1
    except (OSError, ValueError, AssetError) as error:
        sys.stderr.write(f"Superset was not started: {error}\n")
        return 1
    _welcome(places, port)
    os.umask(SHUT_OUT)
    program = str(BIN / "gunicorn")
    os.execve(program, [program, *_arguments(places, port)], environment(places))  # noqa: S606
    return 0


def prepare(places: Places) -> bool:
    """Import dashboards and accounts where anything changed since; says whether it did.

    Args:
        places: Where Superset keeps things.

    Raises:
        subprocess.CalledProcessError: Superset could not be prepared; its log says why.
    """
    make_private_folder(places.folder)
    make_private_folder(places.publications)
    read_or_make_secret(places.secret_key, SECRET_BYTES)
    wanted = bundle.bundle(places.leadership, spec.read())
    text = json.dumps(wanted, sort_keys=True)
    passwords = [password(places, account) for account in ACCOUNTS]
    mark = _fingerprint(text, *passwords)
    is_done = places.prepared.exists() and places.prepared.read_text(encoding="utf-8") == mark
    if is_done and places.metadata.exists():
        return False
    places.assets.write_text(text, encoding="utf-8")
    sys.stdout.write("Preparing Superset; the first time takes half a minute.\n")
    sys.stdout.flush()
    with places.log.open("w", encoding="utf-8") as handle:
        command = [str(BIN / "python"), "-m", "bi.superset.inside.prepare"]
        subprocess.run(  # noqa: S603 - our own module
            command,
            env=environment(places) | _passwords(),
            cwd=ROOT,
            check=True,
            stdout=handle,
            stderr=handle,
            umask=SHUT_OUT,
        )
    places.prepared.write_text(mark, encoding="utf-8")
    return True


def environment(places: Places) -> dict[str, str]:
    """What Superset's programs are given: no token of a source, and nothing that phones home."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "TEAM_OUTCOMES_HOME": str(places.home),
        "TEAM_OUTCOMES_SUPERSET_HTTPS": os.environ.get("TEAM_OUTCOMES_SUPERSET_HTTPS", ""),
        "SUPERSET_CONFIG_PATH": str(CONFIG),
        "PYTHONPATH": str(ROOT),
        "FLASK_APP": "superset.app:create_app()",
        "SCARF_ANALYTICS": "false",
    }


def _passwords() -> dict[str, str]:
    """Passwords of the environment, which the server itself does not need."""
    return {name: os.environ[name] for name in ACCOUNTS.values() if name in os.environ}


def _arguments(places: Places, port: int) -> list[str]:
    return [
        *("--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", WORKERS, "--threads", THREADS),
        *("--timeout", SECONDS, "--chdir", str(places.folder), "--log-level", "warning"),
        "superset.app:create_app()",
    ]


def _fingerprint(*texts: str) -> str:
    """What the prepared state was made from; passwords are in it as digests alone."""
    programs = [file.read_text(encoding="utf-8") for file in sorted(INSIDE.glob("*.py"))]
    parts = [*texts, CONSTRAINTS.read_text(encoding="utf-8"), *programs]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _port() -> int:
    given = os.environ.get("TEAM_OUTCOMES_SUPERSET_PORT", "").strip() or str(DEFAULT_PORT)
    if not given.isdecimal() or not 0 < int(given) < 65_536:  # noqa: PLR2004
        raise ValueError(
            f"TEAM_OUTCOMES_SUPERSET_PORT is {given!r}; expected a port from 1 to 65535."
        )
    return int(given)


def _welcome(places: Places, port: int) -> None:
    sys.stdout.write(f"Superset: http://127.0.0.1:{port}/dashboard/list/ (stop it with Ctrl-C)\n")
    for account, variable in ACCOUNTS.items():
        where = (
            f"the password of {variable}"
            if os.environ.get(variable, "").strip()
            else f"the password in {places.password_file(account)}"
        )
        sys.stdout.write(f"Account {account}: {where}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
