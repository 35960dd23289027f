"""All metrics of a truth.

Belongs here: calling the families in order. Does not belong here: any definition.
"""

from dataclasses import dataclass, replace

from tests.reference import families
from tests.reference.catalogue import RULES, Rule
from tests.reference.cells import Cell, CellKey, Cells
from tests.reference.changes import place_merged_changes
from tests.reference.charts import Chart, Decision, charts
from tests.reference.context import Context, Raw
from tests.reference.deployments import place_deploy_freq
from tests.reference.failures import place_failures
from tests.reference.items import Placed
from tests.reference.lead_time import place_change_lead_time, place_parts
from tests.reference.recovery import place_recovery
from tests.reference.reviews import place_reviews
from tests.reference.spine import spine
from tests.reference.work_in_progress import WorkInProgress
from tests.reference.workload import LONG, SHORT, Spread, SpreadKey, Workload


@dataclass(frozen=True)
class Outcomes:
    """What should be published for a truth."""

    cells: dict[CellKey, Cell]
    charts: dict[CellKey, Chart]
    spreads: dict[SpreadKey, Spread]
    team_spreads: dict[SpreadKey, Spread]


def all_rules() -> tuple[Rule, ...]:
    """The rules of all metrics."""
    return RULES + tuple(rule for family in families.FAMILIES for rule in family.RULES)


def place_everything(context: Context) -> Placed:
    """The items of every metric."""
    truth, organisation, placing = context.truth, context.organisation, context.placing
    ownership, identities = context.ownership, context.identities
    place_deploy_freq(context.releases, organisation, ownership, identities, placing)
    place_change_lead_time(context.releases, ownership, identities, placing)
    place_parts(context.releases, ownership, identities, placing)
    place_failures(context.linking, ownership, identities, placing)
    place_recovery(context.linking, ownership, identities, placing, context.as_of)
    place_reviews(truth, organisation, identities, placing)
    place_merged_changes(truth, organisation, ownership, identities, placing)
    WorkInProgress(truth, organisation, ownership, identities).place(truth, placing)
    for family in families.FAMILIES:
        family.place(context)
    return placing.placed


def baseline_decisions(context: Context) -> list[Decision]:
    """What was decided about baselines so far."""
    today = context.as_of.date().isoformat()
    rows = context.inputs("baseline_decisions")
    return [Decision.of(row) for row in rows if row["decided_on"] <= today]


def outcomes(raw: Raw) -> Outcomes:
    """Every cell and every spread of a truth."""
    context = Context(raw)
    placed = place_everything(context)
    cells = Cells(context.organisation, placed, context.as_of, context.first_day)
    found = dict(cells.all_cells(all_rules(), spine(context.truth, context.organisation)))
    workload = Workload(context)
    return Outcomes(
        cells=found,
        charts=charts(found, all_rules(), baseline_decisions(context)),
        spreads=dict(workload.spreads(LONG)),
        # A team's own view has neither numbers of events nor alerts.
        team_spreads={
            key: replace(spread, n_events=None, is_concentrated=None)
            for key, spread in workload.spreads(SHORT)
        },
    )
