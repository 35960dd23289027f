"""Runs the program git: without a person, within limits of time, and again where that may help.

Belongs here: running, waiting, and stopping what hangs. Does not belong here: what git may see of
us (``environment.py``), what a command is for (``mirror.py``), what a refusal means
(``refusals.py``).
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.patience import Patience
from extract.core.progress import Progress
from extract.core.waits import Waits
from extract.sources.git import refusals
from extract.sources.git.environment import command, credentials, environment
from extract.sources.git.history import EndedError
from extract.sources.git.settings import GitSettings, Remote

OLDEST = (2, 30)
"""The oldest git that is supported."""

_PERCENT = re.compile(rb"([A-Z][a-z]+ [a-z]+):\s+(\d+)%")
_SILENCE = 8
"""How many times longer than the network git itself may be silent, while it computes."""

_KEPT_COMPLAINT = 8000


@dataclass(frozen=True)
class Answer:
    """What a command ended with: its exit code, its output, and the end of what it complained."""

    code: int
    output: bytes
    complaint: str


class GitProgram:
    """Runs git for one run of the source.

    Args:
        home: An empty folder of this run, where git looks for settings of a person.
        settings: Who we are.
        clock: For waiting.
        progress: Shows how far a transfer is.
        patience: How long and how often to ask again.

    Attributes:
        request_count: Commands that went over the network, retries included.
    """

    def __init__(
        self,
        home: Path,
        settings: GitSettings,
        clock: Clock,
        progress: Progress,
        patience: Patience,
    ) -> None:
        self.request_count = 0
        self._settings = settings
        self._progress = progress
        self._patience = patience
        self._waits = Waits("git", clock, progress, patience)
        self._environment = environment(home, patience)
        self._packets = home / "packets"
        self._check_version()

    def local(self, mirror: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> bytes:
        """Run a command on a mirror and return its output.

        Args:
            mirror: The bare repository.
            arguments: The command and its arguments.
            stdin: What it reads.
            variables: More of its environment.

        Raises:
            DamagedError: git cannot read the mirror.
            LandingError: git cannot write to it.
        """
        done = subprocess.run(  # noqa: S603 - no shell, and arguments of our own
            command(f"--git-dir={mirror}", *arguments),
            env={**self._environment, **variables},
            input=stdin,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise refusals.local_failure(mirror, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    @contextmanager
    def streamed(self, mirror: Path, *arguments: str, stdin: bytes) -> Iterator[IO[bytes]]:
        """Run a command on a mirror and give its output while it is being written.

        Raises:
            DamagedError: git stopped with an error.
        """
        with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as complaint:
            read.write(stdin)
            read.seek(0)
            process = subprocess.Popen(  # noqa: S603 - no shell, and arguments of our own
                command(f"--git-dir={mirror}", *arguments),
                env=self._environment,
                stdin=read,
                stdout=subprocess.PIPE,
                stderr=complaint,
                start_new_session=True,
            )
            try:
                if process.stdout:
                    yield process.stdout
                code = process.wait()
            except EndedError:
                code = process.wait()
                if code == 0:
                    raise
            finally:
                _end(process)
            complaint.seek(0)
            if code:
                raise refusals.local_failure(mirror, complaint.read().decode("utf-8", "replace"))

    def remote(self, remote: Remote, *arguments: str) -> bytes:
        """Run a command that talks to a server, again if the server fails; return its output.

        Raises:
            ExtractError: As ``refusals.refusal`` has it, after the allowed attempts.
        """
        failures = limits = 0
        while True:
            self._waits.for_turn()
            self.request_count += 1
            self._progress.advance()
            answer = self._once(remote, arguments)
            if answer.code == 0 and self._packets.exists():
                return answer.output
            refused = refusals.refusal(remote, answer.complaint, self._settings.token is not None)
            if refused.is_rate_limit:
                limits += 1
                self._waits.hold(None, limits)
            elif refused.is_worth_a_retry and failures + 1 < self._patience.attempts:
                failures += 1
                self._waits.after_failure(str(refused.error), failures, None)
            else:
                raise refused.error

    def _once(self, remote: Remote, arguments: tuple[str, ...]) -> Answer:
        """Run a command once, and note in a file whether the server spoke git's protocol at all.

        To git, any page in place of an answer is an old server without the protocol, which has
        no refs; it would end well, and we would believe that the repository is empty.
        """
        self._packets.unlink(missing_ok=True)
        variables, configuration = credentials(remote, self._settings)
        variables |= {
            **self._environment,
            "GIT_ALLOW_PROTOCOL": "http:https" if remote.is_local else "https",
            "GIT_TRACE_PACKET": str(self._packets),
        }
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(  # noqa: S603 - no shell, and arguments of our own
                command(*configuration, *arguments),
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            try:
                complaint = self._listen(remote, process)
                code = process.wait()
            finally:
                _end(process)
            output.seek(0)
            return Answer(code, output.read(), complaint)

    def _listen(self, remote: Remote, process: subprocess.Popen[bytes]) -> str:
        """Follow what git says until it ends, or says nothing for too long."""
        heard = b""
        silence = self._patience.read_seconds * _SILENCE
        with selectors.DefaultSelector() as selector:
            if process.stderr is None:
                return ""
            selector.register(process.stderr, selectors.EVENT_READ)
            while True:
                if not selector.select(silence):
                    return heard.decode("utf-8", "replace") + f"\nsilent for {silence:.0f} s"
                said = os.read(process.stderr.fileno(), 65536)
                if not said:
                    return heard.decode("utf-8", "replace")
                heard = (heard + said)[-_KEPT_COMPLAINT:]
                shown = _PERCENT.findall(said)
                if shown:
                    phase, percent = shown[-1]
                    self._progress.describe(f"{remote.name}: {phase.decode()} {percent.decode()} %")

    def _check_version(self) -> None:
        try:
            said = subprocess.run(  # noqa: S603 - no shell, and arguments of our own
                command("version"), env=self._environment, capture_output=True, check=True
            ).stdout.decode("utf-8", "replace")
        except (OSError, subprocess.CalledProcessError) as error:
            raise SettingsError(
                "The program git cannot be run; install git 2.30 or later where PATH finds it."
            ) from error
        found = re.search(r"(\d+)\.(\d+)", said)
        if not found or (int(found[1]), int(found[2])) < OLDEST:
            raise SettingsError(f"{said.strip()[:60]!r} is installed; install git 2.30 or later.")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a command and all it has started, if it still runs, and close its pipes."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
