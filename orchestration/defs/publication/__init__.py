"""The published files as assets.

Here: what they depend on. Not here: publishing (`orchestration/publication`).
"""

from orchestration.defs.publication.assets import published, site

ASSETS = [published, site]
