"""One extraction of Prometheus: the objectives of slos.yml, then the events of each.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

from extract.core.errors import ExtractError, RejectedError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.scope_log import ScopeLog
from extract.core.scopes import read_scopes
from extract.core.source import RunRequest, RunResult
from extract.sources.prometheus.client import PrometheusClient
from extract.sources.prometheus.events import SloRun
from extract.sources.prometheus.settings import PrometheusSettings
from extract.sources.prometheus.slos import Slo, read_slos
from extract.sources.prometheus.streams import FILE_SCOPE, SLO_EVENTS, SLOS


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract Prometheus into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = PrometheusSettings.from_environment()
    slos = {slo.slo_id: slo for slo in read_slos(settings.slos)}
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    client = PrometheusClient(http)
    _land_slos(landing, client, slos)
    problems = read_scopes(
        slos,
        lambda slo_id: _read(landing, client, slos[slo_id], request),
        request.progress,
        _explained,
    )
    return RunResult(http.request_count, landing.records_landed(), problems)


def _land_slos(landing: Landing, client: PrometheusClient, slos: dict[str, Slo]) -> None:
    """Land the objectives; what is no longer in the file is one no longer.

    Its events stay: they did happen.
    """
    log = ScopeLog(landing, client.count_requests, FILE_SCOPE)
    gone = landing.known_keys(SLOS) - slos.keys()
    rows = [slo.row() for slo in slos.values()]
    rows += [SLOS.tombstone(slo_id) for slo_id in sorted(gone)]
    landing.commit({SLOS.name: rows}, scope=FILE_SCOPE)
    log.read(SLOS, len(slos))
    log.write()


def _read(landing: Landing, client: PrometheusClient, slo: Slo, request: RunRequest) -> None:
    log = ScopeLog(landing, client.count_requests, slo.slo_id)
    try:
        SloRun(client, landing, slo, request).read(log)
    except ExtractError as error:
        log.failed((SLO_EVENTS,), error)
        log.write_after(error)
        raise
    log.write()


def _explained(slo_id: str, error: ExtractError) -> str:
    if isinstance(error, RejectedError):
        return f"slos.yml, {slo_id}: {error}; correct its selectors."
    return f"Prometheus, {slo_id}: {error}"
