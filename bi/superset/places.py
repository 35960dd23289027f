"""Where Superset keeps things under the data root, and its secrets.

Here: paths, and files that only their owner can read. Not here: anything of Superset or of our
packages: both environments import this, so it needs the standard library alone.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8088
SECRET_BYTES = 42
PASSWORD_BYTES = 12
OWNER_ONLY = 0o600
ACCOUNTS = {
    "admin": "TEAM_OUTCOMES_SUPERSET_ADMIN_PASSWORD",
    "leader": "TEAM_OUTCOMES_SUPERSET_LEADER_PASSWORD",
}


@dataclass(frozen=True)
class Places:
    """What lies where.

    Attributes:
        home: The data root.
    """

    home: Path

    @classmethod
    def of_the_environment(cls) -> Places:
        """The places under TEAM_OUTCOMES_HOME."""
        return cls(Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or "data").resolve())

    @property
    def leadership(self) -> Path:
        """The published database, the only one Superset is given."""
        return self.home / "published" / "leadership.duckdb"

    @property
    def folder(self) -> Path:
        """Everything Superset keeps."""
        return self.home / "superset"

    @property
    def metadata(self) -> Path:
        """Superset's own database: accounts, roles, and what was imported."""
        return self.folder / "metadata.sqlite"

    @property
    def assets(self) -> Path:
        """The dashboards in Superset's import format, as last written."""
        return self.folder / "assets.json"

    @property
    def prepared(self) -> Path:
        """The fingerprint of what was last imported."""
        return self.folder / "prepared"

    @property
    def log(self) -> Path:
        """What preparing it said, the last time."""
        return self.folder / "prepare.log"

    @property
    def publications(self) -> Path:
        """Names of the newest publications, each a link of its own."""
        return self.folder / "publications"

    @property
    def secret_key(self) -> Path:
        """What signs sessions."""
        return self.folder / "secret-key"

    def password_file(self, account: str) -> Path:
        """The password of an account that was made here."""
        return self.folder / f"{account}-password"


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody but its owner can look into."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def read_or_make_secret(file: Path, length: int) -> str:
    """The secret in a file; a new one where there is no file.

    Raises:
        PermissionError: Others than the owner can read the file.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        if file.stat().st_mode & 0o077:
            raise PermissionError(
                f"{file.name} can be read by others than its owner: it is a secret. Run "
                f"`chmod 600` on it, or remove it to get a new one."
            ) from None
        return file.read_text(encoding="utf-8").strip()
    secret = secrets.token_urlsafe(length)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(secret + "\n")
    return secret


def password(places: Places, account: str) -> str:
    """The password of an account: from the environment, else from its file, which may be new."""
    given = os.environ.get(ACCOUNTS[account], "").strip()
    return given or read_or_make_secret(places.password_file(account), PASSWORD_BYTES)
