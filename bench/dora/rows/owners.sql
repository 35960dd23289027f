-- One row per service, owning team and span of days.
select
    owners.service_id,
    owners.repository,
    owners.team_id,
    owners.valid_from,
    owners.valid_to
from intermediate.int_ownership__service_owners as owners
