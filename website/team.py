"""The page of a team: every number about it, with its trend, its pair, and why it may be missing.

Here: what each part of the page shows. Not here: plots (`plots.py`), the other parts that pages
by theme show too (`themes.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from expectations.pages.words import figure
from website import plots, themes, words
from website.frame import Frame
from website.overview import FINALITY, starters
from website.reading import Row, Team

STARTER = "What a team of this type may begin with"
UNFIT = "not_applicable"
GRAINS = ("week", "month", "quarter")


def file_name(team_id: str) -> str:
    """Where the page of a team lies."""
    return f"teams/{words.slug(team_id)}.html"


def html(frame: Frame, team: Team, metrics: Mapping[str, Row], statuses: Mapping[str, str]) -> str:
    """The page.

    Args:
        frame: What stands around it.
        team: The team.
        metrics: The catalogue.
        statuses: What each status says, as a sentence.
    """
    shown, silent, unfit = _sorted_out(team, metrics)
    first = {metric["metric_id"] for metric in starters(metrics, team.team_type)}
    titled = [(STARTER, [metric for metric in shown if metric["metric_id"] in first])]
    rest = [metric for metric in shown if metric["metric_id"] not in first]
    for dimension, members in groupby(rest, key=lambda metric: str(metric["dimension"])):
        titled.append((dimension.capitalize(), list(members)))
    groups = [
        {
            "id": f"about-{words.slug(title)}",
            "title": title,
            "parts": _parts(team, members, metrics),
            "blocks": [_block(team, metric, metrics, statuses) for metric in members],
        }
        for title, members in titled
        if members
    ]
    return frame.page(
        file_name(team.team_id),
        "team.html",
        team.name,
        team=team,
        groups=groups,
        contents=[*((group["id"], group["title"]) for group in groups), *themes.CONTENTS],
        silent=[_silent(team, metric, statuses) for metric in silent],
        unfit=unfit,
        load=themes.load(team, "loads"),
        findings=themes.findings(team),
        components=team.tables["modules"],
        safety=team.tables["safety"],
        questions=team.tables["questions"],
    )


def _sorted_out(team: Team, metrics: Mapping[str, Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Metrics with any value, those without, and those that do not fit, in catalogue order."""
    shown, silent, unfit = [], [], []
    for metric in metrics.values():
        cells = [cell for grain in GRAINS for cell in team.of(metric["metric_id"], grain)]
        if any(cell["value"] is not None for cell in cells):
            shown.append(metric)
        elif all(cell["status"] == UNFIT for cell in cells):
            unfit.append(metric)
        else:
            silent.append(metric)
    return shown, silent, unfit


def _parts(team: Team, members: Sequence[Row], metrics: Mapping[str, Row]) -> object:
    whole = next((each for each in members if each["metric_id"] in plots.PARTS), None)
    return whole and plots.parts(team, whole["metric_id"], metrics)


def _block(
    team: Team, metric: Row, metrics: Mapping[str, Row], statuses: Mapping[str, str]
) -> dict[str, Any]:
    unit, metric_id = metric["unit"], metric["metric_id"]
    grain = _grain(team, metric_id)
    last = team.last(metric_id) or team.of(metric_id, grain)[-1]
    has_value = last["value"] is not None
    return {
        "metric": metric,
        "last": last,
        "has_value": has_value,
        "told": words.told(last, unit),
        "unit": words.after_number(unit) if has_value else "",
        "limits": words.limits(last["ci_low"], last["ci_high"], unit),
        "finality": FINALITY.get(last["finality"], last["finality"]),
        "why": _why(last, unit, statuses),
        "pair": _pair(team, metric, metrics),
        "plot": plots.trend(metric, team.of(metric_id, grain), grain),
        "grain": grain,
        "rows": [_row(cell, unit) for cell in _told(team, metric_id, grain)],
    }


def _grain(team: Team, metric_id: str) -> str:
    """The finest grain with a trend, which is what a plot shows."""
    for grain in GRAINS:
        cells = team.of(metric_id, grain)
        if sum(cell["value"] is not None for cell in cells) >= plots.LEAST_POINTS:
            return grain
    return "quarter"


def _told(team: Team, metric_id: str, grain: str) -> list[Row]:
    """What the plot shows, newest first, and the quarters in any case."""
    quarters = list(team.of(metric_id, "quarter"))
    plotted = [] if grain == "quarter" else list(team.of(metric_id, grain))
    return [*reversed(quarters), *reversed(plotted)]


def _row(cell: Row, unit: str) -> dict[str, str]:
    low, high = ("lower_limit", "upper_limit") if cell["grain"] == "week" else ("ci_low", "ci_high")
    part, whole = cell["numerator"], cell["denominator"]
    marks = [
        str(FINALITY.get(cell["finality"], cell["finality"])),
        *(["outside of its own limits"] if cell["is_outside_limits"] else []),
        *(["a long run on one side"] if cell["is_long_run"] else []),
    ]
    return {
        "period": cell["period_label"],
        "told": words.told(cell, unit),
        "made_of": "" if part is None or whole is None else f"{figure(part)} of {figure(whole)}",
        "limits": words.limits(cell[low], cell[high], unit),
        "standing": ", ".join(marks),
    }


def _pair(team: Team, metric: Row, metrics: Mapping[str, Row]) -> dict[str, Any] | None:
    pair = metrics.get(metric["pair_metric_id"])
    if pair is None:
        return None
    last = team.last(pair["metric_id"])
    has_value = last is not None and last["value"] is not None
    return {
        "metric": pair,
        "told": words.told(last, pair["unit"]),
        "unit": words.after_number(pair["unit"]) if has_value else "",
    }


def _why(cell: Row, unit: str, statuses: Mapping[str, str]) -> str:
    """Why there is no value, as a sentence, with the last good one and its date."""
    said = statuses.get(cell["status"], cell["status"])
    good = _last_good(cell, unit)
    return f"{said} {good}." if good else said


def _last_good(cell: Row, unit: str) -> str:
    if cell["last_good_value"] is None:
        return ""
    value = words.number(cell["last_good_value"], unit)
    return f"Last good value {value}, as of {words.moment(cell['last_good_as_of'])}"


def _silent(team: Team, metric: Row, statuses: Mapping[str, str]) -> dict[str, Any]:
    cells = [cell for grain in GRAINS for cell in team.of(metric["metric_id"], grain)]
    last = team.last(metric["metric_id"]) or cells[-1]
    return {
        "metric": metric,
        "why": statuses.get(last["status"], last["status"]),
        "last_good": _last_good(last, metric["unit"]),
    }
