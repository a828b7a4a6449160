"""Where a Neo4j server is, out of a URL: `neo4j+s://[user@]host[:port][/database]`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from archrepo.errors import ConfigError
from archrepo.store.credentials import refuse_password_in

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DEFAULT_PORT = 7687
DEFAULT_DATABASE = "neo4j"


@dataclass(frozen=True, slots=True)
class Address:
    """A server and a database in it.

    Attributes:
        uri: What the driver connects to.
        host: Its host.
        port: Its port.
        database: The database that holds the portfolio.
        user: The user named in the URL.
    """

    uri: str
    host: str
    port: int
    database: str = DEFAULT_DATABASE
    user: str | None = None

    @property
    def encrypted(self) -> bool:
        """Whether the connection is made over TLS."""
        return "+" in self.uri.partition("://")[0]

    def __str__(self) -> str:
        """Return `host:port`, as error messages name it."""
        return f"{self.host}:{self.port}"


def address_of(url: str) -> Address:
    """Return the address a URL gives.

    Raises:
        ConfigError: It is no such URL, or it holds a password.
    """
    refuse_password_in(url)
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORT
    except ValueError as problem:
        raise ConfigError(f"cannot read the URL '{url}': {problem}", hint=_FORM) from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ConfigError(f"'{url}' is not the URL of a Neo4j server", hint=_FORM)
    database = parts.path.strip("/")
    if "/" in database or parts.fragment:
        raise ConfigError(f"'{url}' names no database", hint=_FORM)
    host = parts.hostname
    netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return Address(
        f"{parts.scheme}://{netloc}{query}",
        host,
        port,
        database or DEFAULT_DATABASE,
        parts.username,
    )


_FORM = f"write neo4j://host:7687, or neo4j://host/database; schemes: {', '.join(SCHEMES)}"
