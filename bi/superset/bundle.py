"""Everything Superset imports, as one bundle of texts.

Here: the database it may read, and the files of its import format. Not here: their parts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bi.superset import charts, dashboards, datasets, spec
from bi.superset.datasets import DATABASE, VERSION, identity

# Charts ask at the same time: a thread a question is faster than every thread for each of them.
SETTINGS = {"enable_external_access": False, "threads": 1}
ROOT_FOLDER = "metadata.yaml"


def database(leadership: Path) -> dict[str, Any]:
    """The published database: read-only, no other file, nothing kept, not in SQL Lab."""
    connect = {"read_only": True, "config": SETTINGS}
    return {
        "database_name": DATABASE,
        "sqlalchemy_uri": f"duckdb:///{leadership}",
        "cache_timeout": 0,
        "expose_in_sqllab": False,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "extra": {
            "engine_params": {"connect_args": connect},
            "allows_virtual_table_explore": False,
        },
        "uuid": identity("database", DATABASE),
        "version": VERSION,
    }


def bundle(leadership: Path, written: spec.Spec) -> dict[str, Any]:
    """What `inside/prepare.py` imports and grants.

    Args:
        leadership: The published database.
        written: The assets.

    Returns:
        The files by name, the identifiers of the datasets, and the role's permissions.

    Raises:
        AssetError: An asset asks for what is not published.
    """
    made = datasets.documents(written.datasets.values(), identity("database", DATABASE))
    files = {
        ROOT_FOLDER: {"version": VERSION, "type": "assets"},
        f"databases/{DATABASE}.yaml": database(leadership),
    }
    files |= {f"datasets/{DATABASE}/{name}.yaml": each for name, each in made.items()}
    files |= {
        f"charts/{chart.name}.yaml": charts.document(chart, written.datasets[chart.dataset])
        for chart in written.charts.values()
    }
    files |= {
        f"dashboards/{page['name']}.yaml": dashboards.document(page, written)
        for page in written.dashboards
    }
    return {
        "files": {
            name: yaml.dump(each, Dumper=yaml.CSafeDumper, sort_keys=False)
            for name, each in files.items()
        },
        "datasets": [each["uuid"] for each in made.values()],
        "permissions": [list(pair) for pair in spec.permissions()],
    }
