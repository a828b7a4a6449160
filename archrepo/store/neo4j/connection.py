"""One Neo4j database opened: statements run in managed transactions with a time limit."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.store.neo4j.failures import is_out_of_memory, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import neo4j

    from archrepo.store.credentials import Credentials
    from archrepo.store.neo4j.address import Address

READ_WITHIN = 300.0  # seconds, for one statement
_RETRY_WITHIN = 15.0  # deadlocks and changes of leader pass

T = TypeVar("T")


class Connection:
    """A driver for one database; nothing else holds the password."""

    def __init__(
        self, address: Address, credentials: Credentials | None, timeout: float = 15.0
    ) -> None:
        """Connect, and return only when the server has answered and let the user in.

        Raises:
            StoreUnavailableError: It does not answer within `timeout` seconds.
            AuthError: It refuses the credentials.
        """
        import neo4j

        # Without a handler, logging prints each retry of a lost connection to stderr.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        self.address = address
        self.timeout = timeout
        login = None
        if credentials is not None:
            login = neo4j.basic_auth(address.user or credentials.user, credentials.password)
        with translated(address):
            # Where the driver goes by routes it does not say why it finds none; this does.
            socket.create_connection((address.host, address.port), timeout).close()
            self._driver = self._connected(address.uri, login)

    def _connected(self, uri: str, login: neo4j.Auth | None) -> neo4j.Driver:
        import neo4j

        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=login,
            connection_timeout=self.timeout,
            connection_acquisition_timeout=self.timeout,
            max_transaction_retry_time=_RETRY_WITHIN,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
            user_agent="archrepo",
        )
        try:
            driver.verify_connectivity()
        except BaseException as error:
            driver.close()
            if uri.startswith("neo4j") and isinstance(error, neo4j.exceptions.ServiceUnavailable):
                self._connected(uri.replace("neo4j", "bolt", 1).partition("?")[0], login).close()
            raise
        return driver

    def read(
        self, text: str, parameters: Mapping[str, Any], within: float = READ_WITHIN
    ) -> tuple[list[str], list[list[Any]]]:
        """Return columns and rows, with the driver's own types."""
        return self.reading(lambda tx: columns_and_rows(tx, text, parameters), within)

    def reading(
        self, work: Callable[[neo4j.ManagedTransaction], T], within: float = READ_WITHIN
    ) -> T:
        """Return what `work` returns, done in one transaction that may only read."""
        import neo4j

        with translated(self.address), self.session() as session:
            return session.execute_read(neo4j.unit_of_work(timeout=within)(work))

    def writing(self, work: Callable[[neo4j.ManagedTransaction], T], within: float) -> T:
        """Return what `work` returns, done in one transaction: all of it, or nothing."""
        import neo4j

        def once(tx: neo4j.ManagedTransaction) -> T:
            try:
                return work(tx)
            except neo4j.exceptions.Neo4jError as error:
                if is_out_of_memory(error):  # the driver would try again, in vain
                    with translated(self.address):
                        raise
                raise

        with translated(self.address), self.session() as session:
            return session.execute_write(neo4j.unit_of_work(timeout=within)(once))

    def probe(self, work: Callable[[neo4j.Transaction], None], within: float) -> None:
        """Do `work` in a transaction of its own and roll it back."""
        with (
            translated(self.address),
            self.session() as session,
            session.begin_transaction(timeout=within) as tx,
        ):
            work(tx)
            tx.rollback()

    def run(self, texts: Sequence[str], parameters: Mapping[str, Any] | None = None) -> None:
        """Run statements each by itself: those that change the schema have to be."""
        with translated(self.address), self.session() as session:
            for text in texts:
                session.run(text, dict(parameters or {})).consume()

    def session(self) -> neo4j.Session:
        """Return a session on the portfolio's database."""
        return self._driver.session(database=self.address.database)

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()


def columns_and_rows(
    tx: neo4j.ManagedTransaction, text: str, parameters: Mapping[str, Any]
) -> tuple[list[str], list[list[Any]]]:
    """Return columns and rows of a statement run in `tx`, with the driver's own types."""
    result = tx.run(text, dict(parameters))
    return list(result.keys()), [record.values() for record in result]
