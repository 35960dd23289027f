"""What keeps survey answers unlinkable and on their scale.

Here: the rules between the three survey files. Not here: their declarations (csv_files.py).

`respondent_hash` tells the answers of one person within one wave apart and must be another in every
wave: who keeps it would let anybody follow one person's answers over the years.
"""

from __future__ import annotations

from typing import Any

from extract.sources.file_drops.schema import Finding
from extract.sources.file_drops.tables import Cells, Tables

PAIRED = "pilot_clarity"
"""The instrument whose answers before and after are paired, by a code of its own."""


def one_purpose(row: Cells, tables: Tables) -> Finding | None:
    """A survey whose answers are paired asks nothing else: the code would link the rest as well."""
    others = tables.find("survey_items", survey_id=row["survey_id"])
    if all((other["instrument"] == PAIRED) == (row["instrument"] == PAIRED) for other in others):
        return None
    reason = f"the survey mixes {PAIRED} with another instrument"
    remedy = f"Ask {PAIRED} in a survey of its own, whose answers alone are paired"
    return Finding(("instrument",), row["instrument"], reason, remedy)


def proper_scale(row: Cells, _: Tables) -> Finding | None:
    """A scale has at least two steps."""
    if row["scale_min"] < row["scale_max"]:
        return None
    reason = f"it is not above scale_min {row['scale_min']}"
    return Finding(("scale_max",), row["scale_max"], reason, "Write the highest answer there is")


def wave_order(row: Cells, tables: Tables) -> tuple[str, ...]:
    """Responses are judged wave by wave, so that of two waves the later one is wrong."""
    waves = tables.find("survey_waves", survey_id=row["survey_id"], wave_id=row["wave_id"])
    opened = min((wave["opened_on"] for wave in waves), default="")
    return (opened, row["wave_id"])


def rotated_hash(row: Cells, tables: Tables) -> Finding | None:
    """A hash stands for one respondent, in one wave of a survey and in one team of it."""
    values: dict[str, Any] = {name: row[name] for name in ("survey_id", "respondent_hash")}
    for other in tables.find("survey_responses", **values):
        if other["wave_id"] != row["wave_id"]:
            reason = "an earlier wave of the survey has this hash already"
            remedy = "Make hashes with a new random salt for every wave, and throw the salt away"
            return Finding(("respondent_hash",), row["respondent_hash"], reason, remedy)
        if other["team_id"] != row["team_id"]:
            reason = "this respondent answered for another team in the same wave"
            remedy = "Count each respondent in one team a wave"
            return Finding(("team_id",), row["team_id"], reason, remedy)
    return None


def answer(row: Cells, tables: Tables) -> Finding | None:
    """An answer lies on its item's scale, and is paired only where the item may be."""
    values = {name: row[name] for name in ("survey_id", "item_slot")}
    (item,) = tables.find("survey_items", **values)
    if row["pair_code"] is not None and item["instrument"] != PAIRED:
        reason = f"answers are paired for {PAIRED} only, and this item is {item['instrument']}"
        return Finding(("pair_code",), row["pair_code"], reason, "Leave it blank")
    if item["scale_min"] <= row["value"] <= item["scale_max"]:
        return None
    reason = f"it is not on the item's scale, {item['scale_min']} to {item['scale_max']}"
    remedy = "Write the answer as it was given; leave the row out where there was none"
    return Finding(("value",), row["value"], reason, remedy)
