"""What is planted: a violation, or something near the border that is allowed.

Belongs here: trying one. Does not belong here: which there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from expectations.governance.checking import findings
from expectations.governance.findings import Finding
from expectations.governance.planted.manifest import HONEST, Entry, manifest
from expectations.governance.project import Project


@dataclass(frozen=True)
class Planted:
    """Something put into an honest project.

    Attributes:
        kind: Its name.
        rule_id: The rule it breaks, or comes near to.
        what: What it does, in words.
        entries: What it puts into the manifest.
        files: What it puts beside the dbt project, by path.
        subject: Of what it is said; the first entry, if nothing else is named.
    """

    kind: str
    rule_id: str
    what: str
    entries: Sequence[Entry] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""

    @property
    def about(self) -> str:
        """Of what a finding has to be said."""
        named = self.subject or next((str(entry["name"]) for entry in self.entries), "")
        return named or next(iter(self.files), "")

    def findings(self, root: Path | None = None) -> list[Finding]:
        """What the rules find in the honest project with this in it.

        Args:
            root: An empty folder for its files.
        """
        for name, text in self.files.items() if root else ():
            file = root / name  # type: ignore[operator]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return findings(Project(manifest([*HONEST, *self.entries]), root), allowed=())

    def is_found(self, root: Path | None = None) -> bool:
        """True if its rule says so of it."""
        return any(
            one.rule.rule_id == self.rule_id and one.subject == self.about
            for one in self.findings(root)
        )
