'use strict';
// Ciphers give what they do elsewhere, in any pieces, and as streams.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { createCipheriv, createDecipheriv, getCipherInfo, getCiphers } = require('node:crypto');

const text = 'The quick brown fox jumps over the lazy dog.';
function inPieces(cipher, data) {
  const out = [];
  for (let i = 0; i < data.length; i += 7) out.push(cipher.update(data.subarray(i, i + 7)));
  out.push(cipher.final());
  return Buffer.concat(out);
}

const iv = (n) => Buffer.alloc(n, 2);
for (const name of [
  'aes-128-cbc', 'aes-192-cbc', 'aes256', 'aes-128-ecb', 'aes-256-ctr', 'aes-128-cfb', 'aes-128-ofb', 'aes-128-gcm', 'aes-256-gcm',
  'des-ede3-cbc', 'chacha20', 'chacha20-poly1305',
]) {
  assert.ok(getCiphers().includes(name));
  const { keyLength, ivLength = 0, mode } = getCipherInfo(name);
  const key = Buffer.alloc(keyLength, 'key ');
  const vector = ivLength === 0 ? null : iv(ivLength);
  const sealing = mode === 'gcm' || name === 'chacha20-poly1305';
  const options = sealing ? { authTagLength: 16 } : {};
  const cipher = createCipheriv(name, key, vector, options);
  if (sealing) cipher.setAAD(Buffer.from('header'));
  const sealed = inPieces(cipher, Buffer.from(text));
  const whole = createCipheriv(name, key, vector, options);
  if (sealing) whole.setAAD(Buffer.from('header'));
  assert.strictEqual(whole.update(text, 'utf8', 'hex') + whole.final('hex'), sealed.toString('hex'));
  const decipher = createDecipheriv(name, key, vector, options);
  if (sealing) decipher.setAAD(Buffer.from('header')).setAuthTag(cipher.getAuthTag());
  assert.strictEqual(inPieces(decipher, sealed).toString(), text);
  if (!sealing) continue;
  const forged = createDecipheriv(name, key, vector, options).setAAD(Buffer.from('other')).setAuthTag(cipher.getAuthTag());
  forged.update(sealed);
  assert.throws(() => forged.final(), { message: 'Unsupported state or unable to authenticate data' });
}

// The first test vector of NIST's for AES-128 in ECB and CBC: SP 800-38A.
{
  const key = Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex');
  const block = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex');
  const vector = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  for (const [name, start, result] of [
    ['aes-128-ecb', null, '3ad77bb40d7a3660a89ecaf32466ef97'], ['aes-128-cbc', vector, '7649abac8119b246cee98e9b12e9197d'],
  ]) assert.strictEqual(createCipheriv(name, key, start).setAutoPadding(false).update(block, undefined, 'hex'), result);
  // RFC 3394, 4.1.
  const kek = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const wrapped = createCipheriv('aes128-wrap', kek, Buffer.alloc(8, 0xa6)).update('00112233445566778899aabbccddeeff', 'hex', 'hex');
  assert.strictEqual(wrapped, '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
  assert.strictEqual(createDecipheriv('aes128-wrap', kek, Buffer.alloc(8, 0xa6)).update(wrapped, 'hex', 'hex'),
                     '00112233445566778899aabbccddeeff');
}

// A nonce of GCM may have any length, and a tag be short.
{
  const cipher = createCipheriv('aes-128-gcm', iv(16), iv(20), { authTagLength: 12 });
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  assert.strictEqual(cipher.getAuthTag().length, 12);
  const decipher = createDecipheriv('aes-128-gcm', iv(16), iv(20), { authTagLength: 12 }).setAuthTag(cipher.getAuthTag());
  assert.strictEqual(decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8'), text);
}

{
  const key = iv(16);
  const cipher = createCipheriv('aes-128-cbc', key, key);
  const chunks = [];
  cipher.pipe(createDecipheriv('aes-128-cbc', key, key)).on('data', (chunk) => chunks.push(chunk)).on('end', mustCall(() => {
    assert.strictEqual(Buffer.concat(chunks).toString(), text);
  }));
  cipher.end(text);
}

const key = iv(16);
const done = createCipheriv('aes-128-cbc', key, key);
done.final();
const broken = createDecipheriv('aes-128-cbc', key, key);
broken.update(Buffer.alloc(16));
for (const [fn, expected] of [
  [() => createCipheriv('rot13', key, key), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER', message: 'Unknown cipher' }],
  [() => createCipheriv('aes-128-cbc', iv(15), key), { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_KEYLEN' }],
  [() => createCipheriv('aes-128-cbc', key, iv(15)), { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_IV' }],
  [() => createCipheriv('aes-128-cbc', key, null), { code: 'ERR_CRYPTO_INVALID_IV' }],
  [() => createCipheriv('aes-128-cbc', key, 1), { code: 'ERR_INVALID_ARG_TYPE' }],
  [() => createCipheriv('aes-128-gcm', key, key, { authTagLength: 17 }), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' }],
  [() => createCipheriv('aes-128-gcm', key, key).getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' }],
  [() => done.update('a'), { message: 'Trying to add data in unsupported state' }],
  [() => done.final(), { code: 'ERR_CRYPTO_INVALID_STATE' }],
  [() => broken.final(), { code: 'ERR_OSSL_BAD_DECRYPT', message: 'error:1C800064:Provider routines::bad decrypt' }],
]) assert.throws(fn, expected);
assert.strictEqual(getCipherInfo('nothing'), undefined);
assert.deepStrictEqual({ ...getCipherInfo('aes-128-cbc') },
                       { mode: 'cbc', name: 'aes-128-cbc', nid: 419, keyLength: 16, blockSize: 16, ivLength: 16 });
