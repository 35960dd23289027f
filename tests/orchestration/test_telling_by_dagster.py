"""After a run of Dagster, who should know is told what its steps said.

Here: the sensors over a run of a small job. Not here: what is sent (alerts/).

Annotations are not postponed here: Dagster reads the context's class from them."""

from collections.abc import Sequence

import dagster as dg
import pytest

from orchestration.alerts.troubles import Trouble
from tests.orchestration.conftest import Location

Told = list[tuple[str, list[Trouble]]]


@dg.op(name="extract_github")
def partly(context: dg.OpExecutionContext) -> None:
    context.log_event(dg.AssetMaterialization("a", metadata={"problem": "github: one is refused"}))


@dg.op(name="guards")
def blocked() -> None:
    raise dg.Failure("A guard blocks it.", allow_retries=False)


@dg.job
def good() -> None:
    partly()


@dg.job
def bad() -> None:
    blocked()


@pytest.fixture
def told(location: Location, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the sensors tell."""
    from orchestration.defs.automation import telling  # noqa: PLC0415 - after the data root is set

    found: Told = []

    def tell_after(run: str, troubles: Sequence[Trouble] = ()) -> None:
        found.append((run, list(troubles)))

    monkeypatch.setattr(telling, "tell_after", tell_after)
    return found


def test_a_run_that_ended_well_is_told_with_what_it_could_not_read(told: Told) -> None:
    from orchestration.defs.automation.telling import tell_after_success  # noqa: PLC0415

    with dg.DagsterInstance.ephemeral() as instance:
        result = good.execute_in_process(instance=instance)
        context = dg.build_run_status_sensor_context(
            "tell_after_a_run", result.get_run_success_event(), instance, result.dagster_run
        )
        tell_after_success(context)
    trouble = Trouble("extract_github", "github: one is refused", went_on=True)
    assert told == [(result.run_id, [trouble])]


def test_a_run_that_failed_is_told_with_the_words_of_its_step(told: Told) -> None:
    from orchestration.defs.automation.telling import tell_after_failure  # noqa: PLC0415

    with dg.DagsterInstance.ephemeral() as instance:
        result = bad.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            "tell_of_a_failed_run", result.get_run_failure_event(), instance, result.dagster_run
        ).for_run_failure()
        tell_after_failure(context)
    assert told == [(result.run_id, [Trouble("guards", "A guard blocks it.")])]


def test_both_are_on_from_the_beginning(location: Location) -> None:
    sensors = {sensor.name: sensor for sensor in location.definitions.sensors or ()}
    assert set(sensors) == {"tell_after_a_run", "tell_of_a_failed_run"}
    for sensor in sensors.values():
        assert isinstance(sensor, dg.SensorDefinition)
        assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
