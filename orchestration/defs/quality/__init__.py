"""The guards as asset checks.

Here: showing what the guards found, and stopping what they block. Not here: the guards.
"""

from orchestration.defs.quality.checks import guarded

CHECKS = [guarded]
