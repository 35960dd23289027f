-- What detectors count with that plain SQL can say; the rest is in statistics.py.

-- Scales on which noise is even: durations and sizes, and counts.
create or replace temp macro log_scale(x) as case when x > 0 then ln(x) end;
create or replace temp macro count_scale(x) as sqrt(x + 0.375);

-- The lower end of the 95 % interval of a share.
create or replace temp macro wilson_low(k, n) as case when n > 0 then (
    k / n + 1.92073 / n - 1.959964 * sqrt((k / n * (1 - k / n) + 0.960365 / n) / n)
) / (1 + 3.841459 / n) end;
