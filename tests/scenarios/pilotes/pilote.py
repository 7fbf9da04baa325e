"""An example driver in plain Python: reads one message a line, answers one a line, makes one INSi search.

A real one would press the buttons of its DUI instead of writing the SOAP itself.
"""

import http.client
import json
import ssl
import sys
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

ENVELOPE = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
 xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
<bam:ContexteBAM Version="01_02"><bam:Id>{id}</bam:Id><bam:Temps>{now}</bam:Temps><bam:COUVERTURE/>
</bam:ContexteBAM><lps:ContexteLPS Version="01_00"><lps:Id>{id}</lps:Id><lps:Temps>{now}</lps:Temps><lps:LPS>
<lps:IDAM R="4">{idam}</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>{id}</lps:Instance>
<lps:Nom>urn:lps:PILOTE:1.0</lps:Nom></lps:LPS></lps:ContexteLPS><wsa:MessageID>uuid:{id}</wsa:MessageID>
</s:Header><s:Body><r:RECSANSVITALE><r:NomNaissance>{nom}</r:NomNaissance><r:Prenom>{prenom}</r:Prenom>
<r:Sexe>{sexe}</r:Sexe><r:DateNaissance>{date}</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>"""


def main() -> None:
    """Ends when told to stop, or when nobody speaks any more."""
    prepared: dict[str, Any] = {}
    for line in sys.stdin:
        message = json.loads(line)
        match message["message"]:
            case "prepare" if "ins" in message["scenario"]["services"]:
                prepared = message
                answer: dict[str, Any] = {"message": "ready"}
            case "prepare":
                answer = {"message": "skip", "reason": "ce pilote ne sait que chercher une INS"}
            case "play":
                for person in prepared["persons"]:
                    search(prepared, person)
                attested = {one["id"]: True for one in prepared["scenario"]["attestations"]}
                answer = {"message": "done", "run": message["run"], "attestations": attested}
            case _:
                return
        print(json.dumps(answer), flush=True)


def search(prepared: dict[str, Any], person: dict[str, Any]) -> None:
    """One search by traits, as the record of the person says them."""
    traits = {**(person["reference"] or {}), **{k: v for k, v in person["local"].items() if v}}
    body = ENVELOPE.format(
        id=uuid.uuid4(),
        now=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        idam=prepared["accounts"]["lps"]["idam"],
        nom=traits["nom_naissance"].upper(),
        prenom=traits["prenoms"][0].upper(),
        sexe=traits["sexe"],
        date=traits["date_naissance"],
    )
    address = urlsplit(prepared["addresses"]["ins"]["mtls"])
    tls = ssl.create_default_context(cafile=prepared["pki"]["ca"])
    material = prepared["pki"]["clients"]["insi_manu"]
    tls.load_cert_chain(material["cert"], material["key"])
    connection = http.client.HTTPSConnection(str(address.hostname), address.port, context=tls, timeout=10)
    headers = {"Content-Type": "application/soap+xml; charset=utf-8"}
    connection.request("POST", address.path, body.encode(), headers)
    connection.getresponse().read()
    connection.close()


if __name__ == "__main__":
    main()
