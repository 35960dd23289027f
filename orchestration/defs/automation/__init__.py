"""What runs when.

Here: jobs, schedules and what is told when a step fails. Not here: what a run does.
"""

from orchestration.defs.automation.jobs import after_each_quarter, daily, every_morning, quarterly

JOBS = [daily, quarterly]
SCHEDULES = [every_morning, after_each_quarter]
