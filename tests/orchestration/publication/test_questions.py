"""Questions are published with their answers, and nobody's name with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.publication import PublicationError, publish
from tests.orchestration.publication.reading import change, read

QUESTION = """
    insert into detectors.signal_questions by name
    select
        'D5-2026Q2-atlas' as finding_id, 'D5' as detector_id, '2026Q2' as quarter,
        'atlas' as team_id, 'review' as signal, 'quarter' as window_name, 80 as n,
        'comments' as expected_counter, ['pairs'] as benign_options, '{text}' as text,
        'shipped' as state, true as is_shown, false as is_explained, 1 as quarters_in_a_row,
        'false_alarm' as resolution, '{role}' as resolved_by_role, false as reopened
"""


def test_a_question_is_published_with_its_answer(home: Path) -> None:
    change(
        home,
        QUESTION.format(text="Of the signal", role="tech lead"),
        "insert into detectors.detector_results values "
        "('D5', '2026Q2', 'atlas', 'quarter', 80, true, true, false, true)",
    )
    publish(home)
    found = read(home, "select text, resolved_by_role from marts.signal_questions", "audit")
    assert found == [("Of the signal", "tech lead")]
    assert read(home, "select asks from marts.detector_results", "audit") == [(True,)]


def test_a_name_in_place_of_a_role_is_left_out(home: Path) -> None:
    change(home, QUESTION.format(text="Of the signal", role="p-ada"))
    publish(home)
    assert read(home, "select resolved_by_role from marts.signal_questions", "audit") == [(None,)]


def test_a_name_in_place_of_a_text_is_not_published(home: Path) -> None:
    change(home, QUESTION.format(text="P-Ada", role="tech lead"))
    with pytest.raises(PublicationError, match=r"signal_questions\.text holds 1 names of persons"):
        publish(home)
