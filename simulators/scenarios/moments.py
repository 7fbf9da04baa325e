"""When an exchange happened: on the espace's clock, for spans of time; on the machine's, for the order."""

from datetime import datetime, timedelta

from simulators.core.journal.model import Exchange


def began(exchange: Exchange) -> datetime:
    """When the exchange began, on the espace's clock."""
    return exchange.started


def ended(exchange: Exchange) -> datetime:
    """When the exchange ended, on the espace's clock."""
    return exchange.started + timedelta(microseconds=exchange.duration_us)


def order(exchange: Exchange) -> tuple[datetime, int]:
    """What exchanges are sorted by: the machine's time of their beginning, then their number."""
    return exchange.recorded - timedelta(microseconds=exchange.duration_us), exchange.seq
