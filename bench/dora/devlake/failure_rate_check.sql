-- The part of the tile "change failure rate" that says what has been collected. Rule: all incidents joined to all
-- deployment commits on 1 = 1, of every project, and both counted. The dashboard asks it with every load of that tile;
-- it is asked by itself here, so that the rest can be timed without it.
select
    case
        when count(incidents.id) = 0 and count(deployed.id) = 0 then 'No All'
        when count(incidents.id) = 0 then 'No Incidents'
        when count(deployed.id) = 0 then 'No Deployments'
    end as is_collected
from (select 1 as one) as dummy
left join incidents on dummy.one = 1
left join cicd_deployment_commits as deployed on dummy.one = 1
