"""Rows of SonarQube's streams: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

GOOD: dict[str, dict[str, object]] = {
    "projects": {"project_key": "harbour:checkout", "qualifier": "TRK"},
    "analyses": {
        "analysis_id": "AN_1",
        "project_key": "harbour:checkout",
        "analysed_at": "2026-06-01 00:00:00",
        "commit_sha": "a" * 40,
    },
    "measures": {
        "measure_id": "harbour:checkout|2026-06-01T00:00:00|ncloc",
        "project_key": "harbour:checkout",
        "analysed_at": "2026-06-01 00:00:00",
        "metric": "ncloc",
        "value": 1200.0,
        "level": None,
    },
    "file_measures": {
        "file_id": "harbour:checkout:src/cart.ts",
        "project_key": "harbour:checkout",
        "path": "src/cart.ts",
        "code_lines": 120,
        "complexity": 14,
        "cognitive_complexity": 9,
        "lines_to_cover": 50,
        "uncovered_lines": 10,
        "coverage_percent": 80.0,
        "duplicated_lines_percent": 0.0,
    },
}
SPOILED: dict[str, dict[str, object]] = {
    "projects": {"project_key": None, "qualifier": None},
    "analyses": {"analysed_at": None, "commit_sha": "HEAD"},
    "measures": {"metric": None, "value": -1.0, "analysed_at": None},
    "file_measures": {
        "path": None,
        "coverage_percent": 101.0,
        "uncovered_lines": 51,
        "complexity": -1,
        "duplicated_lines_percent": -0.1,
    },
}
