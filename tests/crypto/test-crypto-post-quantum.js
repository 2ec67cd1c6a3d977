'use strict';
// Keys of ML-KEM, ML-DSA and SLH-DSA go through every form, sign with and
// without a context, and encapsulate secrets.
const common = require('../common');
const assert = require('node:assert');
const crypto = require('node:crypto');

const { createPrivateKey, createPublicKey, decapsulate, encapsulate, generateKeyPairSync, sign, subtle, verify } = crypto;
const data = Buffer.from('data');
const context = Buffer.from('context');

for (const [kind, format, sizes] of [
  ['ml-kem-512', 'raw-seed', { seed: 64, public: 800, ciphertext: 768 }],
  ['ml-kem-1024', 'raw-seed', { seed: 64, public: 1568, ciphertext: 1568 }],
  ['ml-dsa-44', 'raw-seed', { seed: 32, public: 1312, signature: 2420 }],
  ['ml-dsa-87', 'raw-seed', { seed: 32, public: 2592, signature: 4627 }],
  ['slh-dsa-sha2-128f', 'raw-private', { seed: 64, public: 32, signature: 17088 }],
]) {
  const { publicKey, privateKey } = generateKeyPairSync(kind);
  assert.strictEqual(privateKey.asymmetricKeyType, kind);
  assert.deepStrictEqual(publicKey.asymmetricKeyDetails, {});
  assert.ok(createPublicKey(privateKey).equals(publicKey));

  const pkcs8 = privateKey.export({ format: 'pem', type: 'pkcs8' });
  assert.ok(createPrivateKey(pkcs8).equals(privateKey));
  assert.ok(createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })).equals(publicKey));
  const bytes = privateKey.export({ format });
  assert.strictEqual(bytes.length, sizes.seed);
  assert.ok(createPrivateKey({ key: bytes, format, asymmetricKeyType: kind }).equals(privateKey));
  assert.strictEqual(publicKey.export({ format: 'raw-public' }).length, sizes.public);
  const jwk = privateKey.export({ format: 'jwk' });
  assert.deepStrictEqual(Object.keys(jwk), ['kty', 'alg', 'pub', 'priv']);
  assert.strictEqual(jwk.kty, 'AKP');
  assert.strictEqual(jwk.alg.toLowerCase(), kind);
  assert.ok(createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey));
  assert.ok(createPublicKey({ key: { ...jwk, priv: undefined }, format: 'jwk' }).equals(publicKey));
  assert.throws(() => createPublicKey({ key: { ...jwk, alg: 'none' }, format: 'jwk' }), { code: 'ERR_CRYPTO_INVALID_JWK' });

  if (sizes.signature === undefined) {
    const { sharedKey, ciphertext } = encapsulate(publicKey);
    assert.strictEqual(sharedKey.length, 32);
    assert.strictEqual(ciphertext.length, sizes.ciphertext);
    assert.ok(decapsulate(privateKey, ciphertext).equals(sharedKey));
    assert.throws(() => decapsulate(privateKey, ciphertext.subarray(1)),
                  { code: 'ERR_CRYPTO_OPERATION_FAILED', message: 'Decapsulation failed' });
    assert.throws(() => sign(null, data, privateKey), { code: 'ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE' });
    continue;
  }
  const signature = sign(null, data, privateKey);
  assert.strictEqual(signature.length, sizes.signature);
  assert.ok(verify(null, data, publicKey, signature));
  assert.ok(!verify(null, data, { key: publicKey, context }, signature));
  assert.ok(verify(null, data, { key: publicKey, context }, sign(null, data, { key: privateKey, context })));
  assert.throws(() => sign('sha256', data, privateKey), { code: 'ERR_OSSL_INVALID_DIGEST' });
  sign('sha256', data, privateKey, common.mustCall((...args) => {
    assert.strictEqual(args.length, 1);
    assert.strictEqual(args[0].code, 'ERR_OSSL_INVALID_DIGEST');
  }));
  assert.throws(() => sign(null, data, { key: privateKey, context: Buffer.alloc(256) }), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => encapsulate(publicKey), { message: 'Encapsulation failed' });
}

// Other keys encapsulate too, and Ed25519 takes a context; others do not.
for (const [kind, options, lengths] of [
  ['rsa', { modulusLength: 1024 }, [128, 128]], ['ec', { namedCurve: 'P-384' }, [48, 97]], ['x25519', {}, [32, 32]],
  ['x448', {}, [64, 56]],
]) {
  const { publicKey, privateKey } = generateKeyPairSync(kind, options);
  encapsulate(publicKey, common.mustSucceed(({ sharedKey, ciphertext }) => {
    assert.deepStrictEqual([sharedKey.length, ciphertext.length], lengths);
    decapsulate(privateKey, ciphertext, common.mustSucceed((secret) => assert.ok(secret.equals(sharedKey))));
  }));
}
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const signature = sign(null, data, { key: privateKey, context });
assert.ok(verify(null, data, { key: publicKey, context }, signature));
assert.ok(!verify(null, data, publicKey, signature));
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
assert.throws(() => sign('sha256', data, { key: rsa.privateKey, context }), { code: 'ERR_CRYPTO_OPERATION_FAILED' });
assert.throws(() => rsa.publicKey.export({ format: 'raw-public' }), { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS' });
assert.throws(() => privateKey.export({ format: 'raw-seed' }), { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS' });
const point = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'raw-public', type: 'compressed' });
assert.strictEqual(point.length, 33);
assert.strictEqual(createPublicKey({ key: point, format: 'raw-public', asymmetricKeyType: 'ec', namedCurve: 'P-256' }).type, 'public');

async function web() {
  const dsa = await subtle.generateKey('ML-DSA-65', false, ['sign', 'verify']);
  const mac = await subtle.sign({ name: 'ML-DSA-65', context }, dsa.privateKey, data);
  assert.strictEqual(await subtle.verify({ name: 'ML-DSA-65', context }, dsa.publicKey, mac, data), true);
  assert.strictEqual(await subtle.verify('ML-DSA-65', dsa.publicKey, mac, data), false);

  const kem = await subtle.generateKey('ML-KEM-768', true, ['encapsulateKey', 'decapsulateKey', 'encapsulateBits', 'decapsulateBits']);
  const seed = await subtle.exportKey('raw-seed', kem.privateKey);
  const privateKey = await subtle.importKey('raw-seed', seed, 'ML-KEM-768', false, ['decapsulateBits']);
  const { sharedKey, ciphertext } = await subtle.encapsulateBits('ML-KEM-768', kem.publicKey);
  assert.deepStrictEqual(await subtle.decapsulateBits('ML-KEM-768', privateKey, ciphertext), sharedKey);
  await assert.rejects(subtle.decapsulateKey('ML-KEM-768', privateKey, ciphertext, 'HKDF', false, ['deriveBits']), {
    name: 'InvalidAccessError', message: 'decapsulationKey does not have decapsulateKey usage',
  });
  const aes = { name: 'AES-GCM', length: 256 };
  const made = await subtle.encapsulateKey('ML-KEM-768', kem.publicKey, aes, true, ['encrypt']);
  const same = await subtle.decapsulateKey('ML-KEM-768', kem.privateKey, made.ciphertext, aes, true, ['encrypt']);
  assert.deepStrictEqual(same, made.sharedKey);
}

web().then(common.mustCall());
