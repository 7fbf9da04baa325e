// Calls INSi with the npm `soap` client, straight from the served WSDL: node insi.mjs wsdl endpoint ca cert key idam nom prenom sexe date
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { randomUUID } from "node:crypto";
import soap from "soap";

const [wsdl, endpoint, ca, cert, key, idam, nom, prenom, sexe, date] = process.argv.slice(2);
const tls = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) };
const agent = new Agent(tls);
const client = await soap.createClientAsync(wsdl, {
  forceSoap12Headers: true,
  wsdl_options: { httpsAgent: agent },
  request: undefined,
  endpoint,
});
client.setSecurity(new soap.ClientSSLSecurity(tls.key, tls.cert, tls.ca));

const now = new Date().toISOString();
const contexts = `<bam:ContexteBAM xmlns:bam="urn:siram:bam:ctxbam" Version="01_02"><bam:Id>${randomUUID()}</bam:Id><bam:Temps>${now}</bam:Temps><bam:COUVERTURE/></bam:ContexteBAM>
<lps:ContexteLPS xmlns:lps="urn:siram:lps:ctxlps" Nature="CTXLPS" Version="01_00"><lps:Id>${randomUUID()}</lps:Id><lps:Temps>${now}</lps:Temps><lps:LPS><lps:IDAM R="4">${idam}</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>${randomUUID()}</lps:Instance><lps:Nom>urn:lps:npm-soap:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>`;
client.addSoapHeader(contexts);
client.addSoapHeader(
  `<wsa:Action xmlns:wsa="http://www.w3.org/2005/08/addressing">urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>`,
);
client.addSoapHeader(
  `<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing">uuid:${randomUUID()}</wsa:MessageID>`,
);

const traits = { NomNaissance: nom, Prenom: [prenom], Sexe: sexe, DateNaissance: date };
try {
  const [result] = await client.rechercherInsAvecTraitsIdentiteAsync(traits);
  console.log(JSON.stringify({ result }));
} catch (error) {
  console.log(JSON.stringify({ status: error.response?.status, fault: error.root?.Envelope?.Body?.Fault }));
}
agent.destroy();
