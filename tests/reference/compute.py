"""All metrics of a truth.

Belongs here: calling the families in order. Does not belong here: any definition.
"""

from dataclasses import dataclass

from tests.reference.catalogue import RULES
from tests.reference.cells import Cell, CellKey, Cells
from tests.reference.changes import place_merged_changes
from tests.reference.deployments import all_releases, place_deploy_freq
from tests.reference.failures import Linking, place_failures
from tests.reference.identity import Identities
from tests.reference.items import Placed, Placing
from tests.reference.lead_time import place_change_lead_time, place_parts
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import Truth
from tests.reference.recovery import place_recovery
from tests.reference.reviews import place_reviews
from tests.reference.spine import spine
from tests.reference.work_in_progress import WorkInProgress
from tests.reference.workload import Spread, SpreadKey, Workload


@dataclass(frozen=True)
class Outcomes:
    """What should be published for a truth."""

    cells: dict[CellKey, Cell]
    spreads: dict[SpreadKey, Spread]


def place_everything(truth: Truth, organisation: Organisation, identities: Identities) -> Placed:
    """The items of every metric."""
    ownership = Ownership(organisation)
    placing = Placing(organisation)
    releases = all_releases(truth, ownership)
    linking = Linking(truth, organisation, ownership, releases)
    place_deploy_freq(releases, organisation, ownership, identities, placing)
    place_change_lead_time(releases, ownership, identities, placing)
    place_parts(releases, ownership, identities, placing)
    place_failures(linking, ownership, identities, placing)
    place_recovery(linking, ownership, identities, placing, truth.as_of)
    place_reviews(truth, organisation, identities, placing)
    place_merged_changes(truth, organisation, ownership, identities, placing)
    WorkInProgress(truth, organisation, ownership, identities).place(truth, placing)
    return placing.placed


def outcomes(truth: Truth) -> Outcomes:
    """Every cell and every spread of a truth."""
    organisation = Organisation(truth.organisation)
    identities = Identities(truth)
    placed = place_everything(truth, organisation, identities)
    cells = Cells(organisation, placed, truth.as_of)
    return Outcomes(
        cells=dict(cells.all_cells(RULES, spine(truth, organisation))),
        spreads=dict(Workload(truth, organisation, identities).spreads()),
    )
