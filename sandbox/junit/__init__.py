"""JUnit: the test reports that the organisation's builds leave.

Belongs here: the declaration. Does not belong here: the reports (`sandbox.junit.reports`) and their
tests (`sandbox.junit.outcomes`).
"""

from sandbox.junit.reports import write
from sandbox.kit.tool import SandboxFiles

FILES = SandboxFiles(name="junit", write=write)
