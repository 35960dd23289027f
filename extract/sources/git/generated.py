"""Which files nobody wrote by hand, and which came from elsewhere.

Belongs here: what a repository declares (``linguist-generated`` and ``linguist-vendored`` in its
``.gitattributes``), and well-known names for what it does not declare. Does not belong here: the
organisation's own rules (``generated_paths`` of organisation.yml), which models apply.

Contents are never looked at: a mark in a file would say "generated" only of the commit that shows
that line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from extract.sources.git.attributes import Attributes

VERSION = 1
"""Counted up when the patterns change: every commit is then read again."""

_NAMES = ("linguist-generated", "linguist-vendored")
_DECLARED = {"set": True, "true": True, "unset": False, "false": False}

_LOCKS = (
    r"package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock"
    r"|Cargo\.lock|Gemfile\.lock|composer\.lock|poetry\.lock|pdm\.lock|uv\.lock|Pipfile\.lock"
    r"|go\.sum|mix\.lock|pubspec\.lock|Podfile\.lock|flake\.lock|packages\.lock\.json"
    r"|gradle\.lockfile|Package\.resolved|\.terraform\.lock\.hcl|MODULE\.bazel\.lock"
)
_WRITTEN = (
    r"[^/]*\.min\.(?:js|css)|[^/]*\.(?:js|css)\.map|[^/]*\.snap"
    r"|[^/]*\.pb\.(?:go|cc|h|swift|dart)|[^/]*_pb2(?:_grpc)?\.pyi?|[^/]*_pb\.(?:js|d\.ts|rb)"
    r"|[^/]*\.(?:g|freezed)\.dart|[^/]*\.designer\.(?:cs|vb)|[^/]*\.g\.(?:cs|i\.cs)"
    r"|zz_generated\.[^/]*\.go|[^/]*_(?:gen|generated)\.go|[^/]*\.generated\.[^/.]+"
)
_GENERATED = re.compile(
    rf"(?:^|/)(?:{_LOCKS}|{_WRITTEN})$|(?:^|/)(?:__snapshots__|__generated__)/", re.IGNORECASE
)
_VENDORED = re.compile(
    r"(?:^|/)(?:vendor|vendored|node_modules|bower_components|third[_-]?party|Godeps|Pods"
    r"|Carthage/Build|\.yarn/(?:releases|plugins|sdks|versions))/"
    r"|(?:^|/)(?:gradlew|gradlew\.bat|mvnw|mvnw\.cmd)$|(?:^|/)gradle/wrapper/",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Origin:
    """Where a file's lines come from."""

    is_generated: bool
    is_vendored: bool


def by_name(path: bytes) -> Origin:
    """Return what a path alone says."""
    name = path.decode("utf-8", "replace")
    return Origin(bool(_GENERATED.search(name)), bool(_VENDORED.search(name)))


class Origins:
    """What is known of the files of one repository.

    Args:
        attributes: What it declares.
    """

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes
        self._known: dict[bytes, Origin] = {}

    def learn(self, paths: Collection[bytes]) -> None:
        """Find out about paths, all those not known yet in one question."""
        new = sorted(set(paths) - self._known.keys())
        for path in new:
            self._known[path] = by_name(path)
        if not new or not self._attributes.declared:
            return
        values = self._attributes.values(new, _NAMES)
        for path, generated, vendored in zip(new, values[::2], values[1::2], strict=True):
            named = self._known[path]
            self._known[path] = Origin(
                _DECLARED.get(generated, named.is_generated),
                _DECLARED.get(vendored, named.is_vendored),
            )

    def of(self, path: bytes) -> Origin:
        """Return what is known of a path that has been learnt."""
        return self._known[path]
