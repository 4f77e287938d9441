"""`--store neo4j://…` and the environment → where and as whom to connect. Next: `neo4j_store`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from graphbuild.errors import StoreError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
EXAMPLE = "neo4j://localhost:7687"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server answers, as whom to ask, and for which database (None: the server's default)."""

    url: str
    user: str
    password: str | None
    database: str | None

    def __str__(self) -> str:
        return f"{self.url}/{self.database}" if self.database else self.url


def read_address(spec: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Read a Neo4j address: `neo4j://[user@]host[:port][/database]`.

    What it leaves open is taken from NEO4J_USERNAME and NEO4J_DATABASE; the password is only
    ever taken from NEO4J_PASSWORD, because addresses are remembered and shown.

    Raises:
        StoreError: it can't be read, or it holds a password.
    """
    try:
        parts = urlsplit(spec)
        port = parts.port
    except ValueError as error:
        raise StoreError(f"--store can't be read ({error}): say, for example, {EXAMPLE}") from error
    if parts.password is not None:
        raise StoreError("--store must not hold the password: put it into NEO4J_PASSWORD")
    if parts.scheme not in SCHEMES:
        raise StoreError(
            f"--store {parts.scheme}://… is not known: say {EXAMPLE} (or {', '.join(SCHEMES[1:])})"
        )
    database = unquote(parts.path.strip("/"))
    if not parts.hostname or "/" in database or parts.query or parts.fragment:
        raise StoreError(f"--store can't be read: say, for example, {EXAMPLE} or {EXAMPLE}/news")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        url=f"{parts.scheme}://{host}:{port or 7687}",
        user=unquote(parts.username or "") or environment.get("NEO4J_USERNAME") or "neo4j",
        password=environment.get("NEO4J_PASSWORD") or None,
        database=database or environment.get("NEO4J_DATABASE") or None,
    )
