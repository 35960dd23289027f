"""Jira (Cloud and Data Center): projects, boards, sprints, issues and how they changed.

Belongs here: everything that knows Jira. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.jira.run import run
from extract.sources.jira.streams import STREAMS

JIRA = Source(name="jira", streams=STREAMS, run=run, settings=("JIRA_API_URL", "JIRA_TOKEN"))
