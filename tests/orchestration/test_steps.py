"""Steps of the job with stand-ins for what they call: a failure stops what comes after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import dagster as dg
import pytest

from expectations.detectors.registry import DetectorError
from expectations.detectors.warehouse import Asked
from expectations.gates import Gate
from expectations.registry import GUARDS
from extract.core.compaction import Compacted
from extract.core.errors import AuthenticationError, LandingError, RejectedError
from extract.core.source import RunResult
from extract.registry import SOURCES
from orchestration import paths, troubles
from orchestration.defs.policies import with_policies
from orchestration.publication import PublicationError
from orchestration.site import SiteError
from tests.orchestration.conftest import Location
from website.building import Built

PASSED = Gate("X", "x", None, None, None, "organisation", True, "block", None, 0, 0, "as expected")


class StandIns:
    """Resources that do nothing but say that they were called."""

    def __init__(
        self,
        failing: Sequence[Gate] = (),
        problems: Sequence[str] = (),
        extraction_error: Exception | None = None,
        publication_error: Exception | None = None,
        kept: Sequence[str] = (),
        left_out: Sequence[str] = (),
        detector_error: Exception | None = None,
        *,
        site_error: Exception | None = None,
        compaction_error: Exception | None = None,
    ) -> None:
        self.calls: list[str] = []
        self.failing = failing
        self.problems = list(problems)
        self.extraction_error = extraction_error
        self.publication_error = publication_error
        self.kept = kept
        self.left_out = left_out
        self.detector_error = detector_error
        self.site_error = site_error
        self.compaction_error = compaction_error

    def is_wanted(self, source: str) -> bool:
        return source not in self.left_out

    def compact(self, source: str) -> Compacted | None:
        assert source not in self.calls, "it was read before its files were merged"
        if self.compaction_error:
            raise self.compaction_error
        return Compacted(40, 4, 9) if source == "github" else None

    def run(self, source: str) -> RunResult:
        self.calls.append(source)
        if self.extraction_error:
            raise self.extraction_error
        return RunResult(3, {"issues": 2}, self.problems)

    def judge(self) -> dict[str, list[Gate]]:
        self.calls.append("judge")
        return {
            guard.name: [
                PASSED,
                *(gate for gate in self.failing if gate.suite == guard.name),
            ]
            for guard in GUARDS
        }

    def ask(self) -> Asked:
        self.calls.append("ask")
        if self.detector_error:
            raise self.detector_error
        return Asked([], [])

    def must_stop(self, source: str, *, was_read: bool) -> bool:
        return source in self.kept

    def publish(self) -> dict[str, int]:
        self.calls.append("publish")
        if self.publication_error:
            raise self.publication_error
        return {"dim_teams": 1}

    def write(self) -> Built | None:
        self.calls.append("write")
        if self.site_error:
            raise self.site_error
        return Built(Path("index.html"), 1, 1)


@dg.multi_asset(
    name="models",
    specs=[
        dg.AssetSpec(key)
        for key in sorted(
            {dg.AssetKey(list(guard.asset)) for guard in GUARDS if guard.source is None}
        )
    ],
)
def models():  # type: ignore[no-untyped-def]
    """The models that guards and publication speak of, without dbt."""
    for guard_key in sorted({guard.asset for guard in GUARDS if guard.source is None}):
        yield dg.MaterializeResult(asset_key=list(guard_key))


def run(location: Location, stand_ins: StandIns) -> dg.ExecuteInProcessResult:
    """Extraction, guards and publication with everything they call stood in for."""
    ingestion, publication, quality = location.steps
    definitions = dg.Definitions(
        assets=dg.map_asset_specs(
            with_policies, [*ingestion.ASSETS, models, *quality.ASSETS, *publication.ASSETS]
        ),
        asset_checks=quality.CHECKS,
        jobs=[
            dg.define_asset_job("all", dg.AssetSelection.all(), executor_def=dg.in_process_executor)
        ],
        resources=dict.fromkeys(
            ("extraction", "guards", "detectors", "publisher", "site_writer"), stand_ins
        ),
    )
    return definitions.resolve_job_def("all").execute_in_process(raise_on_error=False)


def failures(result: dg.ExecuteInProcessResult) -> dict[str, str]:
    return {
        str(event.step_key): str(event.step_failure_data.user_failure_data.description)  # type: ignore[union-attr]
        for event in result.all_events
        if event.is_step_failure
    }


def test_when_all_is_well_everything_is_published(location: Location) -> None:
    stand_ins = StandIns()
    result = run(location, stand_ins)
    assert result.success
    assert sorted(stand_ins.calls[:-4]) == sorted(source.name for source in SOURCES)
    assert stand_ins.calls[-4:] == ["judge", "ask", "publish", "write"]
    (landed,) = [
        event
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(["github", "issues"])
    ]
    assert landed.materialization.metadata["landed_rows"].value == 2


def test_a_tool_that_nobody_connected_is_left_out(location: Location) -> None:
    stand_ins = StandIns(left_out=["github"])
    result = run(location, stand_ins)
    assert result.success
    assert "github" not in stand_ins.calls
    (issues,) = [
        event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(["github", "issues"])
    ]
    assert issues["not_connected"].value is True


@pytest.mark.parametrize(
    "name", ["mart_team_metrics", "signal_conservation", "raw_file_drops_services"]
)
def test_a_guard_that_blocks_stops_the_publication(location: Location, name: str) -> None:
    broken = replace(PASSED, suite=name, check_id=name, passed=False, detail="does not add up")
    stand_ins = StandIns(failing=[broken])
    result = run(location, stand_ins)
    assert not result.success
    assert "publish" not in stand_ins.calls
    assert failures(result) == {
        "guards": "Nothing was published, the last publication stays. A guard blocks it: "
        f"{name}: does not add up"
    }
    (evaluation,) = [e for e in result.get_asset_check_evaluations() if not e.passed]
    assert (evaluation.check_name, evaluation.severity) == (name, dg.AssetCheckSeverity.ERROR)


@pytest.mark.parametrize("severity", ["degrade", "warn"])
def test_a_guard_that_does_not_block_is_shown_and_lets_pass(
    location: Location, severity: str
) -> None:
    broken = replace(PASSED, suite="signal_silent_zero", passed=False, severity=severity)
    stand_ins = StandIns(failing=[broken])
    result = run(location, stand_ins)
    assert result.success
    assert "publish" in stand_ins.calls
    (evaluation,) = [e for e in result.get_asset_check_evaluations() if not e.passed]
    assert evaluation.severity == dg.AssetCheckSeverity.WARN


REFUSED = AuthenticationError("GitHub does not accept the token.")
ALL = tuple(source.name for source in SOURCES)


def test_a_source_that_cannot_be_read_ends_the_run_in_one_line(location: Location) -> None:
    stand_ins = StandIns(extraction_error=REFUSED, kept=ALL)
    assert failures(run(location, stand_ins)) == {
        f"extract_{name}": f"{name}: GitHub does not accept the token." for name in ALL
    }
    assert set(stand_ins.calls) == set(ALL)


def test_what_could_not_be_read_of_a_source_ends_the_run_too(location: Location) -> None:
    problems = [f"harbour/{number}: bad gateway" for number in range(5)]
    stand_ins = StandIns(problems=problems, kept=("github",))
    assert failures(run(location, stand_ins)) == {
        "extract_github": "github: harbour/0: bad gateway; harbour/1: bad gateway; "
        "harbour/2: bad gateway (and 2 more)"
    }
    assert "publish" not in stand_ins.calls


@pytest.mark.parametrize(
    "stand_ins",
    [StandIns(problems=["bad gateway"]), StandIns(extraction_error=RejectedError("bad gateway"))],
    ids=["in part", "wholly"],
)
def test_without_good_numbers_to_keep_the_run_goes_on_and_tells(
    location: Location, stand_ins: StandIns
) -> None:
    result = run(location, stand_ins)
    assert result.success
    assert "publish" in stand_ins.calls
    told = [found.reason for found in troubles.problems(result.all_events)]
    assert sorted(told) == sorted(f"{name}: bad gateway" for name in ALL)


def test_files_that_could_not_be_merged_are_told_and_stop_nothing(location: Location) -> None:
    stand_ins = StandIns(compaction_error=LandingError("No room to merge."), kept=ALL)
    result = run(location, stand_ins)
    assert result.success
    assert "publish" in stand_ins.calls
    told = [found.reason for found in troubles.problems(result.all_events)]
    assert told == ["No room to merge."] * len(ALL)


def test_models_and_tests_that_fail_are_named_in_one_line(
    location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert location
    assets = import_module("orchestration.defs.transformation.assets")
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert assets._told(ValueError("no\n  adapter")) == "dbt: no adapter"
    statuses = [("one", "success"), ("two", "error"), ("three", "fail"), ("four", "skipped")]
    results = [
        {"unique_id": f"model.team_outcomes.{name}", "status": status, "message": f"{name}\n broke"}
        for name, status in statuses
    ]
    paths.dbt_target().mkdir(parents=True)
    (paths.dbt_target() / "run_results.json").write_text(json.dumps({"results": results}))
    assert assets._told(None) == (
        "dbt: 2 models or tests failed: two: two broke; three: three broke"
    )


def test_a_publication_that_fails_says_why(location: Location) -> None:
    result = run(
        location, StandIns(publication_error=PublicationError("The audit found a person."))
    )
    assert failures(result) == {"publish": "The audit found a person."}


def test_a_site_that_fails_says_why_and_takes_nothing_back(location: Location) -> None:
    stand_ins = StandIns(site_error=SiteError("The site was not written: no room."))
    assert failures(run(location, stand_ins)) == {
        "published__site": "The site was not written: no room."
    }
    assert stand_ins.calls[-2:] == ["publish", "write"]


def test_a_detector_that_fails_never_blocks(location: Location) -> None:
    stand_ins = StandIns(detector_error=DetectorError("D1: its query fails"))
    assert run(location, stand_ins).success
    assert stand_ins.calls[-2:] == ["publish", "write"]
