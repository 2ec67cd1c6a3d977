'use strict';
// Keys of every kind go through every form that Node writes them in.
const { mustCall } = require('../common');
const assert = require('node:assert');
const {
  KeyObject, createPrivateKey, createPublicKey, createSecretKey, generateKeyPair, generateKeyPairSync, generateKeySync,
} = require('node:crypto');

const kinds = [
  ['rsa', { modulusLength: 1024 }, ['pkcs1', 'pkcs8']],
  ['rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', saltLength: 20 }, ['pkcs8']],
  ['ec', { namedCurve: 'P-256' }, ['sec1', 'pkcs8']],
  ['ec', { namedCurve: 'secp256k1' }, ['sec1', 'pkcs8']],
  ['ed25519', {}, ['pkcs8']],
  ['ed448', {}, ['pkcs8']],
  ['x25519', {}, ['pkcs8']],
  ['x448', {}, ['pkcs8']],
  ['dh', { group: 'modp5' }, ['pkcs8']],
];

for (const [kind, options, types] of kinds) {
  const { publicKey, privateKey } = generateKeyPairSync(kind, options);
  assert.strictEqual(privateKey.type, 'private');
  assert.strictEqual(publicKey.type, 'public');
  assert.strictEqual(publicKey.asymmetricKeyType, kind);
  assert.ok(createPublicKey(privateKey).equals(publicKey));
  assert.ok(!privateKey.equals(publicKey));

  const spki = publicKey.export({ format: 'pem', type: 'spki' });
  assert.match(spki, /^-----BEGIN PUBLIC KEY-----\n/);
  assert.ok(createPublicKey(spki).equals(publicKey));
  const der = publicKey.export({ format: 'der', type: 'spki' });
  assert.ok(createPublicKey({ key: der, format: 'der', type: 'spki' }).equals(publicKey));

  for (const type of types) {
    const pem = privateKey.export({ format: 'pem', type });
    assert.ok(createPrivateKey(pem).equals(privateKey));
    assert.ok(createPublicKey(pem).equals(publicKey));
    const bytes = privateKey.export({ format: 'der', type });
    assert.ok(createPrivateKey({ key: bytes, format: 'der', type }).equals(privateKey));
    const locked = privateKey.export({ format: 'pem', type, cipher: 'aes-256-cbc', passphrase: 'open sesame' });
    assert.match(locked, type === 'pkcs8' ? /BEGIN ENCRYPTED PRIVATE KEY/ : /DEK-Info: AES-256-CBC,/);
    assert.ok(createPrivateKey({ key: locked, passphrase: 'open sesame' }).equals(privateKey));
    assert.throws(() => createPrivateKey(locked), { code: 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED' });
    assert.throws(() => createPrivateKey({ key: locked, passphrase: 'wrong' }), Error);
  }
  if (kind === 'dh' || kind === 'rsa-pss') {
    assert.throws(() => publicKey.export({ format: 'jwk' }), { code: 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE' });
    continue;
  }
  const jwk = privateKey.export({ format: 'jwk' });
  assert.ok(createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey));
  assert.ok(createPublicKey({ key: publicKey.export({ format: 'jwk' }), format: 'jwk' }).equals(publicKey));
}

{
  const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256' });
  assert.deepStrictEqual(privateKey.asymmetricKeyDetails, {
    modulusLength: 1024, publicExponent: 65537n, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32,
  });
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024, publicExponent: 3 });
  assert.deepStrictEqual(publicKey.asymmetricKeyDetails, { modulusLength: 1024, publicExponent: 3n });
}

generateKeyPair('ec', {
  namedCurve: 'P-384', publicKeyEncoding: { format: 'jwk' }, privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
}, mustCall((err, publicKey, privateKey) => {
  assert.ifError(err);
  assert.strictEqual(publicKey.crv, 'P-384');
  assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----\n/);
}));

{
  const secret = createSecretKey('c2VjcmV0', 'base64');
  assert.strictEqual(secret.symmetricKeySize, 6);
  assert.deepStrictEqual(secret.export(), Buffer.from('secret'));
  assert.deepStrictEqual(secret.export({ format: 'jwk' }), { kty: 'oct', k: 'c2VjcmV0' });
  assert.ok(secret instanceof KeyObject);
  assert.strictEqual(generateKeySync('aes', { length: 256 }).symmetricKeySize, 32);
}

{
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8', cipher: 'aes-128-cbc', passphrase: 'p' },
  });
  assert.throws(() => createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }), { code: 'ERR_MISSING_PASSPHRASE' });
}

for (const [fn, expected] of [
  [() => generateKeyPairSync('rsa-pss', { modulusLength: 1024, mgf1HashAlgorithm: 'x' }), { message: 'Invalid MGF1 digest: x' }],
  [() => createPrivateKey('no key'), { code: 'ERR_OSSL_UNSUPPORTED', message: 'error:1E08010C:DECODER routines::unsupported' }],
  [() => createPublicKey(1), { code: 'ERR_INVALID_ARG_TYPE' }],
  [() => createPublicKey(createSecretKey(Buffer.alloc(8))), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' }],
  [() => createPrivateKey({ key: 'a', format: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' }],
  [() => createPrivateKey({ key: { kty: 'nothing' }, format: 'jwk' }), { code: 'ERR_CRYPTO_INVALID_JWK' }],
  [() => generateKeyPairSync('ec', { namedCurve: 'nowhere' }), { code: 'ERR_CRYPTO_INVALID_CURVE' }],
  [() => generateKeyPairSync('rsa', {}), { code: 'ERR_INVALID_ARG_TYPE' }],
  [() => generateKeyPairSync('dsb'), { code: 'ERR_INVALID_ARG_VALUE' }],
  [() => generateKeyPairSync('dh', { group: 'modp0' }), { code: 'ERR_CRYPTO_UNKNOWN_DH_GROUP' }],
]) assert.throws(fn, expected);
