{% macro safety_reading() -%}
    {#- Words for a row of `told`: what was seen, and a question to ask. Never what it means, and nobody's doing. -#}
    {%- set seen = {
        'psychological_safety': 'The mean of the scores is {value}',
        'metric_use_known': 'Of those who answered {value} say that they know how metrics of their work are used',
        'metric_use_safe_to_report':
            'Of those who answered {value} say that they could tell of a problem that makes the numbers look worse',
        'silent_reviews': 'Of the reviews of large changes {value} came without a comment, a question or a request',
        'watermelon_status': 'Of the milestones that were missed {value} were reported green until the last week',
        'risk_raise_lead_time': 'Half of the risks and slips were first told {value} days or more before the due date',
        'risks_by_non_leads': 'Of the risks and slips {value} were told by people who do not lead',
        'retro_attendance': 'Of those invited to retrospectives {value} came',
        'retro_contribution': 'Of those who came to retrospectives {value} put something on the board',
        'retro_actions_by_non_leads': 'Of the actions {value} were opened by people who do not lead',
        'incident_reporting': 'For each burnt error budget or outage told by a customer {value} incidents were declared',
    } -%}
    {%- set asked = {
        'psychological_safety': 'Ask the team what is easy to say and what is not; listen before explaining.',
        'metric_use_known': 'Whoever does not know deserves an answer: tell what the numbers are used for, and what not.',
        'metric_use_safe_to_report': 'Ask what would make such a problem easy to tell.',
        'silent_reviews': 'It may be pairing, trust, linting or lack of time: ask, do not infer.',
        'watermelon_status': 'Ask what would have made it easy to report amber earlier.',
        'risk_raise_lead_time': 'Ask when the trouble was first felt, and what telling it would have taken.',
        'risks_by_non_leads': 'Ask through which door others can tell a risk.',
        'retro_attendance': 'Ask whether the hour and the form suit those who are invited.',
        'retro_contribution': 'Ask whether there is a way to contribute that suits those who are quiet.',
        'retro_actions_by_non_leads': 'Ask who gets to choose what is acted on.',
        'incident_reporting': 'Ask what it takes to declare an incident.',
    } -%}
    {%- set percents = ['metric_use_known', 'metric_use_safe_to_report', 'silent_reviews', 'watermelon_status',
        'risks_by_non_leads', 'retro_attendance', 'retro_contribution', 'retro_actions_by_non_leads'] -%}
    {%- set text_type = dbt.type_string() -%}
    case
        when told.status = 'suppressed_privacy'
            then 'Too few people had part in it: nothing is shown, so that nobody can be made out.'
        when told.status = 'source_missing' then 'What this is told from is not there: nothing is known, good or bad.'
        when told.status = 'insufficient_n' and told.response_rate is not null
            then 'Fewer than seven in ten answered (' || {{ written_number('100 * told.response_rate', 0) }}
            || ' %). Who did not answer may think otherwise, so no number is shown. Ask what would make answering'
            || ' worth the time, and safe.'
        when told.status = 'insufficient_n'
            then 'Too little happened to tell (' || cast(told.n_items as {{ text_type }}) || '): nothing is said by it.'
        else case told.signal_id
            {%- for signal_id, words in seen.items() %}
            {%- set head, tail = words.split('{value}') %}
            when '{{ signal_id }}' then '{{ head }}' ||
                {%- if signal_id in percents %} {{ written_number('100 * told.value', 0) }} || ' %{{ tail }}'
                {%- else %} {{ written_number('told.value', 1) }} || '{{ tail }}'
                {%- endif %}
            {%- endfor %}
        end
        || case
            when told.signal_id = 'psychological_safety'
                then ', on a scale up to ' || cast(told.scale_max as {{ text_type }})
            else ''
        end
        || case when told.status = 'provisional' then ' so far' else '' end
        || case
            when told.change_since_last is not null
                then ', after ' || case
                    when told.signal_id in ({{ quoted_list(percents) }})
                        then {{ written_number('100 * told.earlier_value', 0) }} || ' %'
                    else {{ written_number('told.earlier_value', 1) }}
                end || ' before: more than chance usually moves it. '
            when told.earlier_value is not null
                then '. What moved since before is less than what could be told from chance. '
            else '. There is nothing to compare it with yet. '
        end
        || case
            when told.signal_id = 'incident_reporting' and told.change_since_last is not null and not told.is_measured_alike
                then 'But not as much was measured as before: ask about the telemetry first.'
            when told.signal_id = 'incident_reporting' and told.change_since_last > 0
                then 'More is being told: that is good news about telling. Thank those who told.'
            when told.signal_id = 'incident_reporting' and told.change_since_last < 0
                then 'As much was measured as before: ask whether declaring became harder, or answers less kind.'
            when told.is_more_silent
                then 'More were silent than in the four quarters before. It may be pairing, trust, linting or lack of'
                || ' time: ask, do not infer.'
            {%- for signal_id, question in asked.items() %}
            when told.signal_id = '{{ signal_id }}' then '{{ question }}'
            {%- endfor %}
        end
    end
    || case
        when told.earlier_response_rate - told.response_rate >= 0.145
            then ' Fewer answered than in the wave before (' || {{ written_number('100 * told.response_rate', 0) }}
            || ' % after ' || {{ written_number('100 * told.earlier_response_rate', 0) }} || ' %): ask why.'
        else ''
    end
{%- endmacro %}
