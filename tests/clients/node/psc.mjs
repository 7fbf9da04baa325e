// A Node DUI on openid-client; the job comes on stdin, NODE_EXTRA_CA_CERTS names the test authority.
// Prints one line of JSON: what the library accepted, and the errors it read.
import { readFileSync } from "node:fs";
import * as oidc from "openid-client";

const job = JSON.parse(readFileSync(0, "utf8"));
const config = await oidc.discovery(new URL(job.discovery), ...job.client);

// The browser's part: sends the professional away, gives the return address back.
async function authorized(scope = "openid scope_all") {
  const secret = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState() };
  const expectedNonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: job.redirect,
    scope,
    acr_values: "eidas1",
    state: secret.expectedState,
    nonce: expectedNonce,
    login_hint: job.hint,
    code_challenge: await oidc.calculatePKCECodeChallenge(secret.pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const back = await fetch(address, { redirect: "manual" });
  const checks = { ...secret, expectedNonce, idTokenExpected: true };
  return { callback: new URL(back.headers.get("location")), checks };
}

// The library checks state, nonce, iss, signature, at_hash and audience by itself.
const exchange = ({ callback, checks }) => oidc.authorizationCodeGrant(config, callback, checks);
const read = (error) => [error.error, error.error_description];

const login = await authorized();
const tokens = await exchange(login);
const claims = tokens.claims();
const person = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token);
const told = await oidc.tokenIntrospection(config, fresh.access_token);

const leave = oidc.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: job.leaving,
});
const left = await fetch(leave, { redirect: "manual" });
const afterwards = await oidc.tokenIntrospection(config, fresh.access_token);
const refreshedAfterwards = await oidc.refreshTokenGrant(config, fresh.refresh_token).catch(read);

const twice = await authorized();
await exchange(twice);
const replayed = await exchange(twice).catch(read);
const moved = await authorized();
// The library takes redirect_uri from the address it was called at.
moved.callback = new URL(job.other + moved.callback.search);
const elsewhere = await exchange(moved).catch(read);
const unknownScope = await exchange(await authorized("openid scope_inconnue")).catch(read);

const given = await exchange(await authorized());
await oidc.tokenRevocation(config, given.refresh_token);
const revoked = await oidc.tokenIntrospection(config, given.access_token);

const secret = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState() };
const named = await oidc.buildAuthorizationUrlWithPAR(config, {
  redirect_uri: job.redirect,
  scope: "openid scope_all",
  acr_values: "eidas1",
  state: secret.expectedState,
  login_hint: job.hint,
  code_challenge: await oidc.calculatePKCECodeChallenge(secret.pkceCodeVerifier),
  code_challenge_method: "S256",
});
const pushed = await fetch(named, { redirect: "manual" });
const byPush = await exchange({ callback: new URL(pushed.headers.get("location")), checks: secret });

const asked = await oidc.initiateBackchannelAuthentication(config, {
  scope: "openid scope_all",
  acr_values: "eidas1",
  login_hint: job.hint,
  binding_message: "42",
  channel: "MOBILE",
});
const approved = await oidc.pollBackchannelAuthenticationGrant(config, asked);

console.log(
  JSON.stringify({
    issuer: claims.iss,
    name: claims.family_name,
    nationalId: person.SubjectNameID,
    expires: tokens.expires_in,
    refreshed: fresh.access_token !== tokens.access_token,
    active: told.active,
    replayed,
    elsewhere,
    unknownScope,
    left: left.headers.get("location"),
    activeAfterwards: afterwards.active,
    refreshedAfterwards,
    pushed: [[...named.searchParams.keys()].sort(), byPush.claims().SubjectNameID],
    activeOnceRevoked: revoked.active,
    approvedOnTheTelephone: approved.claims().SubjectNameID,
  }),
);
