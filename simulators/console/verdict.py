"""What colour an exchange has in the list: decided from its findings and facts only."""

from enum import StrEnum

from simulators.core.journal.handshake import REQUEST
from simulators.core.journal.model import Exchange
from simulators.core.rule import Effect, Severity


class Verdict(StrEnum):
    """Worst first. `REFUSE`: the service refused; `CORRIGER`: answered, but the norm is broken."""

    REFUSE = "refuse"
    CORRIGER = "corriger"
    SURVEILLER = "surveiller"
    CONFORME = "conforme"


def verdict(exchange: Exchange) -> Verdict:
    """The verdict of one exchange: a refusal first, else its gravest finding; information changes nothing."""
    facts, findings = exchange.facts, exchange.findings
    refused = any(finding.effect is Effect.REFUSE for finding in findings)
    # What reached no service: a refused handshake, a request whose head made no sense.
    if (
        refused
        or facts.get("fault") is True
        or facts.get("tls.refused") is True
        or exchange.operation == REQUEST
    ):
        return Verdict.REFUSE
    severities = {finding.rule.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.CORRIGER
    return Verdict.SURVEILLER if Severity.WARNING in severities else Verdict.CONFORME
