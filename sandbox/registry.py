"""Every tool of the sandbox beside GitHub, which is served at the root.

Belongs here: one line a tool. Does not belong here: anything about one.
"""

from sandbox import (
    alert_exports,
    coverage_reports,
    git,
    gitlab,
    jenkins,
    jira,
    junit,
    pagerduty,
    prometheus,
    sonarqube,
)
from sandbox.kit.tool import SandboxFiles, SandboxTool

TOOLS: tuple[SandboxTool, ...] = (
    gitlab.TOOL,
    pagerduty.TOOL,
    prometheus.TOOL,
    jira.TOOL,
    jira.DATA_CENTER_TOOL,
    jenkins.TOOL,
    sonarqube.TOOL,
    git.TOOL,
)
FILES: tuple[SandboxFiles, ...] = (
    junit.FILES,
    coverage_reports.FILES,
    alert_exports.FILES,
    prometheus.FILES,
)
