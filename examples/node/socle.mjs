// What the tests need of the simulator: its ready file, its control API, an espace of their own.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

export const ready = JSON.parse(readFileSync(process.env.SOCLE_READY, "utf8"));

/** One call of the control API; the answer is read as JSON, and a refusal is an Error that says why. */
export async function control(method, path, body) {
  const answer = await fetch(`${ready.control.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ready.control.token}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}

/** A new espace: people, mailboxes, faults and journal that no other test sees. */
export async function newEspace() {
  const name = `node-${randomUUID().slice(0, 8)}`;
  await control("POST", "/espaces", { name });
  return {
    name,
    call: (method, path, body) => control(method, `/espaces/${name}${path}`, body),
    /** An address of the ready file, within this espace. */
    address: (url) => url.replace(/^(https?:\/\/[^/]+)/, `$1/~${name}`),
    remove: () => control("DELETE", `/espaces/${name}`),
  };
}

/** The key and certificate of the ready file under that name, with the test authority. */
export function certificate(name) {
  const material = ready.pki.clients[name];
  return { ca: readFileSync(ready.pki.ca), cert: readFileSync(material.cert), key: readFileSync(material.key) };
}

/** The `socle` command; what it printed, or an Error with its exit code in `status`. */
export function socle(...words) {
  return execFileSync("socle", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
