"""The rulebook: every metric, rubric, verdict and rule, in plain words, and a search over all.

Here: which documents and metrics are shown, and the index. Not here: any rule: metrics are those of
`dim_metrics`, everything else is what `docs/` says, and `docs/` is written from where rules lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.catalogue import ROOT, metrics
from expectations.detectors.registry import detectors
from expectations.redteam.verdicts import ALLOWED
from website import words
from website.frame import Frame
from website.markdown import Document, document, index_words
from website.reading import Published, Row

DOCS = ROOT / "docs"
SEARCH = (Path(__file__).parent / "search.js").read_text(encoding="utf-8")
TEXTS = (
    "broken-signals.md",
    "detectors.md",
    "red-team.md",
    "audit.md",
    "workload.md",
    "safety.md",
    "disclosure.md",
    "governance.md",
    "own-data.md",
    "rubric.md",
    "people/guide.md",
    "people/checklist.md",
    "glossary.md",
)
"""Documents that are rules, by their path under `docs/`, in the order they are shown."""
MOST_ATTACKS = 6
VERDICTS = {
    "untested": "No attack reached it at any size, so nothing is known; it counts as narrow.",
    "narrow": "One week moves the quarter by a standard deviation or by 10 %, or makes its value "
    "appear or vanish.",
    "sustained_gameable": "Safe against one week, but thirteen weeks move the quarter by three "
    "standard deviations, and no detector asks.",
    "fragile": "Not narrow, but one week moves that week by three standard deviations.",
    "sustained_gameable_detected": "Thirteen weeks move it, and a shipped detector asks.",
    "robust": "None of these.",
}


def html(frame: Frame, published: Published) -> Iterator[tuple[str, str]]:
    """The pages with their files."""
    pages = {name: f"{Path(name).stem}.html" for name in TEXTS}
    known = pages | {metric_id: f"{metric_id}.html" for metric_id in published.metrics}
    texts = {
        name: document((DOCS / name).read_text(encoding="utf-8"), name, known) for name in TEXTS
    }
    for name, text in texts.items():
        file = f"rulebook/{pages[name]}"
        yield file, frame.page(file, "text.html", text.title, text=text.html, source=f"docs/{name}")
    yield from _metrics(frame, published)
    yield _words_beside_numbers(frame, published)
    file = "rulebook/index.html"
    groups = [*_metric_groups(published), _word_group(published), *_text_groups(texts, pages)]
    yield file, frame.page(file, "rulebook.html", "The rulebook", script=SEARCH, groups=groups)


def _metrics(frame: Frame, published: Published) -> Iterator[tuple[str, str]]:
    reasons = {meta["metric_id"]: meta["why"] for meta in metrics()}
    asking = detectors()
    attacks = _attacks(published.tables["gameability"])
    for metric_id, metric in published.metrics.items():
        file = f"rulebook/{metric_id}.html"
        yield (
            file,
            frame.page(
                file,
                "metric.html",
                metric["name"],
                metric=metric,
                why=reasons.get(metric_id, ""),
                pair=published.metrics.get(metric["pair_metric_id"]),
                attacks=attacks.get(metric_id, ())[:MOST_ATTACKS],
                detectors=[each for each in asking if metric_id in each.metrics],
                streams=sorted(
                    filter(None, _listed(metric["sources"]) | _listed(metric["one_of"]))
                ),
            ),
        )


def _attacks(rows: list[Row]) -> dict[str, list[Row]]:
    """What moved each metric, once an attack, the largest shift first."""
    most: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["metric_id"], row["attack_id"])
        if row["shift_pct"] is not None and abs(row["shift_pct"]) > abs(
            most.get(key, {"shift_pct": 0})["shift_pct"]
        ):
            most[key] = row
    found: dict[str, list[Row]] = {}
    for row in sorted(most.values(), key=lambda row: -abs(row["shift_pct"])):
        found.setdefault(row["metric_id"], []).append(row)
    return found


def _words_beside_numbers(frame: Frame, published: Published) -> tuple[str, str]:
    file = "rulebook/verdicts.html"
    verdicts = [
        (verdict, said, ", ".join(map(words.spaced, ALLOWED[verdict])))
        for verdict, said in VERDICTS.items()
    ]
    statuses = published.tables["statuses"]
    title = "Words that stand beside numbers"
    return file, frame.page(file, "verdicts.html", title, statuses=statuses, verdicts=verdicts)


def _metric_groups(published: Published) -> Iterator[dict[str, Any]]:
    rows = published.tables["metrics"]
    for dimension, members in groupby(rows, lambda row: str(row["dimension"])):
        yield {
            "id": words.slug(dimension),
            "title": f"Metrics: {dimension}",
            "entries": [
                {
                    "file": f"{metric['metric_id']}.html",
                    "title": metric["name"],
                    "line": metric["definition"],
                    "words": index_words(
                        " ".join(
                            str(metric[column])
                            for column in ("metric_id", "definition", "decision", "known_gaming")
                        )
                    ),
                }
                for metric in members
            ],
        }


def _word_group(published: Published) -> dict[str, Any]:
    statuses = [(row["status"], row["in_words"]) for row in published.tables["statuses"]]
    return {
        "id": "words",
        "title": "Words that stand beside numbers",
        "entries": [
            {
                "file": f"verdicts.html#{word}",
                "title": words.spaced(word),
                "line": said,
                "words": word,
            }
            for word, said in [*statuses, *VERDICTS.items()]
        ],
    }


def _text_groups(texts: dict[str, Document], pages: dict[str, str]) -> Iterator[dict[str, Any]]:
    for name, text in texts.items():
        yield {
            "id": words.slug(f"text-{Path(name).stem}"),
            "title": text.title,
            "entries": [
                {
                    "file": f"{pages[name]}#{section.anchor}" if section.anchor else pages[name],
                    "title": section.title,
                    "line": section.line,
                    "words": section.words,
                }
                for section in text.sections
            ],
        }


def _listed(text: str | None) -> set[str]:
    return set((text or "").split(", "))
