"""The guards as asset checks, and the detectors as assets.

Here: showing what the guards found, stopping what they block, and keeping what detectors ask. Not
here: the guards and the detectors.
"""

from orchestration.defs.quality.checks import guarded
from orchestration.defs.quality.questions import questioned

CHECKS = [guarded]
ASSETS = [questioned]
