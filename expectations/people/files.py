"""The files of this package and the error that says what is wrong with one.

Here: reading YAML. Not here: what each file must say (rubric.py, wording.py).
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


class PeopleError(Exception):
    """A file or a warehouse that cannot be used; says which, what was expected and what to do."""


def read(name: str) -> Any:
    """What a YAML file of this package says.

    Raises:
        PeopleError: it is no valid YAML.
    """
    file = resources.files("expectations.people") / name
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise PeopleError(f"expectations/people/{name}: is no valid YAML ({reason}).") from error
