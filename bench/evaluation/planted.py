"""Planted attacks: the signal moves and the work does not.

Here: one entry per detector, with its doses. Not here: honest changes (`honest.py`). The registered
dose of a detector (its yml) names one of these entries.
"""

from __future__ import annotations

import numpy as np

from bench.evaluation.arms import Entry
from bench.evaluation.levers import Levers, Numbers

# Of spans that end close to a target: those soon after it in tenths of those just before it, and
# all that could be moved.
JUST_AFTER, MOVABLE = 0.9, 2.4
PADDED_GAIN = 0.75
FLAKES_A_QUARANTINED_POINT = 12.0
COMPRESSED_MOOD = 3.0


def _replaces(lever: str, *, less: float = 0.0) -> Entry:
    """Those who take part have the size, less something, as their own value of a lever."""

    def turn(levers: Levers, when: Numbers, size: Numbers) -> None:
        levers.blend(lever, when, size - less)

    return Entry(lever, turn)


def _scales(lever: str) -> Entry:
    """Those who take part multiply a lever by the size."""

    def turn(levers: Levers, when: Numbers, size: Numbers) -> None:
        levers.scale(lever, when, size)

    return Entry(lever, turn)


def _hide_incidents(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.blend("declared_share", when, 1 - size)
    levers.scale("incidents", when, 1 - size / 2)


def _reopen_as_clones(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.blend("reopened_as_clone", when, size)
    levers.values["clone_share"] = levers["clone_share"] + when * size * levers["reopened_share"]


def _bunch(levers: Levers, when: Numbers, size: Numbers) -> None:
    share = (JUST_AFTER * size - 1) / (MOVABLE + JUST_AFTER * size)
    levers.blend("bunched_share", when, share)


def _quarantine(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.values["quarantined_share"] = levers["quarantined_share"] + when * size
    left = np.maximum(1 - FLAKES_A_QUARANTINED_POINT * size, 0.1)
    levers.blend("flaky_share", when, left * levers["flaky_share"])


def _pad_coverage(levers: Levers, when: Numbers, size: Numbers) -> None:
    room = PADDED_GAIN * (1 - levers["covered_share"])
    levers.blend("padded_share", when, np.minimum(size / room, 1.0))


def _drop_links(levers: Levers, when: Numbers, size: Numbers) -> None:
    for lever in ("linked_share", "failed_share"):
        levers.blend(lever, when, (1 - size) * levers[lever])


def _pad_comments(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.scale("comments", when, size)
    levers.scale("comment_length", when, 1 / size)
    # A padded comment says nothing, so nobody pushes because of it.
    levers.scale("substance_share", when, 0.9)


def _compress(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.scale("mood_spread", when, size)
    levers.scale("mood", when, COMPRESSED_MOOD)


def _diverge(levers: Levers, when: Numbers, size: Numbers) -> None:
    levers.blend("metric_shift", when, size)
    levers.blend("pair_shift", when, -size)


def _planted(name: str, entry: Entry, sizes: tuple[float, ...], dose: str) -> Entry:
    return Entry(name, entry.turn, sizes, dose)


_TIMES = (1.25, 1.5, 2.0)
ENTRIES = (
    _planted("split_changes", _replaces("split_pieces"), _TIMES, "pieces a change"),
    _planted(
        "repeat_deployments", _replaces("repeats", less=1), _TIMES, "deployments, as a multiple"
    ),
    _planted("inflate_points", _scales("points"), _TIMES, "points, as a multiple"),
    _planted("vendor_code", _replaces("vendored_share"), (0.02, 0.05, 0.1), "share of changes"),
    _planted(
        "silent_approvals", _replaces("fast_silent_share"), (0.1, 0.15, 0.25), "share of reviews"
    ),
    _planted("skip_review", _replaces("unreviewed_share"), (0.1, 0.15, 0.25), "share of changes"),
    _planted(
        "trade_approvals", _replaces("partner_share"), (0.25, 0.5, 0.75), "share of approvals"
    ),
    _planted("clone_items", _replaces("clones", less=1), _TIMES, "items, as a multiple"),
    _planted(
        "reopen_as_clones",
        Entry("", _reopen_as_clones),
        (0.5, 0.75, 1.0),
        "share of reopened items",
    ),
    _planted(
        "lower_severity", _replaces("downgrade_share"), (0.25, 0.5, 0.75), "share of incidents"
    ),
    _planted(
        "close_early", _replaces("early_close_share"), (0.25, 0.5, 0.75), "share of incidents"
    ),
    _planted(
        "edit_at_cut",
        _scales("near_cut_edits"),
        (3.0, 6.0, 10.0),
        "edits near the cut, as a multiple",
    ),
    _planted(
        "rush_at_cut", _scales("cut_rush"), (1.5, 2.0, 3.0), "items of the last week, as a multiple"
    ),
    _planted(
        "hide_incidents",
        Entry("", _hide_incidents),
        (0.3, 0.5, 0.75),
        "share of burns not declared",
    ),
    _planted("relabel_bugs", _replaces("relabelled_share"), (0.25, 0.5, 0.75), "share of bugs"),
    _planted("flap_status", _replaces("flaps"), (0.1, 0.2, 0.3), "short spells an item"),
    _planted("type_times", _replaces("typed_share"), (0.1, 0.2, 0.3), "share of manual stamps"),
    _planted(
        "reorder_times", _replaces("impossible_share"), (0.005, 0.01, 0.02), "share of readings"
    ),
    _planted("skew_clock", _replaces("skew_seconds"), (60.0, 150.0, 300.0), "seconds"),
    _planted(
        "bunch_targets", Entry("", _bunch), (2.0, 3.0, 5.0), "just before for each just after"
    ),
    _planted("trim_scope", _replaces("trimmed_share"), (0.1, 0.2, 0.3), "share of frozen scope"),
    _planted("widen_dates", _replaces("on_time_share"), (0.95, 0.98, 1.0), "share of dates met"),
    _planted("hide_retries", _replaces("hidden_share"), (0.5, 0.75, 0.9), "share of retries"),
    _planted("quarantine_tests", Entry("", _quarantine), (0.02, 0.035, 0.05), "share of tests"),
    _planted("pad_coverage", Entry("", _pad_coverage), (0.05, 0.075, 0.1), "rise of coverage"),
    _planted("drop_links", Entry("", _drop_links), (0.5, 0.7, 0.9), "share of links"),
    _planted("pad_comments", Entry("", _pad_comments), (1.5, 2.0, 3.0), "comments, as a multiple"),
    _planted("compress_answers", Entry("", _compress), (0.6, 0.45, 0.3), "spread, as a multiple"),
    _planted("snap_targets", _replaces("snapped_share"), (0.3, 0.45, 0.6), "share of weeks"),
    _planted("diverge_pair", Entry("", _diverge), (1.0, 1.5, 2.0), "weekly standard deviations"),
)
PLANTED: dict[str, Entry] = {entry.name: entry for entry in ENTRIES}
