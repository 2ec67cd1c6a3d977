'use strict';
// Both sides of an exchange agree, whatever it is done with.
const { mustCall } = require('../common');
const assert = require('node:assert');
const {
  ECDH, checkPrimeSync, createDiffieHellman, createECDH, diffieHellman, generateKeyPairSync, generatePrime, generatePrimeSync,
  getCurves, getDiffieHellman,
} = require('node:crypto');

for (const curve of ['prime256v1', 'secp256k1', 'secp384r1', 'secp521r1']) {
  assert.ok(getCurves().includes(curve));
  const [alice, bob] = [createECDH(curve), createECDH(curve)];
  alice.generateKeys();
  bob.generateKeys('hex', 'compressed');
  assert.deepStrictEqual(alice.computeSecret(bob.getPublicKey(null, 'hybrid')), bob.computeSecret(alice.getPublicKey()));
  const compressed = alice.getPublicKey('hex', 'compressed');
  assert.strictEqual(ECDH.convertKey(compressed, curve, 'hex', 'hex', 'uncompressed'), alice.getPublicKey('hex'));
  const again = createECDH(curve);
  again.setPrivateKey(alice.getPrivateKey('hex'), 'hex');
  assert.deepStrictEqual(again.getPublicKey(), alice.getPublicKey());
}

{
  const alice = getDiffieHellman('modp14');
  const bob = createDiffieHellman(alice.getPrime(), alice.getGenerator());
  assert.strictEqual(bob.verifyError, 0);
  alice.generateKeys();
  bob.generateKeys();
  assert.strictEqual(alice.computeSecret(bob.getPublicKey(), null, 'hex'), bob.computeSecret(alice.getPublicKey(), null, 'hex'));
  assert.throws(() => alice.computeSecret(Buffer.from([1])), { code: 'ERR_CRYPTO_INVALID_KEYLEN', message: 'Supplied key is too small' });
}

for (const [kind, options] of [['x25519'], ['x448'], ['ec', { namedCurve: 'P-256' }], ['dh', { group: 'modp5' }]]) {
  const [a, b] = [generateKeyPairSync(kind, options), generateKeyPairSync(kind, options)];
  const secret = diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey });
  assert.deepStrictEqual(diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey }), secret);
  diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey }, mustCall((err, same) => {
    assert.ifError(err);
    assert.deepStrictEqual(same, secret);
  }));
}
{
  const [alice, bob] = [createECDH('prime256v1'), createECDH('prime256v1')];
  alice.generateKeys();
  alice.setPublicKey(bob.generateKeys());
  assert.throws(() => alice.computeSecret(bob.getPublicKey()), { code: 'ERR_CRYPTO_INVALID_KEYPAIR' });
}
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-384' });
for (const [fn, expected] of [
  [() => diffieHellman({ privateKey: ec.privateKey, publicKey: generateKeyPairSync('x25519').publicKey }),
   { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY', message: 'Incompatible key types for Diffie-Hellman: ec and x25519' }],
  [() => diffieHellman({ privateKey: ec.privateKey, publicKey: other.publicKey }), { code: 'ERR_OSSL_MISMATCHING_DOMAIN_PARAMETERS' }],
  [() => createECDH('nowhere'), { code: 'ERR_CRYPTO_INVALID_CURVE', message: 'Invalid EC curve name' }],
  [() => createECDH('prime256v1').getPublicKey(), { message: 'Failed to get ECDH public key' }],
  [() => createECDH('prime256v1').setPrivateKey(Buffer.alloc(32)), { code: 'ERR_CRYPTO_INVALID_KEYTYPE' }],
  [() => getDiffieHellman('modp0'), { code: 'ERR_CRYPTO_UNKNOWN_DH_GROUP' }],
]) assert.throws(fn, expected);

for (const options of [{}, { safe: true }, { add: 12n, rem: 11n }]) {
  const prime = generatePrimeSync(64, { ...options, bigint: true });
  assert.strictEqual(prime.toString(2).length, 64);
  assert.ok(checkPrimeSync(prime));
  if (options.safe) assert.ok(checkPrimeSync((prime - 1n) / 2n));
  if (options.add) assert.strictEqual(prime % 12n, 11n);
}
assert.ok(!checkPrimeSync(2n ** 64n - 1n));
generatePrime(32, mustCall((err, bytes) => {
  assert.ifError(err);
  assert.strictEqual(bytes.byteLength, 4);
}));
