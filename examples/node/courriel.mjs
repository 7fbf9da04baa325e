// A mail sent by the software itself, with the certificate of the structure: STARTTLS, then AUTH.
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { connect as secure } from "node:tls";

/** Says one line and gives the reply, its last line; an Error when its code is not the one expected. */
function conversation(socket) {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return async (line, expected) => {
    if (line !== null) socket.write(`${line}\r\n`);
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error("connection closed");
      if (value[3] === "-") continue;
      if (!value.startsWith(expected)) throw new Error(value);
      return value;
    }
  };
}

/** Sends a mail from a box of the structure. `servername` names the espace: `<espace>.localhost`. */
export async function send({ address, servername, tls, from, to, subject, text }) {
  const [host, port] = address.split(":");
  const clear = connect({ host, port: Number(port) });
  await once(clear, "connect");
  const greet = conversation(clear);
  await greet(null, "220");
  await greet("EHLO exemple.localhost", "250");
  await greet("STARTTLS", "220");
  const socket = secure({ socket: clear, servername, ...tls });
  await once(socket, "secureConnect");
  const say = conversation(socket);
  await say("EHLO exemple.localhost", "250");
  await say(`AUTH PLAIN ${Buffer.from(`\0${from}\0certificat`).toString("base64")}`, "235");
  await say(`MAIL FROM:<${from}>`, "250");
  await say(`RCPT TO:<${to}>`, "250");
  await say("DATA", "354");
  const id = `<${Date.now()}.${process.pid}@exemple.localhost>`;
  const headers = [`From: <${from}>`, `To: <${to}>`, `Subject: ${subject}`, `Message-ID: ${id}`];
  const dated = [...headers, `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`];
  const mime = [...dated, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"];
  await say([...mime, "", text, "."].join("\r\n"), "250");
  await say("QUIT", "221");
  socket.end();
  return id;
}
