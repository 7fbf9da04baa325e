// An example driver for Node: an HTTP address that `socle run --driver http://…` POSTs to.
// Prints its address, then answers prepare and play; play makes one INSi search over mutual TLS.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { request } from "node:https";
import { randomUUID } from "node:crypto";

let prepared = null;

function envelope(idam, traits) {
  const id = randomUUID();
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
 xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
<bam:ContexteBAM Version="01_02"><bam:Id>${id}</bam:Id><bam:Temps>${now}</bam:Temps><bam:COUVERTURE/>
</bam:ContexteBAM><lps:ContexteLPS Version="01_00"><lps:Id>${id}</lps:Id><lps:Temps>${now}</lps:Temps><lps:LPS>
<lps:IDAM R="4">${idam}</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>${id}</lps:Instance>
<lps:Nom>urn:lps:PILOTE:1.0</lps:Nom></lps:LPS></lps:ContexteLPS><wsa:MessageID>uuid:${id}</wsa:MessageID>
</s:Header><s:Body><r:RECSANSVITALE><r:NomNaissance>${traits.nom_naissance.toUpperCase()}</r:NomNaissance>
<r:Prenom>${traits.prenoms[0].toUpperCase()}</r:Prenom><r:Sexe>${traits.sexe}</r:Sexe>
<r:DateNaissance>${traits.date_naissance}</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>`;
}

function search(person) {
  const local = Object.fromEntries(Object.entries(person.local).filter(([, value]) => value?.length));
  const material = prepared.pki.clients.insi_manu;
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/soap+xml; charset=utf-8" },
    ca: readFileSync(prepared.pki.ca),
    cert: readFileSync(material.cert),
    key: readFileSync(material.key),
  };
  return new Promise((resolve, reject) => {
    const sent = request(prepared.addresses.ins.mtls, options, (answer) => answer.resume().on("end", resolve));
    sent.on("error", reject);
    sent.end(envelope(prepared.accounts.lps.idam, { ...person.reference, ...local }));
  });
}

async function answer(message) {
  if (message.message === "prepare") {
    prepared = message;
    return { message: "ready" };
  }
  for (const person of prepared.persons) await search(person);
  return { message: "done", run: message.run };
}

const server = createServer((asked, reply) => {
  let text = "";
  asked.on("data", (piece) => (text += piece));
  asked.on("end", async () => {
    reply.setHeader("content-type", "application/json");
    reply.end(JSON.stringify(await answer(JSON.parse(text))));
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
