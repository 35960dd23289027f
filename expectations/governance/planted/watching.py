"""Planted watching of people, and models that hide what they do.

Belongs here: what nobody may read. Does not belong here: the people layer (`doors.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import model, source

COACHING = "marts/coaching/planted"
MART = "marts/leadership/rpt_planted"

WATCHING = (
    Planted(
        "column_sentiment",
        "no-sentiment",
        "a mood of a team",
        [model(MART, "select team_id, n_items as review_sentiment from @cells")],
    ),
    Planted(
        "landed_body",
        "no-sentiment",
        "the text of a review is landed",
        [source("comments", ("comment_id", "comment_body"), "github")],
        subject="github.comments",
    ),
    Planted(
        "words_from_json",
        "no-sentiment",
        "a text is taken out of the whole record",
        [
            source("notes", ("note_id", "raw_json"), "gitlab"),
            model(
                "intermediate/safety/int_safety__planted",
                "select note_id, lower(json_extract_string(raw_json, '$.b')) as x "
                "from @gitlab.notes",
            ),
        ],
        subject="int_safety__planted",
    ),
    Planted(
        "stream_of_moods",
        "no-sentiment",
        "an extractor declares a tone",
        files={
            "extract/sources/planted/streams.py": (
                'NOTES = Stream("notes", "note_id", {"note_id": TEXT, "tone": TEXT})\n'
            )
        },
    ),
    Planted(
        "source_of_chats",
        "no-surveillance",
        "a source of chats",
        [source("messages", ("id",), "slack")],
        subject="slack.messages",
    ),
    Planted(
        "stream_of_meetings",
        "no-surveillance",
        "an extractor declares meetings",
        files={
            "extract/sources/planted/streams.py": 'M = Stream("meetings", "id", {"id": TEXT})\n'
        },
    ),
    Planted(
        "column_of_presence",
        "no-surveillance",
        "minutes somebody was online",
        [
            model(
                "intermediate/workload/int_workload__planted",
                "select person_id, 5 as online_minutes from @stg_file_drops__roster",
            )
        ],
    ),
    Planted(
        "column_of_activity",
        "no-surveillance",
        "when somebody was last active",
        [model(COACHING, "select person_id, noted_on as last_active from @growth")],
    ),
    Planted(
        "column_of_keystrokes",
        "no-surveillance",
        "keystrokes in a mart",
        [model(MART, "select team_id, n_items as keystrokes from @cells")],
    ),
)
HIDDEN = (
    Planted(
        "named_without_ref",
        "nothing-hidden",
        "the people layer by its name in the database",
        [model(MART, "select signal_kind from coaching.growth_signals")],
    ),
    Planted(
        "read_from_a_file",
        "nothing-hidden",
        "a file instead of a model",
        [model(MART, "select team_id from read_parquet('published/own.parquet')")],
    ),
    Planted(
        "written_to_a_file",
        "nothing-hidden",
        "a model of people that becomes a file",
        [
            model(
                COACHING,
                "select person_id from @growth",
                config={"materialized": "external", "location": "own.parquet"},
            )
        ],
    ),
    Planted(
        "copied_by_a_hook",
        "nothing-hidden",
        "a hook copies what the model holds",
        [
            model(
                COACHING,
                "select person_id from @growth",
                config={"post-hook": [{"sql": "copy (from coaching.planted) to 'own.csv'"}]},
            )
        ],
    ),
    Planted(
        "unreadable",
        "nothing-hidden",
        "no select at all",
        [model(MART, "pivot @cells on metric_id using max(value)")],
    ),
)
PLANTED = (*WATCHING, *HIDDEN)
