"""What runs when, and who is told afterwards.

Here: jobs, schedules, sensors over ended runs. Not here: what a run does.
"""

from orchestration.defs.automation.jobs import after_each_quarter, daily, every_morning, quarterly
from orchestration.defs.automation.telling import tell_after_failure, tell_after_success

JOBS = [daily, quarterly]
SCHEDULES = [every_morning, after_each_quarter]
SENSORS = [tell_after_success, tell_after_failure]
