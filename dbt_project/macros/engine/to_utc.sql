{% macro to_utc(local_time, zone) -%}
    {{ adapter.dispatch('to_utc')(local_time, zone) }}
{%- endmacro %}

{% macro duckdb__to_utc(local_time, zone) -%}
    timezone('UTC', timezone({{ zone }}, cast({{ local_time }} as timestamp)))
{%- endmacro %}

{% macro spark__to_utc(local_time, zone) -%}
    {#- An hour that the clock shows twice is the second one, as DuckDB has it. -#}
    (
        to_utc_timestamp(cast({{ local_time }} as timestamp), {{ zone }})
        + case
            when
                from_utc_timestamp(
                    to_utc_timestamp(cast({{ local_time }} as timestamp), {{ zone }}) + interval '1' hour, {{ zone }}
                ) = cast({{ local_time }} as timestamp)
                then interval '1' hour
            else interval '0' hour
        end
    )
{%- endmacro %}
