"""The driver's errors told in ours: which server, what happened, what to do."""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archrepo.errors import (
    ArchrepoError,
    AuthError,
    ConfigError,
    ConflictError,
    NotTextError,
    QueryError,
    StoreUnavailableError,
)
from archrepo.store.credentials import HOW_TO_LOG_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j.exceptions import DriverError, Neo4jError

    from archrepo.store.neo4j.address import Address

_CHECK = "check that the server runs and that host and port are right"
_MEMORY = (
    "raise dbms.memory.transaction.total.max in neo4j.conf (and server.memory.heap.max_size with "
    "it), or apply the import in several smaller files"
)


class CommitUnknownError(StoreUnavailableError):
    """The connection was lost while a transaction was being committed."""


class TookTooLongError(StoreUnavailableError):
    """The server stopped a transaction at its time limit."""


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Tell the driver's errors in ours.

    Raises:
        StoreUnavailableError: The server cannot be reached, or not do what was asked.
        AuthError: It refuses the user or what the user asks.
        ConflictError: A change does not fit what is there.
        NotTextError: What is asked for is none.
        QueryError: A statement failed.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except Neo4jError as error:
        raise _of_server(error, address) from error
    except DriverError as error:
        raise _of_connection(error, address) from error
    except (OSError, OverflowError, UnicodeEncodeError) as error:
        if isinstance(error, OSError):
            raise _unreachable(error, address) from error
        if isinstance(error, UnicodeEncodeError):
            raise NotTextError() from error
        raise QueryError(f"Neo4j cannot hold a value: {error}") from error


def is_out_of_memory(error: Neo4jError) -> bool:
    """Return whether a transaction was larger than the server lets it be."""
    return "OutOfMemory" in (error.code or "")


def _of_server(error: Neo4jError, address: Address) -> ArchrepoError:
    code = error.code or ""
    said = " ".join((error.message or code).split())[:400]
    server = f"Neo4j at {address}"
    if code.startswith("Neo.ClientError.Security."):
        return _refused(code, said, server)
    if is_out_of_memory(error):
        return StoreUnavailableError(
            f"{server}: the transaction needs more memory than the server allows", hint=_MEMORY
        )
    if "TransactionTimedOut" in code or "LockClientStopped" in code:
        return TookTooLongError(
            f"{server}: it took too long and was stopped",
            hint="ask for less at once, or look for what else keeps the server busy",
        )
    if code.startswith("Neo.ClientError.Schema.ConstraintV"):
        return ConflictError(f"{server}: the change does not fit the portfolio: {said}")
    if "Database" in code or code.startswith("Neo.TransientError"):
        return StoreUnavailableError(
            f"{server}: {said}", hint="check the database's name and state"
        )
    return QueryError(f"{server}: {said}")


def _refused(code: str, said: str, server: str) -> AuthError:
    if code.endswith("CredentialsExpired"):
        return AuthError(
            f"{server}: the password must be changed first",
            hint="ALTER CURRENT USER SET PASSWORD FROM … TO … on the database 'system'",
        )
    if code.endswith("AuthenticationRateLimit"):
        return AuthError(
            f"{server}: too many wrong passwords", hint=f"wait some seconds; {HOW_TO_LOG_IN}"
        )
    if code.endswith("Forbidden"):
        return AuthError(f"{server}: the user may not do this: {said}", hint="ask for the right")
    return AuthError(f"{server} refused the user or password", hint=HOW_TO_LOG_IN)


def _of_connection(error: DriverError, address: Address) -> ArchrepoError:
    from neo4j.exceptions import (
        ConfigurationError,
        IncompleteCommit,
        ServiceUnavailable,
        SessionExpired,
    )

    if isinstance(error, IncompleteCommit):
        return CommitUnknownError(
            f"the connection to Neo4j at {address} was lost while the change was committed: "
            "it is there as a whole, or not at all",
            hint="'archrepo db info' tells the last batch applied",
        )
    lost = isinstance(error, ServiceUnavailable | SessionExpired | TimeoutError)
    if isinstance(error, ConfigurationError):
        return StoreUnavailableError(f"cannot connect to Neo4j at {address}: {error}", hint=_CHECK)
    if lost or type(error).__name__ == "ConnectionAcquisitionTimeoutError":
        return _unreachable(error, address)
    return QueryError(f"Neo4j at {address}: {error}")


def _unreachable(error: BaseException, address: Address) -> StoreUnavailableError:
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    text = " ".join(str(c) for c in causes)
    if any(isinstance(c, ssl.SSLError) for c in causes) or "SSL" in text:
        reason, hint = _tls_problem(text)
    elif any(isinstance(c, TimeoutError) for c in causes) or "timed out" in text:
        reason, hint = "no answer in time", _CHECK
    elif re.search(r"handshake|looks like HTTP|Bolt service", text):
        reason, hint = "it does not answer as a Neo4j server", _HANDSHAKE_HINT
    elif any(isinstance(c, ConnectionRefusedError) for c in causes) or "refused" in text:
        reason, hint = "connection refused", _CHECK
    elif any(isinstance(c, socket.gaierror) for c in causes):
        reason, hint = "the host's name is unknown", _CHECK
    elif "routing" in text:
        reason, hint = "no routing information", "use bolt:// instead of neo4j:// for one server"
    else:
        reason, hint = "the connection was lost", _CHECK
    return StoreUnavailableError(f"cannot reach Neo4j at {address}: {reason}", hint=hint)


_HANDSHAKE_HINT = (
    "the port must be Bolt's (7687, not 7474); where it asks for TLS, use bolt+s:// or neo4j+s://"
)


def _tls_problem(text: str) -> tuple[str, str]:
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return (
            "its TLS certificate is not trusted",
            "install its authority's certificate; for a self-signed one, "
            "use bolt+ssc:// or neo4j+ssc://",
        )
    return "TLS was refused", "where the server has no TLS, use bolt:// or neo4j://"


@contextmanager
def as_users_mistake() -> Iterator[None]:
    """Tell a statement's failure as a mistake in what the user wrote.

    Raises:
        ConfigError: The statement failed.
    """
    try:
        yield
    except QueryError as error:
        said = str(getattr(error.__cause__, "message", error.message))
        told = re.split(r"\s*\(line \d", said, maxsplit=1)[0]  # counted in a text we added to
        raise ConfigError(f"the query does not work: {told}", hint=error.hint) from error
