// A Node DUI on nodemailer and imapflow: a document mail is sent while its reader waits in IDLE.
// The job comes on stdin, NODE_EXTRA_CA_CERTS names the test authority.
// Prints one line of JSON: what the libraries saw.
import { readFileSync } from "node:fs";
import { ImapFlow } from "imapflow";
import nodemailer from "nodemailer";

const job = JSON.parse(readFileSync(0, "utf8"));
const { host, smtp, imap, sender, reader, mail } = job;
const zip = Buffer.from(mail.zip, "base64");

const transport = ({ box, token }) =>
  nodemailer.createTransport({
    host,
    port: smtp,
    requireTLS: true,
    auth: { type: "OAuth2", user: box, accessToken: token },
  });

async function mailbox({ box, token }, logger = false) {
  const client = new ImapFlow({
    host,
    port: imap,
    secure: false,
    doSTARTTLS: true,
    auth: { user: box, accessToken: token },
    logger,
  });
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

// Fulfilled when the server said that it is ready to tell what is new.
let idling;
const waiting = new Promise((done) => (idling = done));
const heard = (entry) => entry.src === "s" && /^\+ /.test(entry.msg) && idling();
const quiet = () => undefined;
const client = await mailbox(reader, {
  trace: heard,
  debug: heard,
  info: heard,
  warn: quiet,
  error: quiet,
});
const folders = await client.list();
const opened = await client.mailboxOpen("INBOX");
const before = opened.exists;
const arrived = new Promise((done) => client.once("exists", done));
const idle = client.idle();
await waiting;

const sent = await transport(sender).sendMail({
  from: { name: "Nathalie Kermarrec", address: sender.box },
  to: reader.box,
  subject: mail.subject,
  text: mail.text,
  headers: mail.headers,
  attachments: [
    { filename: "IHE_XDM.zip", content: zip, contentType: "application/zip" },
    { filename: mail.pdfName, content: Buffer.from(mail.pdf, "base64"), contentType: "application/pdf" },
  ],
});
const event = await arrived;

const found = await client.search({ header: { "Message-ID": sent.messageId } }, { uid: true });
const message = await client.fetchOne(found[0], { envelope: true, bodyStructure: true, flags: true }, { uid: true });
await idle;
const part = message.bodyStructure.childNodes.find((node) => node.dispositionParameters?.filename === "IHE_XDM.zip");
const { content } = await client.download(found[0], part.part, { uid: true });
const received = Buffer.concat(await content.toArray());
await client.messageFlagsAdd(found[0], ["\\Seen", "\\Flagged"], { uid: true });
const filed = await client.mailboxCreate(job.folder);
await client.messageCopy(found[0], job.folder, { uid: true });
const copy = Buffer.from(mail.copy, "base64");
const appended = await client.append("Sent", copy, ["\\Seen"]);
await client.logout();

const again = await mailbox(reader);
await again.mailboxOpen("INBOX");
const kept = await again.fetchOne(found[0], { flags: true }, { uid: true });
const copied = await again.status(job.folder, { messages: true });
await again.mailboxOpen("Sent");
const stored = await again.fetchOne(appended.uid, { source: true }, { uid: true });
await again.logout();

const wrong = { box: sender.box, token: job.wrong };
const noSmtp = await transport(wrong).verify().then(quiet, ({ code, responseCode }) => ({ code, responseCode }));
const noImap = await mailbox(wrong).then(quiet, (error) => ({
  failed: error.authenticationFailed,
  code: error.serverResponseCode,
  told: error.oauthError,
}));
const stranger = await mailbox({ box: reader.box, token: sender.token }).then(quiet, (error) => ({
  failed: error.authenticationFailed,
  code: error.serverResponseCode,
}));

console.log(
  JSON.stringify({
    accepted: sent.accepted,
    specialUse: Object.fromEntries(folders.filter((one) => one.specialUse).map((one) => [one.path, one.specialUse])),
    arrived: [event.path, event.prevCount === before, event.count - before],
    subject: message.envelope.subject,
    from: message.envelope.from,
    messageId: message.envelope.messageId === sent.messageId,
    unseen: !message.flags.has("\\Seen"),
    zip: received.equals(zip),
    kept: [...kept.flags].sort(),
    filed: [filed.path, filed.created, copied.messages],
    stored: stored.source.equals(copy),
    noSmtp,
    noImap,
    stranger,
  }),
);
