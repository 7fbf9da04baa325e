// Calls one operation of INSi with the npm `soap` client, straight from the served WSDL.
// The job comes on stdin: the address, the TLS material, the authorisation number, the operation, its body
// and what COUVERTURE holds. Prints one line of JSON: the result, or the fault.
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { randomUUID } from "node:crypto";
import soap from "soap";

const job = JSON.parse(readFileSync(0, "utf8"));
const tls = { ca: readFileSync(job.ca), cert: readFileSync(job.client.cert), key: readFileSync(job.client.key) };
const agent = new Agent(tls);
const client = await soap.createClientAsync(`${job.address}?wsdl`, {
  forceSoap12Headers: true,
  wsdl_options: { httpsAgent: agent },
});
client.setSecurity(new soap.ClientSSLSecurity(tls.key, tls.cert, tls.ca));

const now = new Date().toISOString();
const wsa = 'xmlns:wsa="http://www.w3.org/2005/08/addressing"';
const action = `urn:ServiceIdentiteCertifiee:1.0.0:${job.operation}`;
client.addSoapHeader(`<bam:ContexteBAM xmlns:bam="urn:siram:bam:ctxbam" Version="01_02"><bam:Id>${randomUUID()}</bam:Id><bam:Temps>${now}</bam:Temps><bam:Emetteur>${job.emetteur}</bam:Emetteur><bam:COUVERTURE>${job.couverture}</bam:COUVERTURE></bam:ContexteBAM>
<lps:ContexteLPS xmlns:lps="urn:siram:lps:ctxlps" Nature="CTXLPS" Version="01_00"><lps:Id>${randomUUID()}</lps:Id><lps:Temps>${now}</lps:Temps><lps:Emetteur>${job.emetteur}</lps:Emetteur><lps:LPS><lps:IDAM R="4">${job.idam}</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>${randomUUID()}</lps:Instance><lps:Nom>urn:lps:npm-soap:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>`);
client.addSoapHeader(`<wsa:Action ${wsa}>${action}</wsa:Action>`);
client.addSoapHeader(`<wsa:MessageID ${wsa}>uuid:${randomUUID()}</wsa:MessageID>`);

try {
  const [result] = await client[`${job.operation}Async`](job.body);
  console.log(JSON.stringify({ result }));
} catch (error) {
  console.log(JSON.stringify({ status: error.response?.status, fault: error.root?.Envelope?.Body?.Fault }));
}
agent.destroy();
