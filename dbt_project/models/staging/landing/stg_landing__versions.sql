{{ config(materialized='view') }}

{{ all_stream_versions() }}
