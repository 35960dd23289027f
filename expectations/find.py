"""Where everything of a name is: `python -m expectations.find NAME`.

Belongs here: places that follow from a name by the rules of docs/README.md, read from the
registries themselves. Does not belong here: a list of its own.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from expectations.catalogue import ROOT, STREAMS, metrics
from expectations.detectors.registry import Detector, detectors
from expectations.registry import RAW_SUITES, SIGNALS, Guard

MODELS = Path("dbt_project/models")
SITE = Path("published/site")
DECISION = re.compile(r"(?:adr[ -]?)?(\d{4})", re.IGNORECASE)
WORD = re.compile(r"^\| ([^|]+) \|", re.MULTILINE)
CLOSE = 3
NARROWEST = 14


@dataclass(frozen=True)
class Place:
    """One place of a thing.

    Attributes:
        what: What is there.
        path: Below the repository, or below the data root where it is built.
        anchor: The heading in it.
        is_built: Whether a run makes it.
    """

    what: str
    path: Path
    anchor: str = ""
    is_built: bool = False

    def __str__(self) -> str:
        """The place as a reader opens it."""
        root = "$TEAM_OUTCOMES_HOME/" if self.is_built else ""
        return f"{root}{self.path}{'#' if self.anchor else ''}{self.anchor}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every place of a name and return the exit code: 1 where there is no such thing."""
    parser = argparse.ArgumentParser("python -m expectations.find", description=main.__doc__)
    parser.add_argument("name", help="a metric, source, check (B1), detector (D5), table or word")
    name = parser.parse_args(arguments).name.strip()
    found = places(name)
    for kind, of_kind in found.items():
        sys.stdout.write(f"{name} is {kind}\n")
        width = max(NARROWEST, *(len(place.what) for place in of_kind))
        for place in of_kind:
            sys.stdout.write(f"  {place.what.ljust(width)}  {place}\n")
    if not found:
        close = difflib.get_close_matches(name.lower(), names(), CLOSE, 0.5)
        hint = f" Did you mean {', '.join(close)}?" if close else ""
        sys.stderr.write(f"error: nothing here is called {name!r}.{hint} See docs/README.md.\n")
    return 0 if found else 1


def places(name: str, root: Path = ROOT) -> dict[str, list[Place]]:
    """Every place of a name, by what it is the name of.

    Args:
        name: As it stands in a page, a table, a message or a folder.
        root: The repository's root.
    """
    key = name.strip().lower()
    found = {
        "a metric": [
            place
            for meta in _metrics(root)
            if meta["metric_id"] == key
            for place in _of_metric(meta)
        ],
        "a source": list(_of_source(key, root)) if key in sources() else [],
        "a check of a broken signal": [
            place
            for guard in SIGNALS
            if key in {guard.check_id.lower(), guard.name, guard.asset[1]}
            for place in _of_check(guard)
        ],
        "a detector": [
            place
            for detector in _detectors()
            if detector.detector_id.lower() == key
            for place in _of_detector(detector, root)
        ],
        "a table": _of_table(key, root),
        "a decision": _of_decision(key, root),
        "a word": [Place("meaning", Path("docs/glossary.md"))] if key in _words(root) else [],
    }
    return {kind: of_kind for kind, of_kind in found.items() if of_kind}


def names(root: Path = ROOT) -> list[str]:
    """Everything that can be asked for, in lower case."""
    models = {path.stem for path in (root / MODELS).rglob("*.sql")}
    return sorted(
        {str(meta["metric_id"]) for meta in _metrics(root)}
        | set(sources())
        | {guard.check_id.lower() for guard in SIGNALS}
        | {detector.detector_id.lower() for detector in _detectors()}
        | models
        | _words(root)
    )


def sources() -> list[str]:
    """Every source that has a guard, which is every source."""
    return [module.__name__.rpartition(".")[2] for module in RAW_SUITES]


@cache
def _metrics(root: Path) -> list[Mapping[str, Any]]:
    return metrics(root)


@cache
def _detectors() -> list[Detector]:
    return detectors()


def _of_metric(meta: Mapping[str, Any]) -> Iterator[Place]:
    metric_id, folder = meta["metric_id"], MODELS / "metrics" / meta["dimension"]
    yield Place("definition", Path("docs/metrics.md"), metric_id)
    yield Place("SQL", folder / f"{metric_id}.sql")
    yield Place("yml and tests", folder / f"{metric_id}.yml")
    needed = {stream.partition(".")[0] for key in STREAMS for stream in meta.get(key, ())}
    for source in sorted(needed & set(sources())):
        yield Place(f"guard ({source})", Path(f"expectations/suites/raw/{source}.py"))
    yield Place("guard (signals)", Path("expectations/suites/signals.py"))
    yield Place("guard (published)", Path("expectations/suites/marts/leadership.py"))
    for detector in _detectors():
        if metric_id in detector.metrics:
            anchor = detector.detector_id.lower()
            yield Place(f"detector {detector.detector_id}", Path("docs/detectors.md"), anchor)
    yield Place("how it is gamed", Path("docs/red-team.md"))
    yield Place("page", SITE / "rulebook" / f"{metric_id}.html", is_built=True)


def _of_source(source: str, root: Path) -> Iterator[Place]:
    yield Place("page", Path(f"docs/sources/{source}.md"))
    yield Place("extraction", Path(f"extract/sources/{source}"))
    yield Place("staging", MODELS / "staging" / source)
    yield Place("guard", Path(f"expectations/suites/raw/{source}.py"))
    for file in sorted((root / "tests/extract/sources").glob(f"test_{source}*.py")):
        yield Place("tests", file.relative_to(root))


def _of_check(guard: Guard) -> Iterator[Place]:
    yield Place("in plain words", Path("docs/broken-signals.md"))
    yield Place("measured by", MODELS / guard.asset[0] / f"{guard.asset[1]}.sql")
    yield Place("yml and tests", MODELS / guard.asset[0] / f"{guard.asset[1]}.yml")
    yield Place("judged by", Path("expectations/suites/signals.py"))
    yield Place("what follows", Path("expectations/registry.py"))


def _of_detector(detector: Detector, root: Path) -> Iterator[Place]:
    yield Place("in plain words", Path("docs/detectors.md"), detector.detector_id.lower())
    number = int(detector.detector_id[1:])
    for file in sorted((root / "expectations/detectors").glob(f"d{number:02}_*.*")):
        yield Place(file.suffix[1:], file.relative_to(root))
    yield Place("measured rates", Path("expectations/detectors/measured.yml"))


def _of_table(key: str, root: Path) -> list[Place]:
    """A model by its name; that of a metric is a metric."""
    is_name = re.fullmatch(r"\w+", key)
    return [
        place
        for sql in ((root / MODELS).rglob(f"{key}.sql") if is_name else ())
        if "metrics" not in sql.relative_to(root / MODELS).parts
        for place in (
            Place("SQL", sql.relative_to(root)),
            Place("columns and tests", sql.with_suffix(".yml").relative_to(root)),
        )
    ]


def _of_decision(key: str, root: Path) -> list[Place]:
    number = DECISION.fullmatch(key)
    files = sorted((root / "docs/adr").glob(f"{number[1]}-*.md")) if number else ()
    return [Place("why", file.relative_to(root)) for file in files]


def _words(root: Path) -> set[str]:
    text = (root / "docs/glossary.md").read_text(encoding="utf-8")
    return {word.lower() for word in WORD.findall(text)} - {"word", "---"}


if __name__ == "__main__":
    sys.exit(main())
