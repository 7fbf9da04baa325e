// fhir-kit-client: feeds, searches, reads, replaces and archives. No certificate: the espace accepts all.
import { readFileSync } from "node:fs";
import { Client } from "fhir-kit-client";

const { base, lot, replacement, formerHolder, search, archive } = JSON.parse(readFileSync(0, "utf8"));
const client = new Client({ baseUrl: base });
const resourceType = "DocumentReference";
const ids = (bundle) =>
  (bundle.entry ?? []).filter((one) => one.search.mode === "match").map((one) => one.resource.id);

const fed = await client.transaction({ body: lot });
const found = await client.search({ resourceType, searchParams: search });
const posted = await client.search({ resourceType, searchParams: search, options: { postSearch: true } });
const [id] = ids(found);
const read = await client.read({ resourceType, id });
const binary = await client.request(read.content[0].attachment.url, {
  options: { headers: { accept: "application/fhir+json" } },
});
const replacing = JSON.parse(JSON.stringify(replacement).replaceAll(formerHolder, `DocumentReference/${id}`));
const replaced = await client.transaction({ body: replacing });
const former = await client.read({ resourceType, id });
const [second] = ids(await client.search({ resourceType, searchParams: search }));
const archived = await client.patch({ resourceType, id: second, jsonPatch: archive });
let refused;
try {
  await client.create({ resourceType: "Patient", body: { resourceType: "Patient" } });
} catch (error) {
  refused = [error.response.status, error.response.data.resourceType];
}
const capability = await client.capabilityStatement();
console.log(
  JSON.stringify({
    fed: fed.entry.map((one) => one.response.status),
    found: ids(found),
    posted: ids(posted),
    data: binary.data,
    replaced: replaced.entry.map((one) => one.response.status),
    former: former.status,
    archived: archived.extension,
    refused,
    fhirVersion: capability.fhirVersion,
  }),
);
