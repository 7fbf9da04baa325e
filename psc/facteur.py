"""Carries one notice of an end of session to the address a client registered; no redirection is followed."""

import asyncio
import ssl
from typing import Final

import httpx

DELAI: Final = 5.0
ESSAIS: Final = 2


async def porter(vers: str, token: str, verify: ssl.SSLContext | bool) -> tuple[str, int]:
    """What became of it (`remis`, `refuse`, `certificat_refuse`, `injoignable`) and the status answered."""
    async with httpx.AsyncClient(verify=verify, timeout=DELAI, trust_env=False) as client:
        for _ in range(ESSAIS):
            try:
                statut = await _poster(client, vers, token)
            except ssl.SSLCertVerificationError:
                return "certificat_refuse", 0
            if statut:
                return ("remis" if httpx.codes.is_success(statut) else "refuse"), statut
    return "injoignable", 0


async def _poster(client: httpx.AsyncClient, vers: str, token: str) -> int:
    """The status answered, 0 for none in time; what follows the headers is not awaited.

    Raises SSLCertVerificationError when the certificate of the server does not hold.
    """
    try:
        async with (
            asyncio.timeout(DELAI),
            client.stream("POST", vers, data={"logout_token": token}) as answer,
        ):
            return answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as problem:
        refused = _certificat(problem)
        if refused is not None:
            raise refused from None
        return 0


def _certificat(problem: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The refusal of a certificate behind a failure; httpx keeps it only as a cause of a cause."""
    while problem is not None and not isinstance(problem, ssl.SSLCertVerificationError):
        problem = problem.__cause__ or problem.__context__
    return problem
