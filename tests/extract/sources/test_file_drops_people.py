"""Which rows of the roster and the identities are right, and what is said about the wrong ones."""

from __future__ import annotations

import pytest

from extract.sources.file_drops.entries import EVERYTHING
from extract.sources.file_drops.streams import QUARANTINE
from tests.extract.sources.file_drops_examples import parsed, with_rows

WRONG_ROSTER = [
    ("cy,nowhere,dev,2025-01-01,,1,UTC,1", "team_id", "no such team"),
    ("cy,atlas,dev,2025-01-01,2025-01-01,1,UTC,1", "valid_to", "not after valid_from"),
    ("cy,atlas,dev,2025-13-01,,1,UTC,1", "valid_from", "YYYY-MM-DD"),
    ("cy,atlas,dev,01.02.2025,,1,UTC,1", "valid_from", "YYYY-MM-DD"),
    ("cy,atlas,dev,0025-02-01,,1,UTC,1", "valid_from", "YYYY-MM-DD"),
    ("cy,atlas,dev,2025-01-01,,1,Mars/Base,1", "time_zone", "IANA"),
    ("cy,atlas,dev,2025-01-01,,1,../../etc/passwd,1", "time_zone", "IANA"),
    ("cy,atlas,dev,2025-01-01,,0,UTC,1", "fte", "above 0"),
    ("cy,atlas,dev,2025-01-01,,1.2,UTC,1", "fte", "above 0"),
    ("cy,atlas,dev,2025-01-01,,\"0,5\",UTC,1", "fte", "decimal point"),
    ("cy,atlas,dev,2025-01-01,,nan,UTC,1", "fte", "decimal point"),
    ("cy,atlas,dev,2025-01-01,,-0.5,UTC,1", "fte", "above 0"),
    ("cy,atlas,dev,2025-01-01,,1,UTC,", "available_fraction", "blank"),
    ("cy,atlas,dev,2025-01-01,,1,UTC,1.01", "available_fraction", "from 0 to 1"),
    (",atlas,dev,2025-01-01,,1,UTC,1", "person_id", "blank"),
    ("=cmd|' /C calc'!A0,atlas,dev,2025-01-01,,1,UTC,1", "person_id", "opaque"),
    ("cy,atlas,=1+1,2025-01-01,,1,UTC,1", "role", "does not begin with"),
    ("c\x00y,atlas,dev,2025-01-01,,1,UTC,1", "person_id", "opaque"),
    ("cy,atlas,dev,2025-01-01,,1,UTC", "row", "7 cells where the header has 8"),
    ("cy,atlas,dev,2025-01-01,,1,UTC,1,more", "row", "9 cells where the header has 8"),
    ("anna,atlas,dev,2024-06-01,,1,Europe/Berlin,1", "valid_from", "in this team already"),
    ("bo,atlas,dev,2025-01-01,,0.3,America/New_York,1", "fte", "1.10 posts"),
    ("bo,atlas,dev,2025-01-01,,0.2,Europe/Berlin,1", "time_zone", "says America/New_York"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "field", "said"), WRONG_ROSTER)
def test_a_wrong_roster_row_is_rejected_and_the_others_stay(
    row: str, field: str, said: str
) -> None:
    content = parsed(**with_rows("roster", row))
    assert [rejection.field for rejection in content.rejections] == [field]
    rejection = content.rejections[0]
    assert said in rejection.reason
    assert (rejection.file, rejection.row_number) == ("inputs/roster.csv", 6)
    assert len(content.rows["roster"]) == 4


def test_shares_are_added_only_where_stays_overlap() -> None:
    content = parsed(
        **with_rows(
            "roster",
            "cy,atlas,dev,2024-01-01,2024-06-01,0.5,UTC,1",
            "cy,borealis,dev,2024-06-01,,0.5,UTC,1",
            "cy,tribe-shop,dev,2024-01-01,,0.5,UTC,1",
        )
    )
    assert content.rejections == []
    assert len(content.rows["roster"]) == 7


WRONG_IDENTITIES = [
    ("github,new,,human", "person_id", "blank"),
    ("github,new,cy,robot", "actor_kind", "human, bot"),
    ("GitHub,new,cy,human", "source", "lower case"),
    ("gihtub,new,cy,human", "source", "one of the tools"),
    ("github,@SUM(A1),cy,human", "account", "not beginning with"),
    ("github,,cy,human", "account", "blank"),
    ("github,ANNA-gh,bo,human", "account", "already"),
    ("github,new", "row", "2 cells"),
]


@pytest.mark.parametrize(("row", "field", "said"), WRONG_IDENTITIES)
def test_a_wrong_identity_is_rejected_and_the_others_stay(row: str, field: str, said: str) -> None:
    content = parsed(**with_rows("identities", row))
    assert [rejection.field for rejection in content.rejections] == [field]
    assert said in content.rejections[0].reason
    assert len(content.rows["identities"]) == 3


def test_what_is_held_for_wrong_rows() -> None:
    content = parsed(
        **with_rows(
            "roster",
            "cy,atlas,dev,2025-99-01,,1,UTC,1",
            "anna,borealis,dev,2023-99-01,,1,UTC,1",
        ),
        **with_rows("identities", "github,new,cy,robot", "github,Bo-GH,bo,human"),
    )
    assert content.held == {
        # Which of her stays the wrong date stands for cannot be told, so none may vanish.
        "roster": {("person_id", "cy"), EVERYTHING},
        "identities": {("identity_id", "github:new")},
    }
    assert parsed(**with_rows("roster", "cy,atlas")).held == {"roster": {EVERYTHING}}


def test_the_quarantine_row_says_everything() -> None:
    content = parsed(**with_rows("roster", "cy,atlas,dev,2025-01-01,,2" + "0" * 200 + ",UTC,1"))
    (row,) = content.rows[QUARANTINE.name]
    assert set(row) == {*QUARANTINE.columns, "raw_json"}
    assert row["quarantine_id"] == "inputs/roster.csv:6:fte"
    assert len(row["value"]) == 121
    assert '"person_id": "cy"' in row["raw_json"]
    sentence = content.rejections[0].sentence()
    assert sentence.startswith("inputs/roster.csv, row 6, fte '2000")
    assert sentence.endswith("Write for example: 0.8.")


def test_every_wrong_field_of_a_row_is_listed() -> None:
    content = parsed(**with_rows("roster", "cy,atlas,dev,soon,,2,Mars,1"))
    assert [rejection.field for rejection in content.rejections] == [
        "fte",
        "time_zone",
        "valid_from",
    ]
    assert content.rejected_count == 1
