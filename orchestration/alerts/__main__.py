"""The command: `python -m orchestration.alerts [--dry-run]`.

Here: its arguments and exit code. Not here: what is told. Exit codes: 0 every channel that is set
was told what is new; 1 a setting is wrong or a channel took nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extract.core.errors import SettingsError
from orchestration import paths
from orchestration.alerts.after_a_run import channels_set, now
from orchestration.alerts.alert import ENGINEERS, LEADERS
from orchestration.alerts.channels import Channel
from orchestration.alerts.kept import KeptError
from orchestration.alerts.message import Message
from orchestration.alerts.telling import tell, would_tell

NOT_SET = "no channel is set: this is what all channels together would be told"


class Nobody:
    """Stands for a channel that nobody set."""

    def send(self, message: Message) -> None:
        """Take it, and do nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell every channel what it does not know yet and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.alerts", description=main.__doc__
    )
    parser.add_argument("--dry-run", action="store_true", help="print it, and send nothing")
    options = parser.parse_args(arguments)
    try:
        channels = channels_set()
        if options.dry_run:
            _print(paths.home(), channels)
            return 0
        refusals = tell(paths.home(), channels, now())
    except (SettingsError, KeptError) as error:
        refusals = [str(error)]
    for refusal in refusals:
        sys.stderr.write(f"error: {refusal}\n")
    return 1 if refusals else 0


def _print(home: Path, channels: Sequence[Channel]) -> None:
    everybody = Channel(NOT_SET, frozenset({ENGINEERS, LEADERS}), Nobody())
    told = would_tell(home, channels or [everybody], now())
    for telling in told:
        lines = "\n".join(telling.message.lines())
        sys.stdout.write(f"[{telling.channel.name}]\n{lines}\n\n")
    if not told:
        sys.stdout.write("There is nothing new to tell.\n")


if __name__ == "__main__":
    sys.exit(main())
