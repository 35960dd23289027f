"""What changes are about: files, titles, messages.

Belongs here: names, texts and sizes. Does not belong here: times and people.
"""

import numpy as np

from sandbox.behaviour import Quirks
from sandbox.entities.changes import ChangedFile
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation.randomness import chance, lognormal, negative_binomial, pick

_VERBS = [
    "Add",
    "Fix",
    "Rename",
    "Simplify",
    "Speed-up",
    "Remove",
    "Extract",
    "Validate",
    "Log",
    "Cache",
    "Retry",
    "Document",
]
_THINGS = [
    "price rounding",
    "session expiry",
    "address form",
    "stock lookup",
    "invoice totals",
    "search facets",
    "webhook retries",
    "currency table",
    "login throttle",
    "order export",
    "event schema",
    "health endpoint",
    "feature switch",
    "date parser",
    "batch importer",
    "access policy",
    "rate card",
    "mail template",
]
_HOSTILE_TITLES = (
    "<script>alert('checkout')</script> must be escaped",
    'Quote "everything" & nothing\' OR 1=1; --',
    "🚢🔥 ship it — naïve façade, 日本語のタイトル",
    "Tabs\tand \\backslashes\\ and {braces} and %s and ${HOME}",
    "Très long " + "titre " * 36,
    "   ",
)
_HOSTILE_BODY = (
    '<details><summary>"why"</summary>\r\n| a | b |\r\n|---|---|\r\n| ✅ | \u202eright-to-left |'
    "\r\n</details>\n\nCloses #999999\n"
)
_MODULES = ("orders", "pricing", "session", "api", "storage", "mail", "search", "jobs")
_NAMES = ("handler", "model", "service", "client", "views", "rules", "mapper", "policy", "queue")
_COMMENTS = (
    "Could this be null when the order has no lines?",
    "Please add a test for the empty case.",
    "Nice, much easier to read than before.",
    "I would move this check to the caller, what do you think?",
    "This runs once per row: can we fetch the rates outside the loop?",
)
_SHORT_COMMENTS = ("ok", "nit", "see chat", "+1", "hm")
_MOST_FILES = 25
_ROOT_FILES = ("README.md", "docs/decisions.md", ".editorconfig")


def title(draw: np.random.Generator, quirks: Quirks) -> str:
    """A title; now and then one that breaks careless software."""
    if chance(draw, quirks.hostile_text_share):
        return pick(draw, _HOSTILE_TITLES)
    return f"{pick(draw, _VERBS)} {pick(draw, _THINGS)}"


def body(draw: np.random.Generator, quirks: Quirks) -> str:
    """A description: often short, sometimes empty, rarely hostile."""
    if chance(draw, quirks.hostile_text_share):
        return _HOSTILE_BODY
    return pick(draw, ("", "Small step towards the plan.", f"Part of: {pick(draw, _THINGS)}."))


def comment(draw: np.random.Generator) -> str:
    """A review's text with substance (20 characters or more)."""
    return pick(draw, _COMMENTS)


def short_comment(draw: np.random.Generator) -> str:
    """A review's text without substance (below 20 characters)."""
    return pick(draw, _SHORT_COMMENTS)


def source_files(
    draw: np.random.Generator, service: ServiceSpec, lines: float, sigma: float
) -> tuple[ChangedFile, ...]:
    """Hand-written files of a service whose changed lines scatter around `lines`."""
    total = max(1, round(lognormal(draw, lines, sigma)))
    count = min(1 + negative_binomial(draw, 1.8, 1.2), _MOST_FILES, total)
    weights = draw.exponential(size=count)
    shares = np.maximum(np.floor(weights / weights.sum() * total), 1).astype(int).tolist()
    paths = _distinct_paths(draw, service.path_prefix, count)
    return tuple(_file(draw, path, share) for path, share in zip(paths, shares, strict=True))


def generated_files(draw: np.random.Generator, service: ServiceSpec) -> tuple[ChangedFile, ...]:
    """One file that a tool wrote, often far larger than what people write."""
    prefix = service.path_prefix
    path = pick(
        draw,
        (
            f"{prefix}package-lock.json",
            f"{prefix}vendor/{pick(draw, _NAMES)}/{pick(draw, _NAMES)}.go",
            f"{prefix}tests/__snapshots__/{pick(draw, _NAMES)}.test.ts.snap",
            f"{prefix}public/{pick(draw, _NAMES)}.min.js",
        ),
        (0.5, 0.2, 0.2, 0.1),
    )
    return (_file(draw, path, max(1, round(lognormal(draw, 320.0, 1.0)))),)


def root_files(draw: np.random.Generator) -> tuple[ChangedFile, ...]:
    """A file at the repository's root, outside all path prefixes."""
    return (_file(draw, pick(draw, _ROOT_FILES), 1 + negative_binomial(draw, 8.0, 2.0)),)


def lock_files(draw: np.random.Generator, prefix: str) -> tuple[ChangedFile, ...]:
    """What a dependency bot changes."""
    lines = max(2, round(lognormal(draw, 40.0, 1.0)))
    return (
        ChangedFile(path=f"{prefix}package.json", additions=1, deletions=1),
        ChangedFile(path=f"{prefix}package-lock.json", additions=lines, deletions=lines // 2),
    )


def _distinct_paths(draw: np.random.Generator, prefix: str, count: int) -> list[str]:
    modules, names = len(_MODULES), len(_NAMES)
    cells = draw.choice(modules * names, size=count, replace=False).tolist()
    return [
        f"{prefix}src/{_MODULES[cell // names]}/{_NAMES[cell % names]}.ts" for cell in sorted(cells)
    ]


def _file(draw: np.random.Generator, path: str, lines: int) -> ChangedFile:
    change_type = pick(draw, ("MODIFIED", "ADDED", "DELETED", "RENAMED"), (0.78, 0.14, 0.04, 0.04))
    added = {"ADDED": 1.0, "DELETED": 0.0}.get(change_type, float(draw.beta(3.0, 1.6)))
    additions = round(lines * added)
    return ChangedFile(
        path=path, additions=additions, deletions=lines - additions, change_type=change_type
    )
