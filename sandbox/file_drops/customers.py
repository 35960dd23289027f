"""What customers do: adoption, activation, conversion, contacts, and good and bad events.

Belongs here: these five files; incidents of the world show in contacts and in bad events.
Does not belong here: any single customer.
"""

import math
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from sandbox.directory import ServiceEntry
from sandbox.file_drops.view import WEEK, Row, View
from sandbox.simulation.randomness import autoregressive, lognormal

_SUNDAY, _SATURDAY = 6, 5
_WEEKEND_SHARE = 0.45
_RETENTION = timedelta(weeks=8)
_MATURE = timedelta(days=28)
_OBJECTIVE = 0.999
_BAD_SHARE = 0.0003
_BAD_SHARE_OF_AN_INCIDENT = 0.04
_CONTACTS_OF_AN_INCIDENT = 9
_LONGEST_OUTAGE = timedelta(hours=8)
_DAY_SECONDS = 86_400
_PLATFORM = "paved-road"
_INTERNAL_CUSTOMERS = 24
_CORRELATION = 0.6


def adoption(view: View) -> list[Row]:
    """Every Sunday: a feature of each application team's product, the paved road of the others."""
    rows = []
    for team in view.teams:
        days = view.days(WEEK, _SUNDAY)
        is_internal = team.team_type != "application"
        draw = view.draw("adoption", team.team_id)
        eligible = _INTERNAL_CUSTOMERS if is_internal else round(lognormal(draw, 2400, 0.5))
        noise = autoregressive(draw, len(days), _CORRELATION, 0.02)
        for week, day in enumerate(days):
            share = min(0.95, max(0.05, 0.25 + 0.003 * week + noise[week]))
            cohort = None if week * WEEK < _RETENTION else round(eligible * (share - 0.03))
            rows.append(
                {
                    "product_id": _PLATFORM if is_internal else team.team_id,
                    "feature_id": "whole" if is_internal else "saved-carts",
                    "team_id": team.team_id,
                    "service_id": None,
                    "audience": "internal" if is_internal else "external",
                    "measured_on": day,
                    "adopting_account_count": round(eligible * share),
                    "eligible_account_count": eligible,
                    "retained_account_count": None if cohort is None else round(cohort * 0.78),
                    "retention_cohort_count": cohort,
                }
            )
    return rows


def activation(view: View) -> list[Row]:
    """The sign-ups of every day; young cohorts are not counted to the end yet."""
    rows = []
    for team in view.teams:
        for day in view.days():
            draw = view.draw("activation", team.team_id, day.isoformat())
            signups = int(draw.poisson(60 * _weight(day)))
            age = min(7, (view.last_day - day).days)
            is_mature = day + _MATURE <= view.last_day
            rows.append(
                {
                    "product_id": team.team_id,
                    "activation_event_id": "first-order-v1",
                    "team_id": team.team_id,
                    "service_id": None,
                    "signed_up_on": day,
                    "signup_count": signups,
                    "activated_count": int(draw.binomial(signups, 0.5 * age / 7)),
                    "retained_count": int(draw.binomial(signups, 0.35)) if is_mature else None,
                }
            )
    return rows


def conversion(view: View) -> list[Row]:
    """The entries of every day into one funnel."""
    rows = []
    for team in view.teams:
        for day in view.days():
            draw = view.draw("conversion", team.team_id, day.isoformat())
            entered = int(draw.poisson(800 * _weight(day)))
            age = min(30, (view.last_day - day).days)
            converted = int(draw.binomial(entered, 0.11 * (1 - math.exp(-age / 4))))
            rows.append(
                {
                    "product_id": team.team_id,
                    "funnel_id": "checkout-v1",
                    "team_id": team.team_id,
                    "service_id": None,
                    "entered_on": day,
                    "entered_count": entered,
                    "converted_count": converted,
                    "reversed_count": int(draw.binomial(converted, 0.03)),
                }
            )
    return rows


def support_contacts(view: View) -> list[Row]:
    """The contacts of every day about every service; more on days of its incidents."""
    rows = []
    for service in view.world.directory.services:
        troubled = Counter(issue.created_at.date() for issue in view.incidents(service))
        for day in view.days():
            draw = view.draw("contacts", service.service_id, day.isoformat())
            usual = int(draw.poisson(6 * _weight(day)))
            broken = int(draw.poisson(0.8 + _CONTACTS_OF_AN_INCIDENT * troubled[day]))
            rows.append(
                {
                    "product_id": service.service_id,
                    "team_id": view.owner(service, day),
                    "service_id": service.service_id,
                    "contacted_on": day,
                    "contact_count": usual + broken,
                    "defect_contact_count": broken,
                    "active_account_count": 9000 + 20 * (day - view.first_day).days,
                }
            )
    return rows


def slo_events(view: View) -> list[Row]:
    """The requests of every UTC day to every service; an incident makes a share of them bad."""
    return [
        _slo_day(view, service, day, trouble)
        for service in view.world.directory.services
        for trouble in (_troubled_shares(view, service),)
        for day in view.days()
    ]


def _slo_day(view: View, service: ServiceEntry, day: date, trouble: dict[date, float]) -> Row:
    draw = view.draw("slo", service.service_id, day.isoformat())
    valid = round(lognormal(draw, 900_000, 0.1) * _weight(day))
    share = _BAD_SHARE + _BAD_SHARE_OF_AN_INCIDENT * trouble.get(day, 0.0)
    return {
        "service_id": service.service_id,
        "slo_id": "availability",
        "measured_on": day,
        "good_count": valid - int(draw.binomial(valid, share)),
        "valid_count": valid,
        "objective": _OBJECTIVE,
    }


def _troubled_shares(view: View, service: ServiceEntry) -> dict[date, float]:
    """By day, the share of it during which a service had an incident.

    A service works again after some hours, however long its issue stays open.
    """
    shares: dict[date, float] = {}
    for issue in view.incidents(service):
        start, longest = issue.created_at, issue.created_at + _LONGEST_OUTAGE
        end = min(issue.closed_at or longest, longest, view.world.as_of)
        day = start.date()
        while day <= min(end.date(), view.last_day):
            midnight = datetime.combine(day, time(), UTC)
            until = min(end, midnight + timedelta(days=1))
            seconds = (until - max(start, midnight)).total_seconds()
            shares[day] = min(1.0, shares.get(day, 0.0) + seconds / _DAY_SECONDS)
            day += timedelta(days=1)
    return shares


def _weight(day: date) -> float:
    """Weekends are quieter."""
    return _WEEKEND_SHARE if day.weekday() >= _SATURDAY else 1.0
