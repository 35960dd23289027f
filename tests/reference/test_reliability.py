"""The reference's incidents and defects on examples worked by hand."""

import copy
from datetime import timedelta
from typing import Any

from tests.reference.context import Context, Raw
from tests.reference.examples import ORGANISATION, at, deployment, issue, truth
from tests.reference.families import defects
from tests.reference.incidents import Incidents
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import Issue

HOUR = timedelta(hours=1)
WATCHED = copy.deepcopy(ORGANISATION)
WATCHED["services"][0]["aliases"] = {"pagerduty": ["PCHECK"]}


def page(created: str, resolved: str | None, priority: str | None = None, **given: Any) -> Any:
    """An incident of PagerDuty."""
    return {
        "service_id": "PCHECK",
        "created_at": at(created).isoformat(),
        "resolved_at": at(resolved).isoformat() if resolved else None,
        "priority": priority,
        "merged_into_incident_id": None,
        **given,
    }


def incidents(*issues: Issue, timeouts: tuple[str, ...] = (), **pages: Any) -> dict[str, Any]:
    """The incidents of Atlas by key."""
    log = {
        key: {"incident_id": key, "entry_type": "resolve", "channel_type": "timeout"}
        for key in timeouts
    }
    organisation = Organisation(WATCHED)
    found = Incidents(
        truth("07-20 00:00", issues=issues),
        organisation,
        Ownership(organisation),
        {"incidents": pages, "log_entries": log},
    )
    return {incident.key: incident for incident in found.all}


def test_an_issue_and_its_page_are_one_incident() -> None:
    found = incidents(
        issue("06-03 16:00", "06-04 12:00", "incident"),
        q1=page("06-03 15:50", "06-03 17:50", "P2"),
        q2=page("06-03 15:55", "06-03 15:57", merged_into_incident_id="q1"),
        q3=page("06-03 15:59", "06-03 16:10"),
    )
    (incident,) = found.values()
    assert incident.mitigated_at - incident.started_at == 2 * HOUR
    assert (incident.severity, incident.declared_at) == ("2", at("06-03 16:00"))


def test_what_began_too_far_apart_is_two_incidents_and_noise_is_none() -> None:
    found = incidents(
        issue("06-03 16:00", None, "incident"),
        q1=page("06-03 15:29", "06-03 17:50", "P3"),
        q2=page("06-03 12:00", "06-03 12:10"),
    )
    assert set(found) == {"issue-06-03 16:00", "pagerduty:q1"}


def test_a_label_names_the_page_whenever_it_was() -> None:
    named = issue("06-03 16:00", None, "incident", "alarm:pagerduty:q2")
    found = incidents(
        named,
        q1=page("06-03 15:50", "06-03 17:50", "P1"),
        q2=page("06-02 15:50", "06-02 17:50"),
    )
    assert found[named.node_id].started_at == at("06-02 15:50")
    assert "pagerduty:q1" in found


def test_a_timeout_is_no_end_but_closing_the_issue_is() -> None:
    pages = {"q1": page("06-03 15:50", "06-05 03:50", "P1")}
    opened = issue("06-03 16:00", None, "incident")
    assert incidents(opened, timeouts=("q1",), **pages)[opened.node_id].mitigated_at is None
    closed = issue("06-03 16:00", "06-03 18:00", "incident")
    found = incidents(closed, timeouts=("q1",), **pages)[closed.node_id]
    assert found.mitigated_at == at("06-03 18:00")


def bug(created: str, **given: Any) -> dict[str, Any]:
    """A bug of checkout in Jira."""
    return {
        "issue_id": 1,
        "issue_type": "Bug",
        "project_key": "ATL",
        "created_at": at(created).isoformat(),
        "resolution": None,
        "labels": "",
        "components": "checkout",
        **given,
    }


def blamed(*bugs: dict[str, Any], was_bug: int = 0) -> dict[str, float]:
    """Defects by deployment: d1 and d2 of 1 and 3 June, d3 too young."""
    releases = [("d1", "06-01 10:00"), ("d2", "06-03 10:00"), ("d3", "07-10 10:00")]
    world = truth(
        "07-20 00:00",
        deployments=tuple(deployment(name, name, finished) for name, finished in releases),
    )
    change = {"issue_id": was_bug, "field": "issue_type", "from_value": "Bug"}
    jira = {
        "issues": {str(number): each for number, each in enumerate(bugs)},
        "issue_changes": {"1": change},
    }
    context = Context(Raw(world, {"jira": jira}))
    defects.place(context)
    return {
        item.key[0]: item.numerator  # type: ignore[index]
        for (_, _, period), items in context.placing.placed.items()
        for item in items
        if period.grain == "quarter"
    }


def test_a_defect_is_blamed_on_the_latest_change_before_it() -> None:
    assert blamed(bug("06-02 10:00"), bug("06-03 11:00"), bug("07-03 10:00")) == {"d1": 1, "d2": 2}
    assert blamed(bug("07-03 10:01"), bug("07-11 10:00")) == {"d1": 0, "d2": 0}


def test_what_was_found_elsewhere_or_known_already_is_no_escape() -> None:
    known = bug("06-02 10:00", resolution="Duplicate")
    found_by_a_test = bug("06-02 10:00", labels="customer,found-in:test")
    task = bug("06-02 10:00", issue_type="Task")
    assert blamed(known, found_by_a_test, task) == {"d1": 0, "d2": 0}
    assert blamed(task, was_bug=1) == {"d1": 1, "d2": 0}
