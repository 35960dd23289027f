"""What teams learn from incidents, how ready they are for being on call, and verified documents.

Belongs here: these five files. Does not belong here: the incidents (`sandbox.simulation`), pages
and shifts (`sandbox.pagerduty`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sandbox.directory import ServiceEntry
from sandbox.file_drops.view import WEEK, Row, View
from sandbox.simulation.randomness import chance, lognormal, pick

_MONTH = timedelta(days=30)
_POSTMORTEM_SHARE = 0.8
_SECOND_SHARE = 0.35
_ITEMS = (
    "has_timeline_with_clock_source",
    "has_quantified_customer_impact",
    "has_two_contributing_factors",
    "has_detection_analysis",
    "has_what_went_well",
    "has_actions_with_owner_and_date",
    "is_published_in_five_business_days",
    "names_no_person_as_cause",
)
_IN_TIME = _ITEMS.index("is_published_in_five_business_days")
_PUNCTUAL = timedelta(days=6)
_DISAGREEMENT = 0.05
_DETECTION = {"monitoring": 6.0, "customer": 2.5, "person": 1.5}
_FACTORS = {
    "untested-failover": 5.0,
    "configuration-drift": 4.0,
    "missing-alert": 3.0,
    "full-disk": 2.0,
    "expired-certificate": 1.5,
    "unclear-ownership": 1.5,
    "slow-rollback": 1.0,
    "stale-runbook": 1.0,
}
_KNOWN_FACTOR_SHARE = 0.5
"""The others contribute to one incident only, and are called after it."""

_CHECKLIST = (
    "two_deep_rota",
    "six_people_or_follow_the_sun",
    "runbook_per_paging_alert",
    "written_handover",
    "compensation_time",
    "drill_within_180_days",
    "tested_escalation",
    "shadowed_first_shift",
    "reviewed_pages",
    "agreed_limit_of_pages",
)
_VERIFIED_EVERY = (("runbook", 150.0), ("readme", 330.0))


@dataclass(frozen=True, slots=True)
class _Incident:
    """An incident as those remember it who dealt with it."""

    incident_id: str
    team_id: str
    service_id: str
    began: datetime
    ended: datetime | None

    @property
    def name(self) -> str:
        """What its postmortem and its actions are named after."""
        return self.incident_id.rpartition("/")[2].replace("#", "-")

    @property
    def about(self) -> Row:
        """What every file says of it."""
        return {
            "incident_id": self.incident_id,
            "team_id": self.team_id,
            "service_id": self.service_id,
        }


def postmortems(view: View) -> list[Row]:
    """Of most incidents that are over; some are scored a second time, a little differently."""
    return [row for incident in _incidents(view) for row in _scorings(view, incident)]


def _scorings(view: View, incident: _Incident) -> Iterator[Row]:
    draw = view.draw("postmortem", incident.incident_id)
    care = float(draw.beta(2.2, 1.0))
    written = timedelta(days=1 + round(lognormal(draw, 3.5, 0.7)))
    is_written, is_doubled = chance(draw, _POSTMORTEM_SHARE), chance(draw, _SECOND_SHARE)
    if incident.ended is None or incident.ended.date() > view.last_day or not is_written:
        return
    ended = incident.ended.date()
    published = _past(view, ended + written)
    met = [chance(draw, care) for _ in _ITEMS]
    met[_IN_TIME] = published is not None and written <= _PUNCTUAL
    for scoring in ("first", "second")[: 1 + is_doubled]:
        # Whether something was published in time is no matter of opinion.
        doubts = [
            scoring == "second" and number != _IN_TIME and chance(draw, _DISAGREEMENT)
            for number in range(len(_ITEMS))
        ]
        scores = [is_met != doubt for is_met, doubt in zip(met, doubts, strict=True)]
        yield {
            "postmortem_id": f"postmortem-{incident.name}",
            "scoring": scoring,
            **incident.about,
            "incident_ended_on": ended,
            "published_on": published,
            **dict(zip(_ITEMS, scores, strict=True)),
        }


def incident_factors(view: View) -> list[Row]:
    """What noticed every incident, and what contributed to most; the same few things mostly."""
    rows: list[Row] = []
    names, weights = list(_FACTORS), list(_FACTORS.values())
    for incident in _incidents(view):
        draw = view.draw("factors", incident.incident_id)
        noticed = pick(draw, list(_DETECTION), list(_DETECTION.values()))
        known = {
            pick(draw, names, weights) if chance(draw, _KNOWN_FACTOR_SHARE) else incident.name
            for _ in range(int(draw.integers(0, 4)))
        }
        factors: list[str | None] = [*sorted(known)] or [None]
        rows += [
            {
                **incident.about,
                "happened_on": incident.began.date(),
                "detected_by": noticed,
                "factor_id": factor,
            }
            for factor in factors
        ]
    return rows


def incident_actions(view: View) -> list[Row]:
    """Up to four after every incident that is over; some are still open after a long time."""
    rows = []
    for incident in _incidents(view):
        draw = view.draw("actions", incident.incident_id)
        for number in range(1, 1 + int(draw.integers(0, 5))):
            wait = timedelta(days=int(draw.integers(0, 8)))
            length = timedelta(days=round(lognormal(draw, 40.0, 1.1)))
            due = timedelta(days=int(pick(draw, (14, 28, 60))))
            has_date = chance(draw, 0.85)
            if incident.ended is None or incident.ended.date() + wait > view.last_day:
                continue
            opened = incident.ended.date() + wait
            rows.append(
                {
                    "action_id": f"{incident.name}-{number}",
                    "incident_id": incident.incident_id,
                    "team_id": incident.team_id,
                    "opened_on": opened,
                    "due_on": opened + due if has_date else None,
                    "done_on": _past(view, opened + length),
                }
            )
    return rows


def oncall_checklists(view: View) -> list[Row]:
    """A team goes through the list every third month and meets more of it from time to time."""
    rows = []
    for team in view.teams:
        for number, day in enumerate(view.days(3 * _MONTH)):
            for item in _CHECKLIST:
                draw = view.draw("checklist", team.team_id, item)
                begins, is_answered = int(draw.integers(0, 6)), chance(draw, 0.98)
                is_met = number >= begins
                has_link = is_met and number >= begins + int(draw.integers(0, 2))
                if number or is_answered:
                    rows.append(
                        {
                            "team_id": team.team_id,
                            "assessed_on": day,
                            "item": item,
                            "is_met": is_met,
                            "evidence_url": f"https://wiki.example/{team.team_id}/{item}"
                            if has_link
                            else None,
                        }
                    )
    return rows


def documentation_verifications(view: View) -> list[Row]:
    """Runbooks are read against the service some times a year, readmes more seldom."""
    return [
        {"service_id": service.service_id, "document_kind": kind, "verified_on": day}
        for service in view.world.directory.services
        for kind, usual in _VERIFIED_EVERY
        for day in _verifications(view, service, kind, usual)
    ]


def _verifications(view: View, service: ServiceEntry, kind: str, usual: float) -> Iterator[date]:
    draw = view.draw("verification", service.service_id, kind)
    day = view.first_day + timedelta(days=int(draw.integers(0, round(usual))))
    while day <= view.last_day:
        yield day
        day += max(WEEK, timedelta(days=round(lognormal(draw, usual, 0.7))))


def _incidents(view: View) -> Iterator[_Incident]:
    """The incidents the organisation wrote up and knows of, service by service."""
    for service in view.world.directory.services:
        for issue in view.incidents(service):
            if issue.created_at.date() <= view.last_day:
                yield _Incident(
                    incident_id=f"{service.repository}#{issue.number}",
                    team_id=view.owner(service, issue.created_at.date()),
                    service_id=service.service_id,
                    began=issue.created_at,
                    ended=issue.closed_at,
                )


def _past(view: View, day: date) -> date | None:
    return day if day <= view.last_day else None
