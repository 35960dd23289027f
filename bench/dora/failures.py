"""Which deployments failed and when they were restored, in pandas.

Here: the links of `change_fail_rate` and `failed_deploy_recovery` written the way an analyst would,
merges over whole tables. Not here: placing them in months of teams (`frames.py`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

DAY, THREE_DAYS = pd.Timedelta(hours=24), pd.Timedelta(hours=72)
KEY = "deployment_service_id"
LINK = [KEY, "incident_id", "mitigated_at", "repair_id"]


def production(deployments: pd.DataFrame) -> pd.DataFrame:
    """Successful deployments of services in order, and whether each brought another commit."""
    found = deployments[(deployments["result"] == "SUCCESS") & deployments["service_id"].notna()]
    found = found.sort_values(["service_id", "finished_at", "deployment_id"]).copy()
    services = found.groupby("service_id", sort=False)
    found["sequence_number"] = services.cumcount() + 1
    previous = services["commit_sha"].shift()
    found["is_change"] = previous.isna() | (found["commit_sha"] != previous)
    found[KEY] = found["deployment_id"] + ":" + found["service_id"]
    return found


def deployed_changes(
    changes: pd.DataFrame, commits: pd.DataFrame, deployments: pd.DataFrame
) -> pd.DataFrame:
    """Pull requests by their merge commit, and commits without one, with their deployment."""
    arriving = changes[changes["is_merge_of_pull_request"] | changes["pull_request_id"].isna()]
    arriving = arriving.assign(
        change_id=arriving["pull_request_id"].fillna(arriving["commit_id"])
    ).drop(columns="commit_id")
    held = arriving.merge(commits, on=["repository", "commit_sha", "service_id"])
    columns = ["deployment_id", "service_id", KEY, "sequence_number", "finished_at", "is_change"]
    return held.merge(deployments[columns], on=["deployment_id", "service_id"])


def links(
    deployments: pd.DataFrame,
    arrived: pd.DataFrame,
    incidents: pd.DataFrame,
    repairs: pd.DataFrame,
) -> pd.DataFrame:
    """Every reason to call a deployment failed: an incident or a repair."""
    carrying = deployments[deployments["is_change"]]
    urgent = incidents[incidents["is_urgent"]]
    stated = _stated(carrying, urgent)
    unstated = urgent[~urgent["incident_id"].isin(stated["incident_id"])]
    window = _latest_before(carrying, unstated, "declared_at", DAY)
    reverted = arrived[arrived["is_change"]].merge(
        repairs.rename(columns={"pull_request_id": "repair_id"})[
            ["repair_id", "merged_at", "reverted_change_id"]
        ],
        left_on="change_id",
        right_on="reverted_change_id",
    )
    reverted = reverted[
        (reverted["merged_at"] - reverted["finished_at"]).between(pd.Timedelta(0), THREE_DAYS)
    ]
    hotfixes = repairs[repairs["is_hotfix"]].rename(columns={"pull_request_id": "repair_id"})
    before = _latest_before(carrying, hotfixes, "created_at", THREE_DAYS)
    found = [each.reindex(columns=LINK) for each in (stated, window, reverted, before)]
    return pd.concat([each for each in found if len(each)] or found[:1]).drop_duplicates()


def _stated(carrying: pd.DataFrame, urgent: pd.DataFrame) -> pd.DataFrame:
    """Incidents that name their deployment."""
    once = urgent.drop_duplicates("incident_id").dropna(subset=["stated_deployment_id"])
    found = once.merge(
        carrying[["deployment_id", KEY, "finished_at"]],
        left_on="stated_deployment_id",
        right_on="deployment_id",
    )
    after = found["declared_at"] - found["finished_at"]
    return found[after.between(pd.Timedelta(0), THREE_DAYS)]


def _latest_before(
    carrying: pd.DataFrame, events: pd.DataFrame, at: str, within: pd.Timedelta
) -> pd.DataFrame:
    """The service's latest deployment before each event, if it is recent enough."""
    events = events.dropna(subset=["service_id"]).sort_values(at)
    ordered = carrying.sort_values(["finished_at", "deployment_id"])
    found = pd.merge_asof(
        events,
        ordered[["service_id", KEY, "finished_at"]],
        left_on=at,
        right_on="finished_at",
        by="service_id",
        tolerance=within,
        allow_exact_matches=False,
    )
    return found.dropna(subset=[KEY])


def recoveries(
    failed: pd.DataFrame, linked: pd.DataFrame, arrived: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    """How long each failure lasted, in hours, and whether it is over."""
    incidents = linked.dropna(subset=["incident_id"]).groupby(KEY)["mitigated_at"]
    ended = incidents.max().where(incidents.count() == incidents.size())
    repairs = linked.dropna(subset=["repair_id"])[[KEY, "repair_id"]].merge(
        failed[[KEY, "service_id", "finished_at"]], on=KEY
    )
    repaired = repairs.merge(
        arrived[["pull_request_id", "service_id", "finished_at"]],
        left_on=["repair_id", "service_id"],
        right_on=["pull_request_id", "service_id"],
        suffixes=("", "_repair"),
    )
    later = repaired[repaired["finished_at_repair"] > repaired["finished_at"]]
    by_repair = later.groupby(KEY)["finished_at_repair"].min()
    restored = _of(failed, ended).fillna(_of(failed, by_repair))
    restored = restored.where(
        restored.isna() | (restored > failed["finished_at"]), failed["finished_at"]
    )
    lasted = restored.fillna(as_of) - failed["finished_at"]
    return failed.assign(measure=lasted.dt.total_seconds() / 3600, is_observed=restored.notna())


def _of(failed: pd.DataFrame, times: pd.Series[Any]) -> pd.Series[Any]:
    """Each failed deployment's time, missing where there is none."""
    return pd.Series(times.reindex(failed[KEY]).to_numpy(), index=failed.index)
