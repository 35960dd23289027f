"""Fetches the official descriptions from npm: `python -m tests.official.fetch`.

Belongs here: what is fetched, pinned by version and checksum. Does not belong here: how tests
read it (`tests.official.descriptions`). Nothing is skipped quietly: without npm this fails.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FETCHED = Path(__file__).with_name("fetched")
_NPM_SECONDS = 300


class FetchError(RuntimeError):
    """A description could not be fetched; the message says what to do."""


@dataclass(frozen=True)
class Description:
    """One file of one npm package; `integrity` is the package's SHA-512 as npm writes it."""

    package: str
    version: str
    integrity: str
    member: str

    @property
    def path(self) -> Path:
        """Where the fetched file is kept; a new version is a new file."""
        name = self.package.partition("/")[2]
        return FETCHED / f"{name}-{self.version}" / Path(self.member).name


GRAPHQL_SCHEMA = Description(
    package="@octokit/graphql-schema",
    version="15.26.1",
    integrity=(
        "sha512-RFDC2MpRBd4AxSRvUeBIVeBU7ojN/SxDfALUd7iVYOSeEK3gZaqR2MGOysj4Zh2xj2RY5fQAUT+Oqq7hWTraMA=="
    ),
    member="package/schema.graphql",
)
OPENAPI = Description(
    package="@octokit/openapi",
    version="23.0.2",
    integrity=(
        "sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg=="
    ),
    member="package/generated/api.github.com.json",
)


def fetch(description: Description) -> Path:
    """The local file of a description, fetched if it is not there yet.

    Raises:
        FetchError: npm is missing or fails, or what it brought is not what was pinned.
    """
    if description.path.exists():
        return description.path
    FETCHED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FETCHED) as scratch:
        archive = _packed(description, Path(scratch))
        _check(description, archive)
        with tarfile.open(archive) as members:
            content = members.extractfile(description.member)
            if content is None:
                raise FetchError(f"{description.package} has no file {description.member}")
            part = Path(scratch) / "part"
            with part.open("wb") as file:
                shutil.copyfileobj(content, file)
        description.path.parent.mkdir(exist_ok=True)
        part.replace(description.path)
    return description.path


def _packed(description: Description, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError(
            "npm is missing: install Node.js with npm, or put "
            f"{description.member} of {description.package}@{description.version} at "
            f"{description.path}"
        )
    wanted = f"{description.package}@{description.version}"
    result = subprocess.run(
        [npm, "pack", wanted, "--json", "--pack-destination", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_NPM_SECONDS,
        check=False,
    )
    if result.returncode != 0:
        raise FetchError(f"npm pack {wanted} failed; is the registry reachable?\n{result.stderr}")
    archives = list(folder.glob("*.tgz"))
    if len(archives) != 1:
        raise FetchError(f"npm pack {wanted} left {len(archives)} archives instead of one")
    return archives[0]


def _check(description: Description, archive: Path) -> None:
    digest = hashlib.sha512(archive.read_bytes()).digest()
    found = f"sha512-{base64.b64encode(digest).decode()}"
    if found != description.integrity:
        raise FetchError(
            f"{description.package}@{description.version} is not what was pinned: expected "
            f"{description.integrity}, got {found}"
        )


def main() -> int:
    """Fetch everything; the result is the exit code."""
    for description in (GRAPHQL_SCHEMA, OPENAPI):
        try:
            path = fetch(description)
        except FetchError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        sys.stdout.write(f"{path.relative_to(FETCHED.parent)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
