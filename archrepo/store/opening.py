"""Which engine a URL means, and a store opened or made there; engines are imported when needed.

`ladybug:///path/to/portfolio.lbug`, or a plain path, is a file of the embedded engine;
`bolt://` and `neo4j://`, with or without `+s`, a Neo4j server.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.store.credentials import Credentials

EMBEDDED = "ladybug"
SERVER_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_DRIVE = re.compile("/[A-Za-z]:")
TIMEOUT = 15.0  # seconds to wait for a server, or for another writer


def open_store(
    url: str,
    metamodel: Metamodel,
    credentials: Credentials | None = None,
    timeout: float = TIMEOUT,
) -> GraphStore:
    """Return the portfolio at `url`, opened.

    Args:
        url: Where it is.
        metamodel: What shapes it, the portfolio's custom attributes included.
        credentials: How to log in to a server.
        timeout: Seconds to wait for a server, or for another writer.

    Raises:
        ConfigError: The URL means no engine.
        StoreUnavailableError: There is no portfolio, or it cannot be reached or read.
    """
    if path := embedded_path(url):
        from archrepo.store.ladybug.store import LadybugStore

        return LadybugStore.open(path, metamodel, timeout)
    from archrepo.store.neo4j.store import Neo4jStore

    return Neo4jStore.open(url, metamodel, credentials, timeout)


def create_store(
    url: str,
    metamodel: Metamodel,
    credentials: Credentials | None = None,
    timeout: float = TIMEOUT,
) -> GraphStore:
    """Make an empty portfolio at `url` and return it opened; see `open_store`.

    Raises:
        ConfigError: The URL means no engine.
        ConflictError: There is a portfolio already.
        StoreUnavailableError: It cannot be reached or written.
    """
    if path := embedded_path(url):
        from archrepo.store.ladybug.store import LadybugStore

        return LadybugStore.create(path, metamodel, timeout)
    from archrepo.store.neo4j.store import Neo4jStore

    return Neo4jStore.create(url, metamodel, credentials, timeout)


def embedded_path(url: str) -> Path | None:
    """Return the file that `url` means in the embedded engine; None for a server's URL.

    Raises:
        ConfigError: It means neither.
    """
    scheme, separator, rest = url.partition("://")
    if not separator and url.strip():
        return Path(url)
    if scheme == EMBEDDED and rest.strip("/"):
        path = unquote(rest)
        # `/C:/folder`, as URLs have it, is no path of Windows.
        return Path(path.lstrip("/") if _DRIVE.match(path) and sys.platform == "win32" else path)
    if scheme in SERVER_SCHEMES:
        return None
    raise ConfigError(
        f"no engine is meant by the URL '{scheme}{separator}…'",
        hint="ladybug:///path/to/portfolio.lbug, bolt://host:7687 or neo4j://host:7687",
    )
