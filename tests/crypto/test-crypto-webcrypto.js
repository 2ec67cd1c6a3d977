'use strict';
// What SCRAM does: derive with PBKDF2, sign with HMAC, digest.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { createHash, createHmac, pbkdf2Sync, subtle, webcrypto } = require('node:crypto');

(async () => {
  const encoder = new TextEncoder();
  const password = await subtle.importKey('raw', encoder.encode('pencil'), 'PBKDF2', false, ['deriveBits']);
  const salted = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: encoder.encode('salt'), iterations: 1000 }, password, 256);
  assert.deepStrictEqual(Buffer.from(salted), pbkdf2Sync('pencil', 'salt', 1000, 32, 'sha256'));

  const key = await subtle.importKey('raw', salted, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  assert.deepStrictEqual(key.algorithm, { name: 'HMAC', length: 256, hash: { name: 'SHA-256' } });
  const signature = await subtle.sign('HMAC', key, encoder.encode('Client Key'));
  assert.deepStrictEqual(Buffer.from(signature), createHmac('sha256', Buffer.from(salted)).update('Client Key').digest());
  assert.strictEqual(await subtle.verify('HMAC', key, signature, encoder.encode('Client Key')), true);
  assert.strictEqual(await subtle.verify('HMAC', key, signature, encoder.encode('other')), false);
  assert.strictEqual((await subtle.exportKey('jwk', key)).k, Buffer.from(salted).toString('base64url'));

  const digest = await subtle.digest('SHA-256', signature);
  assert.deepStrictEqual(Buffer.from(digest), createHash('sha256').update(Buffer.from(signature)).digest());

  await assert.rejects(subtle.digest('nothing', signature), { name: 'NotSupportedError' });
  await assert.rejects(subtle.exportKey('raw', password), { name: 'NotSupportedError' });
  await assert.rejects(subtle.sign('HMAC', password, signature), { name: 'InvalidAccessError' });
  assert.strictEqual(webcrypto, globalThis.crypto);
  assert.strictEqual(crypto.getRandomValues(new Uint8Array(4)).length, 4);
  assert.throws(() => crypto.getRandomValues(new Float64Array(1)), { name: 'TypeMismatchError' });
})().then(mustCall());
