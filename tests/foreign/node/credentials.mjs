// Verifies the cards of the vectors with `@sd-jwt/sd-jwt-vc` and `@sd-jwt/jwt-status-list`, and their signatures with `jose`, as
// docs/credentials.md says; every verdict has to be that of the vectors.
//   credentials.mjs FILE
import assert from 'node:assert/strict';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

import { StatusList } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';

// Debian 12 has Node 18, where `jose` does not find this by itself.
globalThis.crypto ??= webcrypto;

const vectors = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const keys = new Map(vectors.keys.map((key) => [key.kid, key]));

/** What a list may have, once inflated. */
const LIST_MAX_BYTES = 256 * 1024;
const STATUS = { 0: 'valid', 1: 'revoked', 2: 'suspended' };

class Refused extends Error {}
class Stale extends Error {}

const refuse = (why) => {
  throw new Refused(why);
};

/** The signature, by a key that stands in the roll for this use and is that of `iss`. Nothing that a header brings is used. */
async function verified(token, typ, use) {
  const header = decodeProtectedHeader(token);
  const known = Object.keys(header).sort().join() === 'alg,kid,typ';
  if (!known || header.typ !== typ || header.alg !== 'ES256') refuse('the header');
  const key = keys.get(header.kid);
  if (key?.use !== use || key.owner !== decodeJwt(token).iss) refuse('the key');
  const { payload } = await compactVerify(token, await importJWK(key.jwk, 'ES256'), { algorithms: ['ES256'] });
  return JSON.parse(new TextDecoder().decode(payload));
}

/** Of the two libraries of SD-JWT: their verifier, given a list instead of an address. */
function instance(list, now, found) {
  const signature = (use) => async (data, signature) => {
    const key = keys.get(JSON.parse(Buffer.from(data.split('.')[0], 'base64url')).kid);
    if (key?.use !== use) return false;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('jwk', key.jwk, algorithm, true, ['verify']);
    return crypto.subtle.verify(algorithm, imported, Buffer.from(signature, 'base64url'), Buffer.from(data));
  };
  return new SDJwtVcInstance({
    verifier: signature('credential'),
    statusVerifier: signature('status-list'),
    hasher: (data) => createHash('sha256').update(Buffer.from(data)).digest(),
    hashAlg: 'sha-256',
    saltGenerator: (length) => randomBytes(length).toString('hex'),
    statusListFetcher: async (uri) => {
      const said = decodeJwt(list);
      if (said.sub !== uri) refuse('another list');
      if (said.exp <= now) throw new Stale();
      // Neither library limits what it inflates.
      inflateSync(Buffer.from(said.status_list.lst, 'base64url'), { maxOutputLength: LIST_MAX_BYTES });
      return list;
    },
    statusValidator: async (status) => {
      found.status = STATUS[status] ?? refuse('the status');
    },
  });
}

/** The verdict, and what was disclosed. Whether the Joint Conference confirmed is a question of its own. */
async function verdict({ card, list, now }) {
  const found = {};
  try {
    const said = await verified(card.slice(0, card.indexOf('~')), 'dc+sd-jwt', 'credential');
    if (said.exp <= now) return { verdict: 'expired' };
    const token = vectors.lists[list];
    const listed = await verified(token, 'statuslist+jwt', 'status-list');
    if (listed.iss !== said.iss) refuse('a list of another body');
    const { payload } = await instance(token, now, found).verify(card, { currentDate: now });
    const disclosed = Object.fromEntries(Object.entries(payload).filter(([name]) => !(name in said)));
    // The library does not mind a disclosure that nothing commits to.
    if (Object.keys(disclosed).length !== card.split('~').length - 2) refuse('a disclosure that is not committed to');
    return { verdict: found.status, disclosed };
  } catch (error) {
    return { verdict: error instanceof Stale ? 'cannot-confirm' : 'refused', why: error.message };
  }
}

/** What our lists say, by the library alone, and a list that the library makes. */
function lists() {
  const entry = (name) => {
    const { lst, bits } = decodeJwt(vectors.lists[name]).status_list;
    return { list: StatusList.decompressStatusList(lst, bits), lst };
  };
  for (const [name, status] of [['valid', 0], ['revoked', 1], ['suspended', 2]]) {
    const { list } = entry(name);
    const { idx } = decodeJwt(vectors.cases[0].card.split('~')[0]).status.status_list;
    assert.equal(list.getStatus(idx), status, name);
    assert.equal(list.statusList.filter((other) => other !== 0).length, status === 0 ? 0 : 1, name);
  }
}

let count = 0;
for (const expected of vectors.cases) {
  const seen = await verdict(expected);
  assert.equal(seen.verdict, expected.verdict, `${expected.what}: ${seen.why ?? seen.verdict}`);
  if (seen.verdict === 'valid') {
    assert.deepEqual(seen.disclosed, expected.disclosed, expected.what);
  }
  count += 1;
}
lists();
for (const token of vectors.confirmations) {
  const said = await verified(token, 'comity-confirmation+jwt', 'confirmation');
  assert.equal(said.sub, decodeJwt(vectors.cases[0].card.split('~')[0]).sub);
}
console.log(`${count} cards, 3 lists, ${vectors.confirmations.length} confirmations: the same verdicts`);
