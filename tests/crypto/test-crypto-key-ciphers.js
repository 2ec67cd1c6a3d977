'use strict';
// Private keys are written under ciphers in several modes; keys of DSA have any
// length; scrypt says what of its parameters is too much.
require('../common');
const assert = require('node:assert');
const { createPrivateKey, createSign, createVerify, generateKeyPairSync, scryptSync, sign, verify } = require('node:crypto');

const { privateKey } = generateKeyPairSync('ed25519');
for (const cipher of ['aes-128-cbc', 'AES-256-ECB', 'aes-192-ofb', 'aes-256-cfb', 'des3']) {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem', cipher, passphrase: 'open' });
  assert.ok(createPrivateKey({ key, passphrase: 'open' }).equals(privateKey));
  assert.throws(() => createPrivateKey({ key, passphrase: 'shut' }));
}
assert.throws(() => privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-ctr', passphrase: 'x' }),
              { code: 'ERR_OSSL_ASN1_CIPHER_HAS_NO_OBJECT_IDENTIFIER' });
assert.throws(() => privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'none', passphrase: 'x' }),
              { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey;
assert.throws(() => rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-ecb', passphrase: 'x' }),
              { code: 'ERR_OSSL_PEM_UNSUPPORTED_CIPHER' });

for (const [options, lengths] of [
  [{ modulusLength: 1024 }, { modulusLength: 1024, divisorLength: 224 }],
  [{ modulusLength: 1025, divisorLength: 160 }, { modulusLength: 1088, divisorLength: 160 }],
]) {
  const pair = generateKeyPairSync('dsa', options);
  assert.deepStrictEqual(pair.publicKey.asymmetricKeyDetails, lengths);
  const data = Buffer.from('data');
  assert.ok(verify('sha256', data, pair.publicKey, sign('sha256', data, pair.privateKey)));
  const signature = createSign('DSS1').update(data).sign(pair.privateKey);
  assert.ok(createVerify('SHA1').update(data).verify(pair.publicKey, signature));
}
assert.throws(() => generateKeyPairSync('dsa', { modulusLength: 512 }), { code: 'ERR_OSSL_DSA_BAD_FFC_PARAMETERS' });
assert.throws(() => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 161 }),
              { code: 'ERR_OSSL_EVP_PROVIDER_KEYMGMT_FAILURE' });

for (const options of [{ N: 1 }, { N: 3 }])
  assert.throws(() => scryptSync('pass', 'salt', 1, options), { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: 'Invalid scrypt params' });
for (const options of [{ N: 2, p: 2 ** 30, r: 1 }, { N: 2 ** 16, r: 1 }, { N: 2 ** 20 }]) {
  assert.throws(() => scryptSync('pass', 'salt', 1, options), {
    code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: /^Invalid scrypt params: error:030000AC:.*memory limit exceeded$/,
  });
}
assert.throws(() => scryptSync('pass', 'salt', 1, { N: 2 ** 31, maxmem: 2 ** 50 }), { code: 'ERR_OSSL_CRYPTO_MALLOC_FAILURE' });
