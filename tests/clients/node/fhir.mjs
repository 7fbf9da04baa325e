// npm `fhir`: judges resources, written in JSON or XML, and turns one writing into the other.
import { readFileSync } from "node:fs";
import fhirModule from "fhir";

const { resources } = JSON.parse(readFileSync(0, "utf8"));
const fhir = new fhirModule.Fhir();
const judged = resources.map((text) => {
  const xml = text.startsWith("<");
  const told = fhir.validate(xml ? text : JSON.parse(text), { errorOnUnexpected: true });
  const wrong = told.messages.filter((one) => one.severity === "error" || one.severity === "fatal");
  return {
    messages: wrong.map((one) => `${one.location}: ${one.message}`),
    json: xml ? fhir.xmlToObj(text) : null,
  };
});
console.log(JSON.stringify({ judged }));
