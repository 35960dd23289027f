"""Command line of the sandbox: serve an organisation, or write its input files or its truth.

Belongs here: arguments and one clear line for what is wrong with them. Does not belong here:
the simulation (`sandbox.simulation`), the files' content (`sandbox.inputs`, `sandbox.truth`).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox import files, inputs, truth
from sandbox.github.limits import LimitsError
from sandbox.scenario import ScenarioError, load
from sandbox.simulation import build_world
from sandbox.world import World

_MILLISECONDS = 1000
_LAST_PORT = 65_535
_LONGEST_LATENCY = 60_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the result is the exit code: 2 for a mistake in what was asked."""
    options = _parser().parse_args(arguments)
    try:
        world = build_world(load(options.scenario))
        if options.command == "serve":
            _serve(world, options)
        elif options.command == "inputs":
            inputs.write(world, options.to)
            files.write(world, options.to)
        else:
            truth.write(world, options.to)
    except (ScenarioError, LimitsError, OSError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="An organisation that does not exist, over the tools' own APIs.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the organisation's tools until stopped")
    serve.add_argument("--port", type=_port, required=True, help="0 takes any free port")
    serve.add_argument("--truth", type=Path, help="file to write the ground truth to")
    serve.add_argument("--latency-ms", type=_latency, default=0.0, help="added to every answer")
    folder = commands.add_parser("inputs", help="write organisation.yml and inputs/*.csv")
    folder.add_argument("--to", type=Path, required=True, help="folder to write them to")
    file = commands.add_parser("truth", help="write the ground truth")
    file.add_argument("--to", type=Path, required=True, help="file to write it to")
    for command in (serve, folder, file):
        command.add_argument("--scenario", type=Path, required=True, help="scenario file (YAML)")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give 0 to {_LAST_PORT}")
    return int(text)


def _latency(text: str) -> float:
    try:
        milliseconds = float(text)
    except ValueError:
        milliseconds = -1.0
    if not 0 <= milliseconds < _LONGEST_LATENCY:
        raise argparse.ArgumentTypeError(f"{text!r} is no latency; give 0 to {_LONGEST_LATENCY}")
    return milliseconds


def _serve(world: World, options: argparse.Namespace) -> None:
    """Serve until interrupted; the port is bound before the line that says so is printed."""
    # Flask is of no use to the other commands.
    from sandbox.application import create  # noqa: PLC0415
    from sandbox.kit.service import Hosting  # noqa: PLC0415
    from sandbox.server import address, bind  # noqa: PLC0415

    if options.truth is not None:
        truth.write(world, options.truth)
    hosting = Hosting(latency_seconds=options.latency_ms / _MILLISECONDS)
    server = bind(create(world, hosting), options.port)
    sys.stdout.write(f"listening on {address(server)}\n")
    sys.stdout.flush()
    with server:
        server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
