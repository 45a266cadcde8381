// A certified OpenID provider (oidc-provider) on loopback, for the tests of signing in: the people it is told, one client, and, when a test
// asks, an answer that lies. Settings come as JSON in WO_PROVIDER; it writes one line when it listens.
import { Provider } from 'oidc-provider';
import * as jose from 'jose';
import { createHash } from 'node:crypto';

const set = JSON.parse(process.env.WO_PROVIDER);
const people = new Map(set.people.map(person => [person.name, person]));
const gone = new Set();
let lie = null;
let life = 300;
let revoked = 0;

const newKey = async name => {
  const { privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
  return { ...await jose.exportJWK(privateKey), kid: name, use: 'sig', alg: 'ES256' };
};
const key = await newKey('provider-1');
const other = await newKey('provider-1');

const claimsOf = name => {
  const { roles, organisation, teams } = people.get(name);
  return { role: roles, organisation, team: teams, name: name[0].toUpperCase() + name.slice(1) };
};

const provider = new Provider(set.issuer, {
  clients: [{
    client_id: 'portaal', redirect_uris: [`${set.portal}/aanmelden/organisatie/terug`],
    post_logout_redirect_uris: [`${set.portal}/aanmelden`], grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'], id_token_signed_response_alg: 'ES256',
    ...(set.key
      ? { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256', jwks: set.key }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: set.secret }),
    backchannel_logout_uri: `${set.portal}/aanmelden/organisatie/afgemeld`, backchannel_logout_session_required: true,
  }],
  jwks: { keys: [key] },
  cookies: { keys: ['only-for-tests'] },
  pkce: { required: () => true, methods: ['S256'] },
  conformIdTokenClaims: false,
  scopes: ['openid', 'overdracht'],
  claims: { openid: ['sub'], profile: ['name'], overdracht: ['role', 'organisation', 'team'], acr: null, auth_time: null, sid: null },
  acrValues: ['laag', 'hoog'],
  features: {
    devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, revocation: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true, defaultResource: () => 'urn:warme-overdracht:apis', useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'overdracht', audience: 'warme-overdracht', accessTokenFormat: 'jwt', accessTokenTTL: life,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  ttl: { AccessToken: (_, token) => token.resourceServer?.accessTokenTTL ?? 300, IdToken: 300, AuthorizationCode: 60, RefreshToken: 36000, Session: 36000, Interaction: 600, Grant: 36000 },
  rotateRefreshToken: true,
  issueRefreshToken: () => true,
  findAccount: (_, name) => people.has(name) && !gone.has(name)
    ? { accountId: name, claims: () => ({ sub: name, ...claimsOf(name) }) }
    : undefined,
  extraTokenClaims: (ctx, token) => {
    const { AuthorizationCode: code, RefreshToken: refresh } = ctx.oidc.entities;
    return { ...claimsOf(token.accountId), auth_time: (code ?? refresh)?.authTime, acr: (code ?? refresh)?.acr };
  },
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile overdracht');
    grant.addResourceScope('urn:warme-overdracht:apis', 'overdracht');
    await grant.save();
    return grant;
  },
  interactions: { url: (_, interaction) => `/inloggen/${interaction.uid}` },
});

// What a broken or captured provider could answer: each is signed with the real key unless the lie is about that.
const sign = (claims, header = {}) => jose.importJWK(key, 'ES256').then(real =>
  new jose.SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid, ...header }).sign(real));
const b64 = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const lies = {
  nonce: c => sign({ ...c, nonce: 'another' }),
  'no-nonce': ({ nonce, ...c }) => sign(c),
  issuer: c => sign({ ...c, iss: 'https://elders.example' }),
  audience: c => sign({ ...c, aud: 'another-client' }),
  party: c => sign({ ...c, aud: ['portaal', 'another'], azp: 'another' }),
  expired: c => sign({ ...c, exp: Math.floor(Date.now() / 1000) - 31 }),
  'no-end': ({ exp, ...c }) => sign(c),
  future: c => sign({ ...c, nbf: Math.floor(Date.now() / 1000) + 90 }),
  none: c => `${b64({ alg: 'none', typ: 'JWT' })}.${b64(c)}.`,
  hmac: c => new jose.SignJWT(c).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(Buffer.from(set.secret ?? 'x'.repeat(40))),
  type: c => sign(c, { typ: 'at+jwt' }),
  'no-name': c => sign(c, { kid: undefined }),
  'unknown-key': c => sign(c, { kid: 'provider-2' }),
  signature: async c => new jose.SignJWT(c).setProtectedHeader({ alg: 'ES256', kid: key.kid }).sign(await jose.importJWK(other, 'ES256')),
  'at-hash': c => sign({ ...c, at_hash: createHash('sha256').update('another').digest().subarray(0, 16).toString('base64url') }),
  'no-sub': ({ sub, ...c }) => sign(c),
  'no-role': ({ role, ...c }) => sign(c),
  family: c => sign({ ...c, role: ['ouder'] }),
  'other-person': c => sign({ ...c, sub: 'wim' }),
  'not-again': ({ auth_time, ...c }) => sign({ ...c, auth_time: Math.floor(Date.now() / 1000) - 3600 }),
};

const client = () => provider.Client.find('portaal');
let lookedForKeys = 0;
provider.use(async (ctx, next) => {
  const [, first, second] = ctx.path.split('/');
  if (first === 'inloggen') {
    const details = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'POST') {
      let text = '';
      for await (const piece of ctx.req) text += piece;
      const form = new URLSearchParams(text);
      const result = form.get('nee')
        ? { error: 'access_denied', error_description: 'no' }
        : { login: { accountId: form.get('naam'), acr: form.get('sterkte') ?? 'laag' } };
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
      return;
    }
    ctx.body = `<!doctype html><html lang="nl"><title>Inloggen</title><h1>Inloggen</h1><form method="post">
      <p><label>Naam <input name="naam"></label></p><input type="hidden" name="sterkte" value="${details.params.acr_values ?? 'laag'}">
      <button>Inloggen</button></form></html>`;
    return;
  }
  if (first === 'test') {
    if (second === 'life') life = Number(ctx.query.seconds);
    if (second === 'revoked') ctx.body = `${revoked}`;
    if (second === 'lie') lie = ctx.query.as || null;
    if (second === 'gone') {
      gone.add(ctx.query.naam);
      if (ctx.query.zeg) await (await client()).backchannelLogout(ctx.query.naam);
    }
    if (second === 'back') gone.delete(ctx.query.naam);
    if (second === 'logout-token') ctx.body = await sign({
      iss: set.issuer, aud: 'portaal', iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 120, jti: crypto.randomUUID(),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, ...JSON.parse(ctx.query.claims),
    }, { typ: ctx.query.typ ?? 'logout+jwt' });
    if (second === 'looked') ctx.body = `${lookedForKeys}`;
    ctx.status = 200;
    ctx.body ??= 'ok';
    return;
  }
  if (ctx.path === '/jwks') lookedForKeys++;
  await next();
  if (lie && ctx.path === '/token' && ctx.status === 200 && ctx.body?.id_token)
    ctx.body = { ...ctx.body, id_token: await lies[lie](jose.decodeJwt(ctx.body.id_token)) };
});

provider.on('refresh_token.destroyed', () => revoked++);
provider.on('server_error', (_, error) => console.error(error));
provider.listen(new URL(set.issuer).port, '127.0.0.1', () => console.log('listens'));
