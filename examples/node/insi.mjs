// The client under test: in your project, this is your own. A search by traits, over mutual TLS.
import { randomUUID } from "node:crypto";
import { request } from "node:https";

const escaped = (text) => text.replace(/[<>&]/g, (one) => `&#${one.charCodeAt(0)};`);

function envelope(idam, person) {
  const id = randomUUID();
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
 xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
<bam:ContexteBAM Version="01_02"><bam:Id>${id}</bam:Id><bam:Temps>${now}</bam:Temps>
<bam:Emetteur>1990000028</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>
<lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>${id}</lps:Id><lps:Temps>${now}</lps:Temps>
<lps:Emetteur>1990000028</lps:Emetteur><lps:LPS><lps:IDAM R="4">${idam}</lps:IDAM>
<lps:Version>1.0</lps:Version><lps:Instance>${id}</lps:Instance><lps:Nom>urn:lps:EXEMPLE-NODE:1.0</lps:Nom>
</lps:LPS></lps:ContexteLPS>
<wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>
<wsa:MessageID>uuid:${id}</wsa:MessageID></s:Header><s:Body><r:RECSANSVITALE>
<r:NomNaissance>${escaped(person.nom)}</r:NomNaissance><r:Prenom>${escaped(person.prenom)}</r:Prenom>
<r:Sexe>${person.sexe}</r:Sexe><r:DateNaissance>${person.naissance}</r:DateNaissance>
</r:RECSANSVITALE></s:Body></s:Envelope>`;
}

/** Searches a person; gives the HTTP status, the functional code or the fault's, and the matricule found. */
export function search(address, tls, idam, person) {
  const headers = { "content-type": "application/soap+xml; charset=utf-8" };
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: "POST", headers, ...tls }, async (answer) => {
      const pieces = [];
      for await (const piece of answer) pieces.push(piece);
      const text = Buffer.concat(pieces).toString("utf8");
      const value = (name) => text.match(new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`))?.[1] ?? "";
      resolve({
        status: answer.statusCode,
        code: value("CodeCR") || (text.match(/\bcode="([^"]*)"/)?.[1] ?? ""),
        matricule: value("NumIdentifiant") + value("Cle"),
        exchange: answer.headers["x-socle-exchange"],
      });
    });
    sent.on("error", reject);
    sent.end(envelope(idam, person));
  });
}
