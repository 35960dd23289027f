"""The quarterly audit as an asset.

Here: what it depends on, which quarters there are. Not here: auditing (`orchestration/audit.py`).
"""

from orchestration.defs.audit.assets import quarterly_audit

ASSETS = [quarterly_audit]
