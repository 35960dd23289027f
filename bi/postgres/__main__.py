"""`python -m bi.postgres`: renew the mirror of TEAM_OUTCOMES_POSTGRES_DSN.

Here: settings and what is said. The connection string holds a password: it is never printed.
"""

from __future__ import annotations

import os
import sys

import duckdb
import psycopg

from bi.contract import described
from bi.postgres.kinds import MirrorError
from bi.postgres.mirror import audiences, renew
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
        with psycopg.connect(dsn, autocommit=True) as connection:
            meanings = {name: each.columns for name, each in described().items()}
            counts = renew(connection, read, meanings)
    except psycopg.OperationalError as error:
        # Its text may quote the connection string.
        sys.stderr.write(
            f"Postgres cannot be reached or went away ({type(error).__name__}, state "
            f"{error.sqlstate or 'none'}); check {VARIABLE}. The mirror is as it was.\n"
        )
        return 1
    except (MirrorError, psycopg.Error, duckdb.Error) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\nThe mirror is as it was.\n")
        return 1
    sys.stdout.write(f"{len(counts)} tables, {sum(counts.values()):,} rows are in the mirror.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
