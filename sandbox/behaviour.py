"""The numbers that describe how an organisation works, without any drawing of chance.

Belongs here: rates, shares and medians with their defaults. Does not belong here: the use of
them (`sandbox.simulation`) and the reading of scenario files (`sandbox.scenario`).

Shares are probabilities from 0 to 1. Hours named `..._hours` are working hours of whoever acts
(Monday to Friday, 9 to 17 local) and medians of lognormal distributions, unless said otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How one team works; an episode is a changed copy of this for one team and time."""

    changes_per_person_week: float = 1.45
    split_parts: int = 1
    size_median_lines: float = 55.0
    coding_hours: float = 5.0
    pickup_hours: float = 2.5
    rework_hours: float = 2.0
    merge_wait_hours: float = 1.2
    first_approval_share: float = 0.62
    unreviewed_share: float = 0.06
    silent_reviewer_share: float = 0.07
    instant_approval_share: float = 0.0
    traded_approval_share: float = 0.0
    line_comments: float = 0.8
    short_comment_share: float = 0.0
    withdrawn_request_share: float = 0.04
    deployments_per_day: float = 0.9
    noop_deployments_per_day: float = 0.02
    recorded_deployment_share: float = 1.0
    change_fail_share: float = 0.135
    detection_minutes: float = 35.0
    recovery_minutes: float = 90.0
    repair_minutes: float = 15.0
    early_close_share: float = 0.0
    severity_relabel_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Noise:
    """How far things scatter.

    `duration_sigma` and `size_sigma` are log standard deviations of single items,
    `dispersion` is the negative binomial's shape (smaller scatters more), and the `team_...`
    values are standard deviations of a team's slow weekly log factor.
    """

    duration_sigma: float = 0.9
    size_sigma: float = 1.15
    dispersion: float = 4.0
    team_activity_sigma: float = 0.3
    team_speed_sigma: float = 0.2
    team_failure_sigma: float = 0.2


@dataclass(frozen=True, slots=True)
class Quirks:
    """How often the odd things happen that real data has."""

    ghost_author_share: float = 0.012
    deleted_fork_share: float = 0.5
    external_changes_per_week: float = 0.25
    draft_share: float = 0.22
    back_to_draft_share: float = 0.05
    force_push_share: float = 0.09
    merge_commit_share: float = 0.09
    abandoned_share: float = 0.045
    parked_share: float = 0.055
    reopened_share: float = 0.02
    team_request_share: float = 0.16
    second_reviewer_share: float = 0.3
    unrequested_share: float = 0.06
    bot_review_share: float = 0.15
    self_comment_share: float = 0.07
    dismissed_share: float = 0.015
    cross_team_share: float = 0.05
    off_hours_share: float = 0.05
    generated_file_share: float = 0.1
    hostile_text_share: float = 0.012
    direct_commits_per_week: float = 0.35
    failed_deployment_share: float = 0.05
    rollback_share: float = 0.08
    explicit_link_share: float = 0.08
    unlabelled_service_share: float = 0.12
    unlabelled_severity_share: float = 0.12
    forgotten_incident_share: float = 0.03
    giant_changes: int = 1
    unmapped_people: int = 1


@dataclass(frozen=True, slots=True)
class Volume:
    """How much there is besides the people's own changes; rates are per repository and week."""

    bot_changes_per_week: float = 0.7
    issues_per_week: float = 0.35
    unrelated_incidents_per_week: float = 0.05
    staging_share: float = 0.3
    workflow_run_share: float = 0.12
    weeks_between_releases: float = 4.0
