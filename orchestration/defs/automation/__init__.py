"""What runs when.

Here: jobs, schedules and what is told when a step fails. Not here: what a run does.
"""

from orchestration.defs.automation.jobs import daily, every_morning

JOBS = [daily]
SCHEDULES = [every_morning]
