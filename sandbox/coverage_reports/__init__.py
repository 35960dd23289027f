"""Coverage reports: what the builds of the default branches measured.

Belongs here: the declaration. Does not belong here: what was measured
(`sandbox.coverage_reports.measured`) and the files (`sandbox.coverage_reports.reports`).
"""

from sandbox.coverage_reports.reports import write
from sandbox.kit.tool import SandboxFiles

FILES = SandboxFiles(name="coverage_reports", write=write)
