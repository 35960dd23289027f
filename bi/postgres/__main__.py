"""`python -m bi.postgres`: renew the mirror of TEAM_OUTCOMES_POSTGRES_DSN.

Here: settings and what is said. The connection string holds a password: it is never printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import duckdb
import psycopg

from bi.contract import described
from bi.postgres.kinds import MirrorError
from bi.postgres.mirror import Audience, audiences, renew
from orchestration.paths import home

VARIABLE = "TEAM_OUTCOMES_POSTGRES_DSN"


def main() -> int:
    """Copy what is published now."""
    dsn = os.environ.get(VARIABLE, "").strip()
    if not dsn:
        sys.stderr.write(
            f"{VARIABLE} is empty; expected a connection string such as "
            "postgresql://mirror@localhost/outcomes, of a role that may create schemas and roles.\n"
        )
        return 1
    read = audiences(home() / "published")
    missing = [audience.file.name for audience in read if not audience.file.exists()]
    if missing:
        sys.stderr.write(
            f"Nothing is published as {', '.join(missing)} in {home() / 'published'}: run "
            "`make demo` or `make run`.\n"
        )
        return 1
    try:
        counts = _mirrored(dsn, read)
    except MirrorError as error:
        sys.stderr.write(f"{error} The mirror is as it was.\n")
        return 1
    sys.stdout.write(f"{len(counts)} tables, {sum(counts.values()):,} rows are in the mirror.\n")
    return 0


def _mirrored(dsn: str, read: Sequence[Audience]) -> dict[str, int]:
    """Connect and renew; errors that may quote the connection string are said in other words.

    Raises:
        MirrorError: The mirror was not renewed.
    """
    meanings = {name: each.columns for name, each in described().items()}
    try:
        connection = psycopg.connect(dsn, autocommit=True)
    except psycopg.Error as error:
        raise MirrorError(
            f"Postgres cannot be reached ({type(error).__name__}); check {VARIABLE}: a connection "
            "string, and a server that answers."
        ) from None
    try:
        with connection:
            return renew(connection, read, meanings)
    except psycopg.OperationalError as error:
        raise MirrorError(
            f"Postgres went away or did not let us ({type(error).__name__}, state "
            f"{error.sqlstate or 'none'}): try again."
        ) from None
    except (psycopg.Error, duckdb.Error) as error:
        raise MirrorError(f"The mirror was not written: {str(error).splitlines()[0]}.") from error


if __name__ == "__main__":
    sys.exit(main())
