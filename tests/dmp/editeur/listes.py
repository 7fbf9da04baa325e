"""The bodies about lists and authorisations: TD0.3, TD0.4, TD1.6."""


def liste(start: str = "20200101000000", kind: str = "LASTAUTORIZATION", ps: str = "") -> str:
    """The body of TD0.4."""
    owner = f"<psOwnerId>{ps}</psOwnerId>" if ps else ""
    return (
        f'<patientList xmlns="urn:si-dmp-patients"><startDate>{start}</startDate>'
        f"<dateType>{kind}</dateType>{owner}</patientList>"
    )


def habilitations(mode: str = "TOUTE") -> str:
    """The body of TD1.6."""
    return (
        f'<listAuthorizationByPatient xmlns="urn:si-dmp-habilitations"><mode>{mode}</mode>'
        "</listAuthorizationByPatient>"
    )


def autorisation(action: str = "AJOUT", role: str = "") -> str:
    """The body of TD0.3."""
    role = f"<role>{role}</role>" if role else ""
    inside = f"<action>{action}</action>{role}"
    return f'<setAuthorization xmlns="urn:si-dmp-habilitations">{inside}</setAuthorization>'
