"""An audit of a quarter whose truth is known: `make planted-audit`.

Here: which questions and explanations the episodes of `sandbox/scenarios/audit.yml` must lead to,
and whether they do. Not here: how the home is filled (`homes.py`), the audit itself. Exit code 1 if
a planted signal is not named, an honest change is not explained, or anything else is asked.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.homes import build
from bench.runs import ROOT
from orchestration.audit import run
from orchestration.paths import home as data_root
from sandbox.episodes import EPISODE_KINDS
from sandbox.scenario import load

SCENARIO = ROOT / "sandbox" / "scenarios" / "audit.yml"
QUARTER = "2026Q2"
LOOKED_FOR_BY = {
    "split_changes": "D1",
    "noop_deployments": "D2",
    "instant_approvals": "D5",
    "unreviewed_merges": "D6",
    "traded_approvals": "D7",
    "small_batches": "D1",
    "faster_recovery": "D11",
    "closer_reviews": "D27",
}
FINDINGS = """
    select detector_id, team_id, is_explained from marts.audit_finding
    where audit_id = $audit_id and state = 'shipped'
"""

Question = tuple[str, str]
"""A detector and a team."""


@dataclass(frozen=True)
class Episode:
    """What happened in a team, and the detector whose signal it moves."""

    kind: str
    team_id: str
    is_honest: bool

    @property
    def question(self) -> Question:
        """Where it must show."""
        return LOOKED_FOR_BY[self.kind], self.team_id


def episodes(scenario: Path = SCENARIO) -> list[Episode]:
    """The episodes of a scenario, in its order."""
    return [
        Episode(episode.kind, episode.team, EPISODE_KINDS[episode.kind].is_honest)
        for episode in load(scenario).episodes
    ]


def report(
    known: Sequence[Episode], asked: Collection[Question], explained: Collection[Question]
) -> tuple[str, bool]:
    """Each episode and what became of it as text, and whether all is as it must be.

    Args:
        known: The episodes.
        asked: Questions that the audit left open.
        explained: Those whose counter-move was there.
    """
    lines, is_good = [f"{'episode':<20}{'team':<12}{'truth':<10}{'signal':<8}audit"], True
    for episode in known:
        says = (
            "asked"
            if episode.question in asked
            else "explained"
            if episode.question in explained
            else "silent"
        )
        is_right = says == ("explained" if episode.is_honest else "asked")
        is_good &= is_right
        truth = "honest" if episode.is_honest else "planted"
        detector_id, team_id = episode.question
        mark = "" if is_right else "   <- wrong"
        lines.append(f"{episode.kind:<20}{team_id:<12}{truth:<10}{detector_id:<8}{says}{mark}")
    for detector_id, team_id in sorted(set(asked) - {episode.question for episode in known}):
        is_good = False
        lines.append(f"{'none':<20}{team_id:<12}{'':<10}{detector_id:<8}asked   <- wrong")
    return "\n".join(lines), is_good


def audited(home: Path) -> tuple[set[Question], set[Question]]:
    """Audit the quarter; gives what is asked and what is explained."""
    done = run(home, QUARTER)
    file = home / "published" / "audit.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(FINDINGS, {"audit_id": done.audit_id}).fetchall()
    asked: set[Question] = set()
    explained: set[Question] = set()
    for detector_id, team_id, is_explained in rows:
        (explained if is_explained else asked).add((detector_id, team_id))
    return asked, explained


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill a home, audit it and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.planted_audit", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home that was filled before, to fill none")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    home = options.home or build(SCENARIO, data_root() / "planted-audit")[0]
    text, is_good = report(episodes(), *audited(home))
    page = home / "published" / "audits" / QUARTER / "report.html"
    sys.stdout.write(f"{text}\nReport: {page}\n")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
