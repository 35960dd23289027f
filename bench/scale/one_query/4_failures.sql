-- What failed by them, or by what was mended, and when it was over.
repairs as (
    select
        merged.pull_request_id, merged.created_at, merged.merged_at, merged.service_id,
        list_has_any(
            string_split(merged.labels, ','),
            (select coalesce(list(label), []) from incident_rules where kind = 'hotfix_label')
        ) as is_hotfix,
        (merged.reverts_number is not null or merged.reverts_sha is not null)
        and exists (select 1 from incident_rules where kind = 'revert') as is_revert,
        coalesce(by_number.pull_request_id, by_commit.pull_request_id, by_commit.commit_id) as reverted
    from merged
    left join pull_requests as by_number
        on merged.repository = by_number.repository and merged.reverts_number = by_number.number
    left join commit_changes as by_commit
        on merged.repository = by_commit.repository and merged.reverts_sha = by_commit.commit_sha
),

changes_made as (
    select * from deployed where is_change
),

links as (
    select made.item_id, incident_id, null as repair
    from all_incidents as incidents inner join changes_made as made using (deployment_id)
    where incidents.is_urgent and declared_at between finished_at and finished_at + interval 72 hours
    union all
    select distinct made.item_id, null, repairs.pull_request_id
    from repairs inner join arrived on repairs.is_revert and repairs.reverted = arrived.change_id
    inner join changes_made as made on arrived.deployment = made.item_id
    where repairs.merged_at between made.finished_at and made.finished_at + interval 72 hours
    union all
    (
        select made.item_id, incidents.incident_id, null
        from all_incidents as incidents inner join incident_services as services using (incident_id)
        inner join changes_made as made on services.service_id = made.service_id
        where incidents.is_urgent
            and made.finished_at < declared_at and declared_at <= made.finished_at + interval 24 hours
            and incidents.incident_id not in (
                select stated.incident_id
                from all_incidents as stated inner join changes_made as named using (deployment_id)
                where stated.is_urgent
                    and stated.declared_at between named.finished_at and named.finished_at + interval 72 hours
            )
        qualify row_number() over (
            partition by incidents.incident_id, made.service_id order by made.place desc
        ) = 1
    )
    union all
    (
        select made.item_id, null, repairs.pull_request_id
        from repairs inner join changes_made as made using (service_id)
        where repairs.is_hotfix
            and made.finished_at < created_at and created_at <= made.finished_at + interval 72 hours
        qualify row_number() over (partition by repairs.pull_request_id order by made.place desc) = 1
    )
),

noticed as (
    select
        links.item_id, min(coalesce(incidents.started_at, repairs.created_at)) as noticed_at,
        if(count(links.incident_id) = count(mitigated_at), max(mitigated_at), null) as incidents_ended_at
    from links
    left join all_incidents as incidents on links.incident_id = incidents.incident_id
    left join repairs on links.repair = repairs.pull_request_id
    group by links.item_id
),

failures as (
    select
        made.item_id, made.team_id, made.finished_at,
        greatest(noticed.noticed_at, made.finished_at) as detected_at,
        coalesce(noticed.incidents_ended_at, repaired.restored_at) as ended_at,
        ended_at is not null as is_restored,
        if(is_restored, greatest(ended_at, made.finished_at), null) as restored_at
    from changes_made as made inner join noticed using (item_id)
    left join (
        select links.item_id, min(arrived.finished_at) as restored_at
        from links inner join changes_made as failed using (item_id)
        inner join arrived on links.repair = arrived.pull_request_id and failed.service_id = arrived.service_id
        where arrived.finished_at > failed.finished_at
        group by links.item_id
    ) as repaired using (item_id)
),
