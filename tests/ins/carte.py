"""The message of a search by carte Vitale, typed by hand from ins.md §3.2 and §3.3."""

CARTE = """<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam" xmlns:lps="urn:siram:lps:ctxlps" xmlns:v="http://www.cnamts.fr/INSiRecVit"><soap:Header><bam:ContexteBAM Version="01_02"><bam:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01</bam:Id><bam:Temps>2026-01-01T08:00:00Z</bam:Temps><bam:Emetteur>10B0152872</bam:Emetteur><bam:COUVERTURE><bam:ASSURE><bam:Id><bam:Num>2750655039944</bam:Num></bam:Id></bam:ASSURE><bam:BENEFICIAIRE><bam:Nir><bam:Num>1730155189948</bam:Num></bam:Nir><bam:DateNai>1973-01-30</bam:DateNai><bam:Rang>1</bam:Rang></bam:BENEFICIAIRE></bam:COUVERTURE></bam:ContexteBAM><lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a02</lps:Id><lps:Temps>2026-01-01T08:00:00Z</lps:Temps><lps:Emetteur>10B0152872</lps:Emetteur><lps:LPS><lps:IDAM R="4">ABC17NF23DE0</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03</lps:Instance><lps:Nom>urn:lps:DUI:1.0</lps:Nom></lps:LPS></lps:ContexteLPS><wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale</wsa:Action><wsa:MessageID>uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04</wsa:MessageID></soap:Header><soap:Body><v:RECVITALE><v:MatriculeIndividu><v:NumIdentifiant>1730155189948</v:NumIdentifiant></v:MatriculeIndividu><v:MatriculeOD><v:NumIdentifiant>2750655039944</v:NumIdentifiant></v:MatriculeOD><v:NomNaissance>MORIN</v:NomNaissance><v:DateNaissance>1973-01-30</v:DateNaissance><v:RangNaissance>1</v:RangNaissance></v:RECVITALE></soap:Body></soap:Envelope>"""  # noqa: E501 (one line, as a client writes it)
INDIVIDU = "<v:MatriculeIndividu><v:NumIdentifiant>1730155189948</v:NumIdentifiant></v:MatriculeIndividu>"
OD = "<v:MatriculeOD><v:NumIdentifiant>2750655039944</v:NumIdentifiant></v:MatriculeOD>"
NIR = "<bam:Nir><bam:Num>1730155189948</bam:Num></bam:Nir>"


def card(*changes: tuple[str, str]) -> bytes:
    """The right message, with pieces of text replaced (each must be there)."""
    text = CARTE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def on_card(nom: str, date: str, rang: str = "1", od: str = "2750655039944") -> bytes:
    """A card without the beneficiary's own matricule."""
    return card(
        (INDIVIDU, ""),
        (NIR, ""),
        ("MORIN", nom),
        ("1973-01-30", date),
        ("2750655039944", od),
        ("<v:RangNaissance>1<", f"<v:RangNaissance>{rang}<"),
        ("<bam:Rang>1<", f"<bam:Rang>{rang}<"),
    )


def own(matricule: str, nom: str, date: str) -> bytes:
    """A card that holds the beneficiary's own matricule."""
    return card(("1730155189948", matricule), ("MORIN", nom), ("1973-01-30", date))
