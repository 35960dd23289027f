"""The page docs/red-team.md: what was attacked, and what every metric was judged.

Belongs here: the words and tables of the page. Does not belong here: figures (`report.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from expectations.redteam import report, verdicts
from expectations.redteam.attacks import Attack
from expectations.redteam.measure import NAIVE
from expectations.redteam.naive import Naive
from expectations.redteam.report import Row

HEAD = Path(__file__).with_name("head.txt")
COLUMNS = (
    "Verdict",
    "Worst attack",
    "Team",
    "Week, sigma",
    "Quarter, sigma",
    "Quarter, %",
    "Sustained, sigma",
)


def page(made: Sequence[Row], attacks: Sequence[Attack], naive: Sequence[Naive]) -> str:
    """The whole page."""
    judged = report.worst(made)
    ours = sorted(name for name in judged if not name.startswith(NAIVE))
    theirs = sorted(name for name in judged if name.startswith(NAIVE))
    parts = [HEAD.read_text(encoding="utf-8")]
    for title, names in (("Our metrics", ours), ("Naive definitions of the same", theirs)):
        narrow, of = report.share_narrow({name: judged[name] for name in names})
        parts.append(f"## {title}\n\n{narrow} of {of} are narrow or untested.\n\n")
        first = "Metric" if names is ours else "Definition"
        parts.append(f"| {' | '.join((first, *COLUMNS))} |\n|{' --- |' * (len(COLUMNS) + 1)}\n")
        parts += [_line(name, judged[name], made) for name in names]
        parts.append("\n")
    parts += _same_attacks(made, attacks, naive)
    parts.append("## Attacks\n\n")
    parts.append("| Attack | What the attacker does | Minutes | A week | Form |\n")
    parts.append("| --- | --- | --- | --- | --- |\n")
    parts += [_attack(attack) for attack in attacks]
    return "".join(parts)


def _same_attacks(
    made: Sequence[Row], attacks: Sequence[Attack], naive: Sequence[Naive]
) -> Iterator[str]:
    """What an attack of the naive form moves of a naive definition and of ours in its place."""
    theirs, ours = report.of_naive_form(made, attacks, naive)
    counts = (*report.share_narrow(theirs), *report.share_narrow(ours))
    yield "## The same attack on both\n\nBy the attacks of the naive form alone "
    yield "{} of {} naive definitions are narrow, and {} of {} of ours in their place.\n\n".format(
        *counts
    )
    yield "| Naive definition | Attack | Sigma | % | Ours | Sigma | % |\n|" + " --- |" * 7 + "\n"
    for each in naive:
        for attack in attacks:
            if attack.form == "naive" and each.naive_id in attack.naive:
                for metric_id in each.hardened:
                    found = _quarter(made, NAIVE + each.naive_id, attack)
                    cells = (
                        f"`{each.naive_id}`",
                        attack.attack_id,
                        *found,
                        f"`{metric_id}`",
                        *_quarter(made, metric_id, attack),
                    )
                    yield f"| {' | '.join(cells)} |\n"
    yield "\n"


def _quarter(made: Sequence[Row], name: str, attack: Attack) -> tuple[str, str]:
    """The largest shift of a quarter over team sizes; not told where it was too small to be."""
    found = [
        row
        for row in made
        if (row["metric_id"], row["attack_id"], row["grain"]) == (name, attack.attack_id, "quarter")
    ]
    if not found:
        return "-", "-"
    largest = max(found, key=_badness)
    return _number(largest.get("shift_sigma")), _number(largest.get("shift_pct"))


def _line(name: str, judged: str, made: Sequence[Row]) -> str:
    solo = [row for row in made if row["metric_id"] == name and not row["needs_collusion"]]
    quarter = max(solo, key=_badness)
    weeks = [
        row
        for row in solo
        if row["grain"] == "week"
        and row["attack_id"] == quarter["attack_id"]
        and row["team_size_band"] == quarter["team_size_band"]
    ]
    week = weeks[0].get("shift_sigma") if weeks else None
    cells = (
        f"`{name.removeprefix(NAIVE)}`",
        judged,
        str(quarter["attack_id"]),
        str(quarter["team_size_band"]),
        _number(week if quarter["grain"] == "quarter" else quarter.get("shift_sigma")),
        _number(quarter.get("shift_sigma") if quarter["grain"] == "quarter" else None),
        _number(quarter.get("shift_pct") if quarter["grain"] == "quarter" else None),
        _number(quarter.get("sustained_sigma")),
    )
    return f"| {' | '.join(cells)} |\n"


def _badness(row: Row) -> tuple[int, float]:
    """The worse the verdict, then the larger what the attacker gained."""
    return -verdicts.VERDICTS.index(str(row["verdict"])), float(row.get("gained", 0.0))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:+.1f}"


def _attack(attack: Attack) -> str:
    form = f"{attack.form}, takes two" if attack.needs_collusion else attack.form
    cells = (f"`{attack.attack_id}`", attack.story, attack.minutes, attack.actions, form)
    return f"| {' | '.join(map(str, cells))} |\n"
