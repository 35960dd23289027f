"""What the shipped rule for a change of a survey score does: `python -m bench.safety`.

Here: waves drawn at random, judged by the SQL that ships, and the shares that come out. Not here:
the rule (`dbt_project/models/intermediate/safety/`). The draws are a toy: a person's mood, seven
items around it, answers from 1 to 7; the scores then differ by about 0.9 between people, as section
5 of the measurement rules assumes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import jinja2
import numpy as np
import pandas as pd

DBT = Path(__file__).resolve().parents[1] / "dbt_project"
MACROS = ("engine/percentile", "workload/rounded_to", "safety/detectable_change", "engine/rounded")
MODELS = ("answers", "scores", "survey_results", "survey_signals")
DESIGN = {5: 1.6, 8: 1.3, 10: 1.1, 15: 0.9}
"""What two waves of n people are said to show in four of five cases."""
REVERSED = (1, 3, 5)
ITEMS, LOWEST, HIGHEST = 7, 1, 7
MIDDLE, MOOD, NOISE = 4.2, 0.8, 1.1
NOTICED = 1.959963985 / 2.801585218
"""A comparison at 5 % notices less than what it sees in four of five cases."""

TABLES = f"""
    create table int_safety__items as
    select 'pulse:s_' || n as survey_item_id, 'pulse' as survey_id, 's_' || n as item_slot,
        'psychological_safety' as signal_id, {LOWEST} as scale_min, {HIGHEST} as scale_max,
        list_contains({list(REVERSED)}, n) as is_reverse_keyed, {ITEMS} as n_asked
    from range(1, {ITEMS + 1}) t(n);
    create table int_safety__waves as
    select team || ':' || wave as survey_wave_id, 'pulse' as survey_id, '' || wave as wave_id,
        '' || team as team_id, date '2026-03-01' + cast(180 * wave as integer) as opened_on,
        date '2026-03-12' + cast(180 * wave as integer) as closed_on,
        count(distinct person) as invited_count,
        case when wave > 0 then team || ':' || (wave - 1) end as previous_wave_id
    from drawn group by team, wave;
    create table stg_file_drops__survey_responses as
    select concat_ws(':', team, wave, person, item) as survey_response_id, 'pulse' as survey_id,
        '' || wave as wave_id, '' || team as team_id, 's_' || item as item_slot,
        'p' || person as respondent_hash, value
    from drawn;
"""  # noqa: S608 - numbers of ours
PAIRS = """
    select value - earlier_value as change, minimum_detectable_change as minimum,
        change_since_last is not null as told
    from int_safety__survey_signals where earlier_value is not null order by survey_wave_id
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.safety", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000, help="pairs of waves a row")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for line in report(options.pairs, options.seed):
        sys.stdout.write(line + "\n")
    return 0


def report(pairs: int, seed: int) -> Iterator[str]:
    """The table, line by line."""
    yield f"{pairs} pairs of waves a row, seed {seed}"
    yield "people  design  median MDC  noticed at design  told at design  told without a change"
    for people, design in DESIGN.items():
        draw = np.random.default_rng([seed, people])
        still, moved = (judged(waves(draw, people, pairs, shift)) for shift in (0.0, -design))
        noticed = (moved.change.abs() >= NOTICED * moved.minimum).mean()
        yield (
            f"{people:6d}  {design:6.1f}  {moved.minimum.median():10.2f}  {noticed:17.3f}  "
            f"{moved.told.mean():14.3f}  {still.told.mean():21.4f}"
        )


def waves(draw: np.random.Generator, people: int, pairs: int, shift: float) -> pd.DataFrame:
    """Answers to two waves of each of so many teams; the second is moved for everybody."""
    middles = np.array([MIDDLE, MIDDLE + shift])[None, :, None, None]
    moods = draw.normal(0, MOOD, (pairs, 2, people, 1))
    noise = draw.normal(0, NOISE, (pairs, 2, people, ITEMS))
    answers = np.clip(np.rint(middles + moods + noise), LOWEST, HIGHEST).astype(int)
    for number in REVERSED:
        answers[..., number - 1] = LOWEST + HIGHEST - answers[..., number - 1]
    team, wave, person, item = (axis.ravel() for axis in np.indices(answers.shape))
    return pd.DataFrame(
        {"team": team, "wave": wave, "person": person, "item": item + 1, "value": answers.ravel()}
    )


def judged(answers: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of waves: the change, what could be seen, and whether it is told."""
    with duckdb.connect() as connection:
        connection.register("drawn", answers)
        connection.execute(TABLES)
        run_models(connection)
        return connection.execute(PAIRS).df()


def run_models(connection: duckdb.DuckDBPyConnection) -> None:
    """Build the shipped models of surveys over the tables that are there."""
    for name in MODELS:
        model = f"int_safety__{name}"
        connection.execute(f"create table {model} as {rendered(model)}")


def rendered(model: str) -> str:
    """The SQL of a safety model, over tables that have the names of what it reads."""
    macros = "".join((DBT / "macros" / f"{name}.sql").read_text() for name in MACROS)
    text = (DBT / "models" / "intermediate" / "safety" / f"{model}.sql").read_text()
    # SQL, not a page: nothing to escape.
    template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(macros + text)  # noqa: S701
    return template.render(ref=lambda name: name)


if __name__ == "__main__":
    sys.exit(main())
