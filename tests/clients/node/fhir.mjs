// npm `fhir`: judges resources in JSON or XML (`judge`), writes others in XML (`write`).
import { readFileSync } from "node:fs";
import fhirModule from "fhir";

const { judge = [], write = [] } = JSON.parse(readFileSync(0, "utf8"));
const fhir = new fhirModule.Fhir();
const judged = judge.map((text) => {
  const xml = text.startsWith("<");
  const told = fhir.validate(xml ? text : JSON.parse(text), { errorOnUnexpected: true });
  const wrong = told.messages.filter((one) => one.severity === "error" || one.severity === "fatal");
  return {
    messages: wrong.map((one) => `${one.location}: ${one.message}`),
    json: xml ? fhir.xmlToObj(text) : null,
  };
});
console.log(JSON.stringify({ judged, written: write.map((one) => fhir.objToXml(one)) }));
