"""The service level objectives of slos.yml.

Belongs here: reading and checking the file. Does not belong here: asking Prometheus.

The file is configuration, written by people: whatever is wrong with it, nothing is asked of
Prometheus, and one line says what to change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from extract.core.errors import SettingsError
from extract.core.source import Row

_LARGEST = 1_000_000
_MOST_QUOTED = 60


@dataclass(frozen=True)
class Slo:
    """One objective.

    Attributes:
        slo_id: Its name, which never changes.
        service_id: The service it speaks of.
        objective: The share of good events asked for, between 0 and 1.
        window_days: How many days it looks back.
        good_events: Selector of the counters of good events.
        valid_events: Selector of the counters of all events that count.
    """

    slo_id: str
    service_id: str
    objective: float
    window_days: int
    good_events: str
    valid_events: str

    @property
    def queries(self) -> str:
        """A digest of what is asked: another one means that other things are counted."""
        text = json.dumps([self.good_events, self.valid_events])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def row(self) -> Row:
        """Return its row of ``slos``."""
        return {**asdict(self), "raw_json": json.dumps(asdict(self), sort_keys=True)}


class _Loader(yaml.SafeLoader):
    """Refuses what makes YAML surprising: anchors, and keys that stand twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse a value that only points at another one."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias; write the value out", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - as in PyYAML
        """Refuse a key that stands twice."""
        seen = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                problem = f"the key {name[:_MOST_QUOTED]!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_slos(path: Path) -> tuple[Slo, ...]:
    """Return the objectives of a file, in its order.

    Raises:
        SettingsError: There is no such file, or it is not as its schema says.
    """
    document = _document(path)
    problem = best_match(_validator().iter_errors(document))
    if problem is not None:
        raise SettingsError(f"PROMETHEUS_SLOS: {path}, {_described(problem)}")
    slos = tuple(Slo(**entry) for entry in document["slos"])
    seen: set[str] = set()
    for slo in slos:
        if slo.slo_id in seen:
            raise SettingsError(
                f"PROMETHEUS_SLOS: {path}: slo_id {slo.slo_id!r} stands twice; give each its own."
            )
        seen.add(slo.slo_id)
    return slos


def _document(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(
                f"PROMETHEUS_SLOS: {path} is larger than 1 MB; it lists objectives."
            )
        return yaml.load(path.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506 - a safe one
    except OSError as error:
        raise SettingsError(
            f"PROMETHEUS_SLOS: {path} cannot be read ({error.strerror}); write the objectives "
            "there as docs/sources/prometheus.md says, or set PROMETHEUS_SLOS to their file."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"PROMETHEUS_SLOS: {path} is not UTF-8; save it as UTF-8.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(f"PROMETHEUS_SLOS: {path} is no valid YAML: {_place(error)}") from error


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = " ".join(str(getattr(error, "problem", None) or type(error).__name__).split())
    where = f"line {mark.line + 1}: " if mark is not None else ""
    return f"{where}{problem[:200]}."


def _described(problem: ValidationError) -> str:
    """Name the place, what is wrong and what is expected."""
    place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in problem.absolute_path)
    expected = problem.schema.get("description") if isinstance(problem.schema, dict) else None
    message = (
        problem.message
        if problem.validator in ("required", "additionalProperties")
        else (f"{_quoted(problem.instance)} does not do")
    )
    hint = f"; expected {expected}" if expected else ""
    return f"{place.lstrip('.') or 'the top level'}: {message[:200]}{hint}."


def _quoted(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}..."


@cache
def _validator() -> Draft202012Validator:
    folder = resources.files("extract.sources.prometheus") / "schemas"
    return Draft202012Validator(json.loads((folder / "slos.schema.json").read_text("utf-8")))
