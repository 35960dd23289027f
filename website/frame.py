"""The frame of every page of the site: navigation, footer, filters.

Here: what all pages share. Not here: the look and the checks of a finished page
(`expectations/pages`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.pages import page
from website import words

TEMPLATES = Path(__file__).parent / "templates"
NAVIGATION = (
    ("index.html", "Teams"),
    ("workload.html", "Workload"),
    ("bottlenecks.html", "Bottlenecks"),
    ("modules.html", "Components"),
    ("trust.html", "What can be trusted"),
    ("questions.html", "Questions"),
    ("audits.html", "Audits"),
    ("rulebook/index.html", "Rulebook"),
)


@dataclass(frozen=True)
class Frame:
    """What stands around a page.

    Attributes:
        as_of: The instant of the publication, in words.
    """

    as_of: str

    def page(
        self, file: str, template: str, title: str, *, script: str = "", **content: Any
    ) -> str:
        """A whole page.

        Args:
            file: Where it will lie under the site's folder, such as `teams/atlas.html`.
            template: The template that shows it.
            title: Its title, plain.
            script: What it runs, if anything.
            **content: What the template shows.
        """
        return page.render(
            TEMPLATES,
            template,
            script=script,
            filters=words.FILTERS,
            navigation=NAVIGATION,
            root="../" * file.count("/"),
            here=file,
            title=words.plain(title),
            as_of=self.as_of,
            **content,
        )
