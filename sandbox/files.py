"""The files of tools that leave files instead of answering requests.

Belongs here: writing them, and the settings that say where they are. Does not belong here: what is
in them (the folder of each tool), and the organisation's own files (`sandbox.inputs`).
"""

import json
from pathlib import Path

from sandbox.registry import FILES
from sandbox.world import World

SETTINGS = "settings.json"


def write(world: World, directory: str | Path) -> None:
    """Write every tool's files below `directory/<tool>`, and `settings.json` beside them.

    The settings are the environment variables with which extraction finds the files.
    """
    target = Path(directory).resolve()
    settings: dict[str, str] = {}
    for tool in FILES:
        folder = target / tool.name
        folder.mkdir(parents=True, exist_ok=True)
        settings |= tool.write(world, folder)
    text = json.dumps(settings, indent=2, sort_keys=True)
    (target / SETTINGS).write_text(f"{text}\n", encoding="utf-8")
