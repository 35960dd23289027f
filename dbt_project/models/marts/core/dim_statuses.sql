select
    listed.status,
    cast(listed.status in ('ok', 'provisional') as boolean) as has_value,
    listed.in_words
from (
    values
    ('ok', 'The period is over and the value is shown.'),
    ('provisional', 'The period is not over yet: the value is of the part that has passed.'),
    ('insufficient_n', 'Too few items for a value that means something.'),
    ('not_reached', 'Too much is still open: the curve does not come down to this share yet.'),
    ('source_stale', 'The source is late; the last good value stands beside it with its date.'),
    ('source_missing', 'The source was not read, or says nothing of this period. This is not zero.'),
    ('source_partial', 'The source was read in part; the last good value stands beside it with its date.'),
    ('not_applicable', 'The metric does not fit this type of team.'),
    ('suppressed_privacy', 'Fewer than five people are behind it, so it is not shown.'),
    ('suspended_by_audit', 'A quarterly audit suspended the metric; dim_metrics says since when and why.')
) as listed (status, in_words)
