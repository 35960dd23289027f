"""Which metrics a shipped detector watches, so that what is sustained is seen.

Belongs here: asking the registry of detectors. Does not belong here: measuring detectors (the
laboratory), or when one is shipped (`detectors/registry.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from expectations.detectors.registry import Detector, detectors


def watched_metrics(known: Iterable[Detector] | None = None) -> frozenset[str]:
    """The metrics whose signal a shipped detector questions: it finds four of five such episodes.

    Args:
        known: Detectors; those of the registry by default.
    """
    found = detectors() if known is None else known
    return frozenset(
        metric_id
        for detector in found
        if detector.state == "shipped"
        for metric_id in detector.metrics
    )
