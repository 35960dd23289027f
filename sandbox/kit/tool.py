"""What a tool of the sandbox is: a plain declaration that the registry lists.

Belongs here: the two kinds there are. Does not belong here: any tool.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from sandbox.directory import IdentityEntry
from sandbox.kit.service import Hosting
from sandbox.world import World


def nobody(_: World) -> tuple[IdentityEntry, ...]:
    """No accounts: the tool knows no people, or knows them by another tool's accounts."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxTool:
    """A tool that speaks HTTP, mounted below `/<name>`.

    Attributes:
        name: The word for it everywhere.
        create: Makes the application that serves the world.
        settings: Which environment variables extraction needs to read it, given the world and
            the address the tool is mounted at; their names begin with the tool's.
        accounts: The tool's accounts, for identities.csv.
    """

    name: str
    create: Callable[[World, Hosting], Flask]
    settings: Callable[[World, str], Mapping[str, str]]
    accounts: Callable[[World], tuple[IdentityEntry, ...]] = nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxFiles:
    """A tool whose data are files.

    Attributes:
        name: The word for it everywhere.
        write: Writes the files below a folder and returns the environment variables that
            extraction needs to find them, with absolute paths.
        accounts: The tool's accounts, for identities.csv.
    """

    name: str
    write: Callable[[World, Path], Mapping[str, str]]
    accounts: Callable[[World], tuple[IdentityEntry, ...]] = nobody
