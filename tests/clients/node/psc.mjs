// A Node DUI on openid-client: node psc.mjs discovery client_id client_secret redirect_uri hint post_logout
// (NODE_EXTRA_CA_CERTS names the test authority). Prints one line of JSON: what the library accepted.
import * as oidc from "openid-client";

const [discovery, clientId, secret, redirect, hint, leaving] = process.argv.slice(2);
const config = await oidc.discovery(new URL(discovery), clientId, secret);
const verifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const nonce = oidc.randomNonce();
const address = oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirect,
  scope: "openid scope_all",
  acr_values: "eidas1",
  state,
  nonce,
  login_hint: hint,
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
});
const back = await fetch(address, { redirect: "manual" });
const callback = new URL(back.headers.get("location"));
// The library checks state, nonce, iss, signature, at_hash and audience by itself.
const tokens = await oidc.authorizationCodeGrant(config, callback, {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const claims = tokens.claims();
const person = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token);
const told = await oidc.tokenIntrospection(config, fresh.access_token);
const replayed = await oidc
  .authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  })
  .catch((error) => error.error_description);
const leave = oidc.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: leaving,
});
const left = await fetch(leave, { redirect: "manual" });
await oidc.tokenRevocation(config, tokens.refresh_token).catch(() => undefined);
console.log(
  JSON.stringify({
    issuer: claims.iss,
    name: claims.family_name,
    nationalId: person.SubjectNameID,
    expires: tokens.expires_in,
    refreshed: fresh.access_token !== tokens.access_token,
    active: told.active,
    replayed,
    left: left.headers.get("location"),
  }),
);
