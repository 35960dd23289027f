"""The report of the comparison in words.

Here: the text table and how many times faster. Not here: measuring (`__main__.py`).
"""

from __future__ import annotations

from typing import Any


def times_faster(size: dict[str, Any]) -> dict[str, float]:
    """DevLake's load over our question, both over connections that are open."""
    ours, theirs = size["ours"], size["devlake"]
    one, every = (ours[name]["kept_open"]["median_ms"] for name in ("one_team", "all_teams"))
    load = theirs["one_project"]["load"]["median_ms"]
    return {
        "one_team": round(load / one, 1),
        "one_team_with_check": round((load + theirs["check"]["seconds"] * 1000) / one, 1),
        "all_teams": round(theirs["all_projects"]["load"]["median_ms"] / every, 1),
        "team_table": round(_all_loads(theirs["every_project"]) * 1000 / every, 1),
    }


def _all_loads(timed: dict[str, Any]) -> float:
    """Seconds of a load for every project, from those that were timed."""
    return float(timed["seconds"]) / int(timed["timed"]) * int(timed["projects"])


def text(found: dict[str, Any]) -> str:
    """The whole report."""
    lines = [line for size in found["sizes"] for line in _size(size)]
    return "\n".join([*lines, *_cases(found["cases"])]) + "\n"


def _size(size: dict[str, Any]) -> list[str]:
    ours, theirs = size["ours"], size["devlake"]
    faster = size["times_faster"]
    return [
        f"{size['deployments']:,} deployments ({size['copies']} copies of the home's rows)",
        _made(ours["build"], theirs),
        _line("one team", theirs["one_project"]["load"], ours["one_team"], faster["one_team"]),
        _line(
            "all at once", theirs["all_projects"]["load"], ours["all_teams"], faster["all_teams"]
        ),
        _team_by_team(theirs["every_project"], ours["all_teams"]["cells"], faster["team_table"]),
        _check(theirs["check"], faster["one_team_with_check"]),
        _pandas(size["pandas"]),
        *(f"    differs: {each}" for each in size["pandas"]["cells"]["differences"][:5]),
        "",
    ]


def _made(build: dict[str, Any], theirs: dict[str, Any]) -> str:
    return (
        f"  DevLake's tables: loaded in {theirs['load_seconds']} s, its rules "
        f"{theirs['rules_seconds']} s; our models from staging to the mart "
        f"{build['model_seconds']} s (dbt {build['seconds']} s)"
    )


def _team_by_team(theirs: dict[str, Any], cells: int, faster: float) -> str:
    return (
        f"  team by team: DevLake {_all_loads(theirs):.1f} s for {theirs['projects']} loads (by "
        f"{theirs['timed']} of them); ours one question, {cells:,} cells: {faster} times faster"
    )


def _check(check: dict[str, Any], faster: float) -> str:
    said, least = ("", "") if check["ended"] else (", given up", "at least ")
    return (
        f"  DevLake's check of what is collected, with every load: {check['seconds']} s{said}; "
        f"one team with it: {least}{faster} times faster"
    )


def _pandas(frames: dict[str, Any]) -> str:
    cells = frames["cells"]
    return (
        f"  pandas: {frames['seconds']} s, peak {frames['peak_mb']} MB; {cells['compared']:,} "
        f"cells compared ({cells['with_value']:,} with a value), {len(cells['differences'])} differ"
    )


def _line(name: str, load: dict[str, float], ours: dict[str, Any], faster: float) -> str:
    kept, opened = ours["kept_open"], ours["opened_each_time"]
    return (
        f"  {name}: DevLake p50 {load['median_ms']:.1f} ms, p95 {load['p95_ms']:.1f} ms; ours "
        f"{kept['median_ms']:.1f} and {kept['p95_ms']:.1f} ms (opening the file each time "
        f"{opened['median_ms']:.1f} and {opened['p95_ms']:.1f} ms): {faster} times faster"
    )


def _cases(answered: list[dict[str, Any]]) -> list[str]:
    rows = [
        (
            each["case"],
            each["metric"],
            _number(each["truth"]),
            _number(each["devlake"]) + ("" if each["devlake_is_right"] else " !"),
            _number(each["ours"]) + ("" if each["ours_is_right"] else " !"),
            each["ours_status"],
            each["rule"],
        )
        for each in answered
    ]
    heads = ("case", "metric", "truth", "DevLake", "ours", "status", "rule")
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    lines = [
        "  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip()
        for row in [heads, *rows]
    ]
    right = [sum(each[f"{who}_is_right"] for each in answered) for who in ("devlake", "ours")]
    return [
        *lines,
        f"Right of {len(answered)}: DevLake's rules {right[0]}, ours {right[1]} (! is not true).",
    ]


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"
