"""`python -m bi.superset.inside.prepare`: brings Superset's own database up to date.

Here: its tables, the accounts, the role and the import, in one process, since Superset takes long
to start. Not here: what is imported (`bi.superset.bundle` wrote it).
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from flask_migrate import upgrade
from superset.app import create_app

from bi.superset.places import Places, password

ROLE = "leader"
logger = logging.getLogger("bi.superset")


def main() -> int:
    """Prepare what `make bi` serves."""
    logging.disable(logging.WARNING)
    places = Places.of_the_environment()
    wanted = json.loads(places.assets.read_text(encoding="utf-8"))
    app = create_app()
    with app.app_context():
        upgrade()
        from superset import security_manager

        security_manager.sync_role_definitions()
        admin = _account(security_manager, places, "admin", "Admin")
        _import(security_manager, admin, wanted["files"])
        _grant(security_manager, wanted)
        _account(security_manager, places, "leader", ROLE)
    return 0


def _account(manager: Any, places: Places, name: str, role: str) -> Any:
    """The account with its password; made where there is none."""
    held = manager.find_role(role)
    found = manager.find_user(username=name)
    if found is None:
        return manager.add_user(
            name, "Team", "Outcomes", f"{name}@localhost", held, password(places, name)
        )
    found.roles = [held]
    manager.update_user(found)
    manager.reset_password(found.id, password(places, name))
    return found


def _import(manager: Any, admin: Any, files: dict[str, str]) -> None:
    """Import everything, over what was there."""
    from flask import g
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.utils.core import override_user

    with override_user(admin):
        g.user = admin
        ImportAssetsCommand(files).run()


def _grant(manager: Any, wanted: dict[str, Any]) -> None:
    """Give the role what is listed and our datasets, and take everything else."""
    from superset import db
    from superset.connectors.sqla.models import SqlaTable

    role = manager.add_role(ROLE)
    datasets = db.session.query(SqlaTable).filter(SqlaTable.uuid.in_(wanted["datasets"])).all()
    if len(datasets) != len(wanted["datasets"]):
        raise RuntimeError("Superset did not import every dataset.")
    pairs = [tuple(pair) for pair in wanted["permissions"]]
    pairs += [("datasource_access", dataset.perm) for dataset in datasets]
    role.permissions = [manager.add_permission_view_menu(*pair) for pair in pairs]
    db.session.commit()


if __name__ == "__main__":
    sys.exit(main())
