// A Node DUI's software by its certificate: nodemailer sends to its own box, imapflow reads it there.
// The job comes on stdin, NODE_EXTRA_CA_CERTS names the test authority.
// Prints one line of JSON: what the libraries saw.
import { readFileSync } from "node:fs";
import { ImapFlow } from "imapflow";
import nodemailer from "nodemailer";

const job = JSON.parse(readFileSync(0, "utf8"));
const { host, servername, box } = job;
const certificate = { servername, cert: readFileSync(job.cert), key: readFileSync(job.key) };
const auth = { user: box, pass: "any" };

const smtp = (port, tls) => nodemailer.createTransport({ host, port, requireTLS: true, tls, auth });
const sent = await smtp(job.smtp, certificate).sendMail({
  envelope: { from: box, to: [box] },
  raw: Buffer.from(job.mail, "base64"),
});
const bare = await smtp(job.smtp, { servername }).verify().then(() => "open", () => "refused");

const client = new ImapFlow({
  host,
  servername,
  port: job.imap,
  secure: false,
  doSTARTTLS: true,
  tls: certificate,
  auth,
  logger: false,
});
await client.connect();
await client.mailboxOpen("INBOX");
const message = await client.fetchOne("1", { source: true });
const quota = await client.getQuota("INBOX");
await client.logout();

console.log(
  JSON.stringify({ accepted: sent.accepted, read: message.source.toString("base64") === job.mail, quota, bare }),
);
