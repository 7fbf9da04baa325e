import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { send } from "../courriel.mjs";
import { search } from "../insi.mjs";
import { certificate, newEspace, ready, socle } from "../socle.mjs";

const MARGUERITE = { nom: "DELAUNAY", prenom: "MARGUERITE", sexe: "F", naissance: "1940-03-14" };

describe("un DUI et les services socles", () => {
  let espace;
  const recherche = (person = MARGUERITE) =>
    search(espace.address(ready.services.ins.mtls), certificate("insi_auto"), ready.accounts.lps.idam, person);

  before(async () => {
    espace = await newEspace();
  });
  after(() => espace.remove());

  test("l'INS de Marguerite est trouvée par ses traits", async () => {
    const found = await recherche();
    assert.equal(found.code, "00");
    assert.equal(found.matricule, "240035505090119");
  });

  test("aucun constat d'erreur sur cet appel", async () => {
    const { exchange } = await recherche();
    const findings = await espace.call("GET", `/echanges/${exchange}/constats?lang=fr`);
    assert.deepEqual(findings.filter((one) => one.severity === "error").map((one) => one.title), []);
  });

  test("une identité inconnue n'est pas trouvée", async () => {
    assert.equal((await recherche({ ...MARGUERITE, nom: "PERSONNE" })).code, "01");
  });

  test("un nom changé par la mairie change la réponse", async () => {
    await espace.call("PATCH", "/personnes/marguerite-delaunay", { "reference.nom_naissance": "BESSON" });
    assert.equal((await recherche()).code, "01");
    assert.equal((await recherche({ ...MARGUERITE, nom: "BESSON" })).code, "00");
    await espace.call("PATCH", "/personnes/marguerite-delaunay", { "reference.nom_naissance": "DELAUNAY" });
  });

  test("INSi indisponible une fois, puis de nouveau là", async () => {
    await espace.call("POST", "/pannes", { kind: "metier", service: "ins", name: "desir_1020", remaining: 1 });
    const refused = await recherche();
    assert.equal(refused.status, 500);
    assert.equal(refused.code, "desir_1020");
    assert.equal((await recherche()).code, "00");
  });

  test("un certificat révoqué n'ouvre rien", async () => {
    const address = espace.address(ready.services.ins.mtls);
    await assert.rejects(search(address, certificate("revoked"), ready.accounts.lps.idam, MARGUERITE));
  });

  test("un courriel envoyé avec le certificat de la structure arrive au médecin", async () => {
    const to = "helene.morvan@pro.demo.mssante.fr";
    const id = await send({
      address: ready.services.mss.smtp_app,
      servername: `${espace.name}.localhost`,
      tls: certificate("org_auth_cli"),
      from: "dui@ehpad-les-tilleuls.demo.mssante.fr",
      to,
      subject: "Bilan",
      text: "Bonjour docteur.",
    });
    const mails = await espace.call("GET", `/mss/boites/${to}/courriels`);
    assert.equal(mails.filter((one) => one.message_id === id).length, 1);
  });

  test("le scénario INS-01 est conforme sur ce qui a été échangé", () => {
    const folder = mkdtempSync(join(tmpdir(), "exemple-"));
    const [archive, ready_file] = [join(folder, "journal.zip"), process.env.SOCLE_READY];
    socle("espace", "journal", espace.name, archive, "--target", ready_file);
    socle("judge", archive, "--scenario", "INS-01", "--report", join(folder, "rapport"));
    assert.match(readFileSync(join(folder, "rapport", "junit.xml"), "utf8"), /failures="0"/);
    rmSync(folder, { recursive: true });
  });
});
