"""A world in which everything that has a name of its own has a hostile one.

Belongs here: which fields of which records are names and texts. Does not belong here: names that
are made later, of the world (the tools ask its `texts`), and identifiers, which tools and schemas
hold to letters and digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sandbox.directory import RosterEntry
from sandbox.entities.accounts import Account
from sandbox.entities.changes import ChangedFile, Commit, PullRequest, Review
from sandbox.entities.operations import Issue, Push, Release, WorkflowJob, WorkflowRun
from sandbox.texts.naming import Texts
from sandbox.world import Repository, World

_HEADS = "refs/heads/"
Rule = Callable[[Texts, Any], Any]


def _line(kind: str) -> Rule:
    return lambda texts, plain: texts.line(kind, plain)


def _name(kind: str) -> Rule:
    return lambda texts, plain: texts.name(kind, plain)


def _ref(texts: Texts, plain: str | None) -> str | None:
    return None if plain is None else texts.ref(plain)


def _pushed(texts: Texts, plain: str) -> str:
    return f"{_HEADS}{texts.ref(plain.removeprefix(_HEADS))}"


def _labels(texts: Texts, plain: tuple[str, ...]) -> tuple[str, ...]:
    """The labels, which mean something, and one that means nothing."""
    return (*plain, texts.name("label", "odd").replace(",", "")) if plain else plain


def _path(texts: Texts, plain: str) -> str:
    return texts.path(plain)


_RULES: Mapping[type[Any], Mapping[str, Rule]] = {
    Account: {"name": lambda texts, plain: plain and texts.name("person", plain)},
    RosterEntry: {"role": _name("role")},
    Repository: {"labels": _labels},
    PullRequest: {
        "title": _line("title"),
        "body": _line("body"),
        "head_branch": _ref,
        "labels": _labels,
    },
    Issue: {"title": _line("title"), "body": _line("body"), "labels": _labels},
    Commit: {"message": _line("message"), "author_name": _name("person")},
    Review: {"body": _line("review")},
    ChangedFile: {"path": _path},
    Push: {"ref": _pushed},
    Release: {"tag_name": _ref, "name": _name("release")},
    WorkflowRun: {"workflow_name": _name("workflow"), "head_branch": _ref},
    WorkflowJob: {"name": _name("job")},
}


def rewritten(world: World, texts: Texts) -> World:
    """The world with its names by `texts`; nothing else of it changes.

    Args:
        world: A world with plain names.
        texts: What the names become; those who make further names of the world find it there.
    """
    if not texts.is_hostile:
        return world
    changed: World = replace(_changed(world, texts), texts=texts)
    return changed


def _changed(value: Any, texts: Texts) -> Any:
    """A record and all below it; what holds no record is given back as it is."""
    if isinstance(value, tuple):
        return tuple(_changed(item, texts) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    rules = _RULES.get(type(value), {})
    new = {field.name: _changed(getattr(value, field.name), texts) for field in fields(value)}
    return replace(value, **new | {name: rule(texts, new[name]) for name, rule in rules.items()})
