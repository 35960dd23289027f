-- One row per detector and quarter with open questions: which signal, and the findings that ask.
select
    detector_id,
    quarter,
    signal,
    any_value(benign_options) as benign_options,
    list(finding_id order by finding_id) as findings
from trail.marts.signal_questions
where is_shown and not is_explained and resolution is null
group by detector_id, quarter, signal
order by quarter, detector_id, signal
