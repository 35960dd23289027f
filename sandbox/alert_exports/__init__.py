"""Alert exports: what the organisation's alerting tools said, as files.

Belongs here: the declaration and its accounts. Does not belong here: what happened
(`sandbox.alert_exports.events`) and the files (`sandbox.alert_exports.exports`).
"""

from sandbox.alert_exports.events import accounts
from sandbox.alert_exports.exports import write
from sandbox.kit.tool import SandboxFiles

FILES = SandboxFiles(name="alert_exports", write=write, accounts=accounts)
