// A Node DUI on openid-client: answers posted by a form or signed, its own key, the token of an API.
// The job comes on stdin; one line of JSON goes out.
import { readFileSync } from "node:fs";
import https from "node:https";
import * as oidc from "openid-client";

const job = JSON.parse(readFileSync(0, "utf8"));
const read = (error) => [error.error, error.error_description];
const algorithm = { name: "ECDSA", namedCurve: "P-256" };
const key = await crypto.subtle.importKey("jwk", job.key, algorithm, false, ["sign"]);
const discovered = (...client) => oidc.discovery(new URL(job.discovery), ...client);

// The browser's part: sends the professional away, gives what came back.
async function sent(config, extra = {}) {
  const secret = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState() };
  const expectedNonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: job.redirect,
    scope: "openid scope_all",
    acr_values: "eidas1",
    state: secret.expectedState,
    nonce: expectedNonce,
    login_hint: job.hint,
    code_challenge: await oidc.calculatePKCECodeChallenge(secret.pkceCodeVerifier),
    code_challenge_method: "S256",
    ...extra,
  });
  const checks = { ...secret, expectedNonce, idTokenExpected: true };
  return { back: await fetch(address, { redirect: "manual" }), checks };
}

// The form of a page that submits itself, as the DUI's server receives it.
async function posted(page) {
  const html = await page.text();
  const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((found) => found.slice(1));
  const address = html.match(/action="([^"]+)"/)[1];
  return new Request(address, { method: "POST", body: new URLSearchParams(fields) });
}

// What fetch lacks: a call with the certificate of the structure.
const withCertificate = (address, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const call = https.request(address, { method, headers, ...job.certificate }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () =>
        resolve(new Response(Buffer.concat(parts), { status: answer.statusCode, headers: answer.headers })),
      );
    });
    call.on("error", reject);
    call.end(body?.toString());
  });

const usual = await discovered(...job.client);
const formed = await sent(usual, { response_mode: "form_post" });
const byForm = await oidc.authorizationCodeGrant(usual, await posted(formed.back), formed.checks);

const sealed = await discovered(...job.client);
oidc.useJwtResponseMode(sealed);
const signed = await sent(sealed);
const bySeal = await oidc.authorizationCodeGrant(
  sealed,
  new URL(signed.back.headers.get("location")),
  signed.checks,
);

const keyed = await discovered(job.signing, undefined, oidc.PrivateKeyJwt(key));
const away = await sent(keyed);
const callback = new URL(away.back.headers.get("location"));
const byKey = await oidc.authorizationCodeGrant(keyed, callback, away.checks);
const told = await oidc.tokenIntrospection(keyed, byKey.access_token);
const other = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
const forged = await discovered(job.signing, undefined, oidc.PrivateKeyJwt(other.privateKey));
const byForgery = await oidc.refreshTokenGrant(forged, byKey.refresh_token).catch(read);

// The server of the API, which only its token address tells: no discovery there.
const api = new oidc.Configuration(
  { issuer: job.api.split("/protocol/")[0], token_endpoint: job.api },
  job.client[0],
  undefined,
  oidc.TlsClientAuth(),
);
api[oidc.customFetch] = withCertificate;
const exchange = (subject_token) =>
  oidc.genericGrantRequest(api, "urn:ietf:params:oauth:grant-type:token-exchange", {
    subject_token,
    subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    subject_issuer: "psc",
    scope: "dmp",
  });
const exchanged = await exchange(byForm.access_token);
const refused = await exchange("a.b.c").catch(read);

const device = await oidc.initiateDeviceAuthorization(usual, { scope: "openid scope_all" }).catch(read);
const registered = await oidc
  .dynamicClientRegistration(new URL(job.discovery), { redirect_uris: [job.redirect] })
  .catch(read);

console.log(
  JSON.stringify({
    byForm: byForm.claims().SubjectNameID,
    bySeal: bySeal.claims().SubjectNameID,
    sealedMembers: [...new URL(signed.back.headers.get("location")).searchParams.keys()],
    byKey: byKey.claims().SubjectNameID,
    introspectedByKey: told.active,
    byForgery,
    exchanged: [exchanged.issued_token_type, exchanged.token_type, exchanged.scope],
    refused,
    device,
    registered,
  }),
);
