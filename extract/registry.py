"""Every source there is, by name. No discovery: what is not listed here does not exist.

Belongs here: one line a source. Does not belong here: anything about a source.
"""

from __future__ import annotations

from extract.core.errors import SettingsError
from extract.core.source import Source
from extract.sources.alert_exports import ALERT_EXPORTS
from extract.sources.coverage_reports import COVERAGE_REPORTS
from extract.sources.file_drops import FILE_DROPS
from extract.sources.git import GIT
from extract.sources.github import GITHUB
from extract.sources.gitlab import GITLAB
from extract.sources.jenkins import JENKINS
from extract.sources.jira import JIRA
from extract.sources.junit import JUNIT
from extract.sources.pagerduty import PAGERDUTY
from extract.sources.prometheus import PROMETHEUS
from extract.sources.sonarqube import SONARQUBE

SOURCES: tuple[Source, ...] = (
    GITHUB,
    FILE_DROPS,
    GITLAB,
    JUNIT,
    COVERAGE_REPORTS,
    ALERT_EXPORTS,
    PAGERDUTY,
    PROMETHEUS,
    JENKINS,
    SONARQUBE,
    GIT,
    JIRA,
)


def source_named(name: str) -> Source:
    """Return a source by name.

    Raises:
        SettingsError: There is no such source; the text lists those there are.
    """
    for source in SOURCES:
        if source.name == name:
            return source
    known = ", ".join(source.name for source in SOURCES)
    raise SettingsError(f"There is no source {name!r}; choose one of: {known}.")
