-- One row per entry of organisation.yml that was rejected and is still in the file.
select
    file || ', line ' || row_number || ', ' || field || ' ' || coalesce('''' || value || '''', '(nothing)') || ': ' || reason
    || '. ' || remedy as rejection
from staging.stg_file_drops__quarantine
where file = 'organisation.yml'
order by row_number, field
