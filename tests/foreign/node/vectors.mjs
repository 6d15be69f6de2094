// Verifies the protocol's vectors with `jose`, `canonicalize` and `sm-crypto`, and node's own Ed25519; refuses each after a change.
//   vectors.mjs FOLDER
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify as verifyPlain, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import canonicalize from 'canonicalize';
import { flattenedVerify, importJWK } from 'jose';
import smCrypto from 'sm-crypto';

// Debian 12 has Node 18, where `jose` does not find this by itself.
globalThis.crypto ??= webcrypto;

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const decoded = (text) => Buffer.from(text, 'base64url');
const digest = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const keys = new Map(read('keys.json').map((key) => [key.kid, key]));

/** Another byte in the middle, which stays base64url. */
function changed(text) {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

function verifySm2(key, message, signature, der) {
  const hex = Buffer.from(signature).toString('hex');
  return smCrypto.sm2.doVerifySignature(Array.from(message), hex, decoded(key.public).toString('hex'), { hash: true, der });
}

async function verifySigned(key, jws, alg) {
  if (alg === 'SM2-SM3') {
    return verifySm2(key, Buffer.from(`${jws.protected}.${jws.payload}`), decoded(jws.signature), false);
  }
  const verified = await flattenedVerify(jws, await importJWK(key.jwk, alg), { algorithms: ['EdDSA'] }).catch(() => null);
  return verified !== null && Buffer.from(verified.payload).equals(decoded(jws.payload));
}

/** Holds a signed form against everything that is said of it. */
async function holds(vector, name) {
  const jws = JSON.parse(vector.bytes);
  assert.equal(canonicalize(jws), vector.bytes, name);
  assert.equal(canonicalize(vector.payload), vector.payload_canonical, name);
  assert.equal(decoded(jws.payload).toString(), vector.payload_canonical, name);
  assert.equal(digest(vector.payload_canonical), vector.payload_digest, name);
  assert.equal(digest(vector.bytes), vector.digest, name);
  const { alg, kid, typ } = vector;
  assert.equal(decoded(jws.protected).toString(), canonicalize({ alg, kid, typ }), name);
  const key = keys.get(kid);
  assert.ok(await verifySigned(key, jws, alg), name);
  for (const part of ['payload', 'signature', 'protected']) {
    assert.ok(!(await verifySigned(key, { ...jws, [part]: changed(jws[part]) }, alg)), `${name}: another ${part}`);
  }
}

let [signed, ofSm2] = [0, 0];
for (const name of ['seal', 'seal-sm2', 'letter', 'letter-sm2', 'receipt', 'not-taken']) {
  const vector = read(`${name}.json`);
  await holds(vector, name);
  signed += 1;
  ofSm2 += vector.alg === 'SM2-SM3' ? 1 : 0;
}

// Each message follows the one before of its side in its matter, and names the last one of the other; so do the documents in them.
const messages = read('messages.json');
const [last, sealed] = [new Map(), new Map()];
for (const message of messages) {
  const { matter, from, to, sender, seq, prev, seen, body } = message.payload;
  await holds(message, message.what);
  await holds(message.document, `${message.what}: its document`);
  assert.equal(body.document, message.document.bytes, message.what);
  assert.equal(keys.get(message.kid).owner, from);
  assert.equal(keys.get(message.document.kid).owner, sender);
  const before = last.get(`${matter} ${from}`);
  assert.deepEqual([seq, prev], before ? [before.seq + 1, before.digest] : [1, null], message.what);
  assert.deepEqual(seen, last.get(`${matter} ${to}`) ?? null, message.what);
  last.set(`${matter} ${from}`, { seq, digest: message.digest });
  const { refers_to: answered } = message.document.payload;
  assert.ok(answered === undefined || sealed.get(answered) === matter, message.what);
  sealed.set(message.document.digest, matter);
}

// Each event names the one before, and the heartbeat the last one.
const feeds = read('feeds.json');
let events = 0;
for (const feed of feeds) {
  let [number, prev] = [0, null];
  for (const event of feed.events) {
    await holds(event, `${feed.gateway} ${event.payload.number}`);
    assert.deepEqual([keys.get(event.kid).owner, keys.get(event.kid).use], [feed.gateway, 'feed']);
    assert.deepEqual([event.payload.number, event.payload.prev], [number + 1, prev]);
    [number, prev] = [number + 1, event.digest];
    events += 1;
  }
  await holds(feed.heartbeat, `${feed.gateway}: heartbeat`);
  assert.deepEqual([feed.heartbeat.payload.number, feed.heartbeat.payload.digest], [number, prev]);
}

const ed25519 = (key) => createPublicKey({ key: key.jwk, format: 'jwk' });
const roll = read('roll.json');
assert.equal(canonicalize(roll.file.roll), roll.canonical);
assert.equal(digest(roll.canonical), roll.digest);
for (const { kid, signature } of roll.file.signatures) {
  const anchor = roll.anchors.find((known) => known.kid === kid);
  assert.equal(anchor.public, keys.get(kid).public);
  assert.ok(verifyPlain(null, Buffer.from(roll.canonical), ed25519(keys.get(kid)), decoded(signature)), kid);
  assert.ok(!verifyPlain(null, Buffer.from(changed(roll.canonical)), ed25519(keys.get(kid)), decoded(signature)), kid);
}

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The root of these lines (RFC 6962). */
function root(lines) {
  if (lines.length === 1) return sha256(Buffer.from([0]), Buffer.from(lines[0]));
  let left = 1;
  while (left * 2 < lines.length) left *= 2;
  return sha256(Buffer.from([1]), root(lines.slice(0, left)), root(lines.slice(left)));
}

/** Does this key stand under the text of a note, in a line of its own? */
function signedNote(text, lines, { name, kid, signs }) {
  const [key, cosigns] = [keys.get(kid), signs === 'cosignature'];
  const id = sha256(Buffer.from(`${name}\n`), Buffer.from([cosigns ? 4 : 1]), decoded(key.public)).subarray(0, 4);
  const line = lines.map((it) => it.split(' ')).find((it) => it[1] === name);
  const said = Buffer.from(line[2], 'base64');
  assert.ok(said.subarray(0, 4).equals(id), name);
  const time = cosigns ? said.readBigUInt64BE(4) : null;
  const message = cosigns ? `cosignature/v1\ntime ${time}\n${text}` : text;
  return verifyPlain(null, Buffer.from(message), ed25519(key), said.subarray(cosigns ? 12 : 4));
}

const checkpoint = read('checkpoint.json');
const [text, under] = checkpoint.note.split(/(?<=\n)\n/);
const lines = under.trimEnd().split('\n');
assert.equal(lines.length, checkpoint.signatures.length);
assert.deepEqual(text.split('\n').slice(1), [`${checkpoint.lines.length}`, root(checkpoint.lines).toString('base64'), '']);
for (const signature of checkpoint.signatures) {
  assert.ok(signedNote(text, lines, signature), signature.name);
  assert.ok(!signedNote(changed(text), lines, signature), signature.name);
}

const notices = read('notices.json');
for (const { what, canonical, digest: named, file } of notices) {
  assert.equal(canonicalize(file.notice), canonical, what);
  assert.equal(digest(canonical), named, what);
  for (const { gateway, kid, signature } of file.signatures) {
    const key = keys.get(kid);
    assert.deepEqual([key.owner, key.use], [gateway, 'roll'], what);
    assert.ok(verifyPlain(null, Buffer.from(canonical), ed25519(key), decoded(signature)), what);
    assert.ok(!verifyPlain(null, Buffer.from(changed(canonical)), ed25519(key), decoded(signature)), what);
  }
}

const documents = read('documents.json');
for (const { kid, suite, document, document_digest, signature } of documents) {
  const key = keys.get(kid);
  const verifies = (text) =>
    suite === 'sm2-sm3'
      ? verifySm2(key, Buffer.from(text), decoded(signature), true)
      : verifyPlain(null, Buffer.from(text), ed25519(key), decoded(signature));
  assert.equal(digest(document), document_digest);
  assert.ok(verifies(document) && !verifies(changed(document)), kid);
}

const counts = [
  `${signed} signed`,
  `${ofSm2} of SM2`,
  `${messages.length} messages`,
  `${roll.file.signatures.length} signatures of the roll`,
  `${notices.length} notices`,
  `${events} events of feeds`,
  `${checkpoint.signatures.length} signatures of a checkpoint`,
  `${documents.length} documents`,
];
console.log(`${counts.join(', ')}: verified, and refused when changed`);
