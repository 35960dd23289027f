"""What cannot be read cannot be judged.

Belongs here: SQL that hides where its rows come from. Does not belong here: style.
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import Project

READABLE = Rule(
    "nothing-hidden",
    "write a model whose rows cannot be followed back to their sources",
    "A table that is named in SQL, or read from a file, passes every rule unseen.",
    "Use ref() or source(), one select a model, and columns that have names.",
)
RULES = (READABLE,)

# What the landing records of itself is in tables of its own, which are no source of a tool.
HOOKS = ("pre-hook", "post-hook", "pre_hook", "post_hook")
# These delete rows of their own model, before its SQL brings what is said of them today.
FORGETTING = {"{{ forget_touched() }}", "{{ forget_touched_records() }}"}
MATERIALISED = ("table", "view", "ephemeral", "incremental")
LANDING = "staging/landing/"
RECORDS = {'"columns"', "column_fill", "metric_snapshots", "loads"}


def check(project: Project) -> Iterator[Finding]:
    """Every model that cannot be followed."""
    for model in project.models.values():
        if model.fault:
            yield Finding(READABLE, model.name, "", f"its SQL cannot be read: {model.fault}")
        own = RECORDS if model.path.startswith(LANDING) else set()
        for stranger in sorted(set(model.strangers) - own):
            what = f"it reads {stranger}, which is no model and no source it refers to"
            yield Finding(READABLE, model.name, "", what)
        config = model.node.get("config", {})
        if any(_sql(hook) not in FORGETTING for name in HOOKS for hook in config.get(name) or ()):
            yield Finding(READABLE, model.name, "", "a hook does what no rule reads")
        if config.get("materialized", "table") not in MATERIALISED:
            what = f"it is materialized as {config['materialized']}, outside the warehouse"
            yield Finding(READABLE, model.name, "", what)
        if model.is_watched and not model.fault and not model.relation.is_complete:
            what = "a star brings columns that nothing names"
            yield Finding(READABLE, model.name, "*", what)


def _sql(hook: object) -> str:
    return str(hook.get("sql", "") if isinstance(hook, dict) else hook).strip()
