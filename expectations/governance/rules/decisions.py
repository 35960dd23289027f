"""No table serves a decision about a person.

Belongs here: what an exposure says it is for. Does not belong here: which metric is fit for which
decision (`assert_exposures_use_eligible_decisions`, over the verdicts of the red team).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import Project

FORBIDDEN = Rule(
    "no-decision-about-a-person",
    "serve a promotion, pay, an appraisal, a termination or a ranking",
    "A number that decides about somebody is gamed by everybody, and then means nothing.",
    "Name a decision about work: review policy, capacity planning, investment in pipelines.",
)
RULES = (FORBIDDEN,)

ABOUT_PERSONS = re.compile(
    r"\b(promot\w*|compensat\w*|pay|pay(roll|ment)s?|salar\w*|bonus\w*|merit|terminat\w*|dismiss\w*"
    r"|lay-?offs?|redundanc\w*|fir(e|ing)|hir(e|ing)|perform\w*|apprais\w*|calibrat\w*|rank\w*"
    r"|stack\w*|rating|pips?|disciplin\w*|headcount|low performers?|targets?)\b",
    re.IGNORECASE,
)
SAYS_WHAT_FOR = ("decisions", "decision", "purpose", "purposes", "uses", "use", "used_for")


def check(project: Project) -> Iterator[Finding]:
    """Every exposure that serves a decision about a person."""
    for exposure in project.exposures:
        meta = {**exposure.get("meta", {}), **exposure.get("config", {}).get("meta", {})}
        said = [text for key in SAYS_WHAT_FOR for text in _texts(meta.get(key))]
        for text in [*said, str(exposure.get("label") or ""), exposure["name"].replace("_", " ")]:
            if found := ABOUT_PERSONS.search(text):
                what = f"it serves {found[0]!r}"
                yield Finding(FORBIDDEN, exposure["name"], "", what)


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
