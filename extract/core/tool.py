"""The tool at the other end: where it is, and how a request proves who asks.

Belongs here: the declaration, and the one place that reveals the token. Does not belong here:
sending (``http.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

import requests
from requests.auth import AuthBase

from extract.core.settings import Secret


@dataclass(frozen=True)
class Tool:
    """The tool at the other end.

    Attributes:
        name: As people call it, for errors.
        base_url: Where it answers, without a slash at the end.
        token_variable: The environment variable that holds the token, for errors.
        url_variable: The environment variable that holds the base URL, for errors.
        token: What the header holds; None where the tool needs none.
        header: The header that the token goes into.
        header_format: What the header says, with ``{}`` for the token.
        accept: The kind of answer to ask for.
        lanes: Requests at a time that the tool does not mind.
        also_secret: Other secrets that must not show, such as the token before it was encoded.
    """

    name: str
    base_url: str
    token_variable: str
    url_variable: str
    token: Secret | None
    header: str = "Authorization"
    header_format: str = "Bearer {}"
    accept: str = "application/json"
    lanes: int = 1
    also_secret: tuple[Secret, ...] = ()


class TokenAuth(AuthBase):
    """Sets the header itself, so that a .netrc file cannot replace our token."""

    def __init__(self, tool: Tool) -> None:
        self._tool = tool

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the token into its header."""
        if self._tool.token is not None:
            value = self._tool.header_format.format(self._tool.token.reveal())
            request.headers[self._tool.header] = value
        return request
