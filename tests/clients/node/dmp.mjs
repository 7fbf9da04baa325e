// A Node DUI on npm `soap`: feeds a document by MTOM, reads it back, finds it, deletes it; the job comes on stdin.
// Assertions are signed by xml-crypto. Prints one line of JSON: what the libraries understood.
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { randomUUID } from "node:crypto";
import soap from "soap";
import { SignedXml } from "xml-crypto";

const job = JSON.parse(readFileSync(0, "utf8"));
const tls = {
  ca: readFileSync(job.ca),
  cert: readFileSync(job.client.cert),
  key: readFileSync(job.client.key),
};
const seal = { privateKey: readFileSync(job.seal.key), publicCert: readFileSync(job.seal.cert) };
const agent = new Agent(tls);
const WSA = 'xmlns:wsa="http://www.w3.org/2005/08/addressing"';
const WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

function signed(assertion) {
  const signer = new SignedXml({
    ...seal,
    idAttribute: "ID",
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: SignedXml.getKeyInfoContent,
  });
  signer.addReference({
    xpath: "/*[local-name(.)='Assertion']",
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
    transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE],
  });
  const location = { reference: "//*[local-name(.)='Issuer']", action: "after" };
  signer.computeSignature(assertion, { prefix: "ds", location });
  return signer.getSignedXml();
}

async function client(service, security, action, more = {}) {
  const made = await soap.createClientAsync(`${job.services}${service}?wsdl`, {
    forceSoap12Headers: true,
    normalizeNames: true,
    wsdl_options: { httpsAgent: agent },
    ...more,
  });
  made.setSecurity(new soap.ClientSSLSecurity(tls.key, tls.cert, tls.ca));
  made.addSoapHeader(`<wsa:MessageID ${WSA}>urn:uuid:${randomUUID()}</wsa:MessageID>`);
  made.addSoapHeader(`<wsa:To ${WSA}>${job.services}${service}</wsa:To>`);
  made.addSoapHeader(
    `<wsa:ReplyTo ${WSA}><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>`,
  );
  made.addSoapHeader(`<wsa:Action ${WSA}>${action}</wsa:Action>`);
  made.addSoapHeader(`<wsse:Security xmlns:wsse="${WSSE}">${security}</wsse:Security>`);
  return made;
}

const text = (value) => value?.$value ?? value;

const PROVIDE = "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b";
const provide = await client("repository", signed(job.assertions.indirect), PROVIDE, { parseReponseAttachments: true });
const attachments = Object.entries(job.documents).map(([name, data]) => ({
  mimetype: "text/xml",
  contentId: `${name}@dui`,
  name,
  body: Buffer.from(data, "base64"),
}));
// An ebXML registry list is open content: the library sends it as typed, and packs the parts itself.
const sent = { _xml: job.submission };
const [provided] = await provide.DocumentRepository_ProvideAndRegisterDocumentSet_bAsync(sent, {
  forceMTOM: true,
  attachments,
});

const AUTHORIZE = "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization";
const authorize = await client("habilitations", signed(job.assertions.air), AUTHORIZE);
const [authorized] = await authorize.setAuthorizationAsync({ action: "AJOUT" });

// The description of the lists gives no action, so none is announced.
const list = await client("patientsSpecific", signed(job.assertions.air), "");
const [listed] = await list.patientListAsync({ startDate: "20200101000000", dateType: "LASTAUTORIZATION" });
const lines = [listed.output.patientlistData ?? []].flat();
const patients = lines.flatMap((one) => one.patientIdentifier).map((one) => text(one.nationalId));

const RETRIEVE = "urn:ihe:iti:2007:RetrieveDocumentSet";
const asked = { DocumentRequest: [{ RepositoryUniqueId: job.repository, DocumentUniqueId: job.uniqueId }] };
const retrieve = await client("repository", signed(job.assertions.air), RETRIEVE, {
  parseReponseAttachments: true,
});
const [retrieved] = await retrieve.DocumentRepository_RetrieveDocumentSetAsync(asked);
const parts = retrieve.lastResponseAttachments.parts;

const altered = signed(job.assertions.air).replace("NATHALIE", "MARTINE");
const other = await client("repository", altered, RETRIEVE);
const refused = await other.DocumentRepository_RetrieveDocumentSetAsync(asked).then(
  () => "accepted",
  (error) => text(error.root.Envelope.Body.Fault.Reason.Text),
);

const SEARCH = "urn:ihe:iti:2007:RegistryStoredQuery";
async function search() {
  const registry = await client("registry", signed(job.assertions.air), SEARCH);
  const [found] = await registry.DocumentRegistry_RegistryStoredQueryAsync({
    ResponseOption: { attributes: { returnComposedObjects: "true", returnType: "LeafClass" } },
    AdhocQuery: {
      attributes: { id: job.query },
      Slot: Object.entries(job.slots).map(([name, value]) => ({
        attributes: { name },
        ValueList: { Value: [value] },
      })),
    },
  });
  const entries = [found.RegistryObjectList?.ExtrinsicObject ?? []].flat();
  return { status: found.attributes.status, total: found.attributes.totalResultCount, entries };
}

const before = await search();
const UPDATE = "urn:ihe:iti:2010:UpdateDocumentSet";
const update = await client("registry", signed(job.assertions.indirect), UPDATE);
const objects = job.objects.replace(job.entry, before.entries[0].attributes.id);
const [deleted] = await update.DocumentRegistry_UpdateDocumentSetAsync({ RegistryObjectList: { $xml: objects } });
const after = await search();

console.log(
  JSON.stringify({
    provided: provided.attributes.status,
    authorized: text(authorized.output.status),
    patients,
    retrieved: retrieved.RegistryResponse.attributes.status,
    uniqueId: text([retrieved.DocumentResponse].flat()[0].DocumentUniqueId),
    parts: parts.map((part) => Buffer.from(part.body).toString("base64")),
    refused,
    found: [before.status, before.total, before.entries.length],
    deleted: deleted.attributes.status,
    left: [after.status, after.total, after.entries.length],
  }),
);
agent.destroy();
