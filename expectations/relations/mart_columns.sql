-- One row per column of every mart but the count of people, which names nobody.
select
    table_name,
    column_name
from information_schema.columns
where table_schema = 'marts' and column_name != 'n_people'
