-- One row per rejected row or entry that is still in its file, as a sentence.
select
    file || case when file like '%.csv' then ', row ' else ', line ' end || row_number || ', ' || field
    || ' ' || coalesce('''' || value || '''', '(nothing)') || ': ' || reason || '. ' || remedy as rejection
from staging.stg_file_drops__quarantine
order by file, row_number, field
