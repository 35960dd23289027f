"""A client for the tests: the application without a network.

Belongs here: asking and unpacking. Does not belong here: assertions.
"""

from typing import Any

from werkzeug.test import TestResponse

from sandbox.github.app import create_app
from sandbox.github.service import Service
from sandbox.world import World


class Clock:
    """A clock that the test sets."""

    def __init__(self, now: float = 1_750_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class GitHub:
    """One served world and a client with a token for it."""

    def __init__(self, world: World, token: str = "good") -> None:  # noqa: S107 - no secret
        self.clock = Clock()
        self.service = Service(world, clock=self.clock)
        self.http = create_app(self.service).test_client()
        self.token = token

    def _headers(self, headers: dict[str, str] | None) -> dict[str, str]:
        return {"authorization": f"bearer {self.token}", **(headers or {})}

    def get(self, address: str, headers: dict[str, str] | None = None) -> TestResponse:
        return self.http.get(address, headers=self._headers(headers))

    def post(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation: str | None = None,
    ) -> TestResponse:
        body = {"query": query, "variables": variables or {}, "operationName": operation}
        return self.http.post("/graphql", json=body, headers=self._headers(None))

    def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """The JSON body of a GraphQL answer."""
        response = self.post(query, variables)
        assert response.status_code == 200
        content: dict[str, Any] = response.get_json()
        return content

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of a GraphQL answer without errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    def refusal(self, query: str, **variables: Any) -> dict[str, Any]:
        """The single error of a GraphQL answer."""
        error: dict[str, Any]
        (error,) = self.answer(query, **variables)["errors"]
        return error

    def control(self, action: str, **body: Any) -> dict[str, Any]:
        response = self.http.post(f"/_sandbox/{action}", json=body)
        content: dict[str, Any] = response.get_json()
        assert response.status_code == 200, content
        return content

    def all_nodes(self, query: str, path: str, **variables: Any) -> list[dict[str, Any]]:
        """Every node of the connection at `path`, page after page by the variable `after`."""
        nodes: list[dict[str, Any]] = []
        after = None
        while True:
            connection: Any = self.data(query, after=after, **variables)
            for step in path.split("."):
                connection = connection[step]
            nodes += connection["nodes"]
            if not connection["pageInfo"]["hasNextPage"]:
                return nodes
            after = connection["pageInfo"]["endCursor"]


REPOSITORY = 'repository(owner: "harbour", name: "checkout")'
