-- Pilots that were at work before the quarter ended.
select *
from warehouse.staging.stg_file_drops__pilot_registry
where go_live < $quarter_end
order by pilot_id
