"""What looks forbidden and is not, each with the reason.

Belongs here: exceptions, as few as can be. Does not belong here: the rules. One that nothing needs
any more is a finding itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """One finding that is none.

    Attributes:
        rule_id: The rule.
        subject: The model.
        part: The column.
        reason: Why it is allowed.
    """

    rule_id: str
    subject: str
    part: str
    reason: str


_NO_STAGE = (
    "a change that never waited for this stage spent none of its known lead time in it: that 0 "
    "is measured"
)
ALLOWED = (
    Allowed(
        "no-order-of-teams",
        "rpt_bottlenecks",
        "place_within_team",
        "it orders the findings of one team; teams are never compared",
    ),
    Allowed("missing-is-not-zero", "lt_pickup", "numerator", _NO_STAGE),
    Allowed("missing-is-not-zero", "lt_pickup", "value", _NO_STAGE),
    Allowed("missing-is-not-zero", "lt_review", "numerator", _NO_STAGE),
    Allowed("missing-is-not-zero", "lt_review", "value", _NO_STAGE),
    Allowed(
        "few-people-are-not-shown",
        "rpt_bottlenecks",
        "n_people",
        "int_delivery__bottleneck_findings drops what fewer than five people had part in",
    ),
)
