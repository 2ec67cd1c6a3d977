'use strict';
// Signatures of each kind verify, and those of other data or keys do not.
const { mustCall } = require('../common');
const assert = require('node:assert');
const {
  constants, createSign, createVerify, generateKeyPairSync, privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt, sign,
  verify,
} = require('node:crypto');

const data = Buffer.from('what is signed');
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST, RSA_PSS_SALTLEN_MAX_SIGN } = constants;

for (const [digest, keys, options] of [
  ['sha256', rsa, {}],
  ['RSA-SHA1', rsa, {}],
  ['sha256', rsa, { padding }],
  ['sha384', rsa, { padding, saltLength: RSA_PSS_SALTLEN_DIGEST }],
  ['sha256', rsa, { padding, saltLength: RSA_PSS_SALTLEN_MAX_SIGN }],
  ['sha256', rsa, { padding, saltLength: 0 }],
  ['sha384', ec, {}],
  ['sha256', ec, { dsaEncoding: 'ieee-p1363' }],
  ['sha256', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }), {}],
  ['sha256', generateKeyPairSync('rsa-pss', { modulusLength: 1024 }), {}],
  [null, generateKeyPairSync('ed25519'), {}],
  [null, generateKeyPairSync('ed448'), {}],
]) {
  const signature = sign(digest, data, { key: keys.privateKey, ...options });
  assert.ok(verify(digest, data, { key: keys.publicKey, ...options }, signature));
  assert.ok(!verify(digest, Buffer.from('what is not'), { key: keys.publicKey, ...options }, signature));
  const changed = Buffer.from(signature);
  changed[changed.length >> 1] ^= 1;
  assert.ok(!verify(digest, data, { key: keys.publicKey, ...options }, changed));
  if (options.dsaEncoding) assert.strictEqual(signature.length, 64);
  sign(digest, data, { key: keys.privateKey, ...options }, mustCall((err, bytes) => {
    assert.ifError(err);
    verify(digest, data, { key: keys.publicKey, ...options }, bytes, mustCall((failure, ok) => {
      assert.ifError(failure);
      assert.strictEqual(ok, true);
    }));
  }));
  if (digest === null) continue;
  const text = createSign(digest).update('what is ').update('signed').sign({ key: keys.privateKey, ...options }, 'hex');
  const verifier = createVerify(digest);
  verifier.end(data);
  assert.ok(verifier.verify({ key: keys.publicKey, ...options }, text, 'hex'));
}

assert.throws(() => createSign('none'), { code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest' });
assert.throws(() => createSign('sha256').sign(), { code: 'ERR_CRYPTO_SIGN_KEY_REQUIRED' });
assert.throws(() => sign('sha256', data, rsa.publicKey), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });

{
  const { publicKey, privateKey } = rsa;
  for (const options of [
    {}, { padding: constants.RSA_PKCS1_PADDING }, { oaepHash: 'sha256', oaepLabel: Buffer.from('label') },
  ]) {
    const sealed = publicEncrypt({ key: publicKey, ...options }, data);
    assert.deepStrictEqual(privateDecrypt({ key: privateKey, ...options }, sealed), data);
  }
  assert.deepStrictEqual(publicDecrypt(publicKey, privateEncrypt(privateKey, data)), data);
  const whole = Buffer.alloc(128, 1);
  const raw = { padding: constants.RSA_NO_PADDING };
  assert.deepStrictEqual(privateDecrypt({ key: privateKey, ...raw }, publicEncrypt({ key: publicKey, ...raw }, whole)), whole);
  assert.throws(() => privateDecrypt(privateKey, whole), { code: 'ERR_OSSL_RSA_OAEP_DECODING_ERROR' });
  assert.throws(() => publicEncrypt(publicKey, whole), { code: 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE' });
  assert.throws(() => publicEncrypt(ec.publicKey, data), { code: 'ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE' });
  // A wrong padding of PKCS#1 gives bytes that look random, the same each time.
  const old = { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
  assert.deepStrictEqual(privateDecrypt(old, whole), privateDecrypt(old, whole));
}
