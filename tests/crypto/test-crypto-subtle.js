'use strict';
// Keys and operations of the web's API.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { KeyObject, createSecretKey, subtle } = require('node:crypto');

const data = Buffer.from('some data of the web, a bit longer than one block');

async function encrypts(algorithm, generate) {
  const key = await subtle.generateKey(generate, true, ['encrypt', 'decrypt']);
  const [encrypting, decrypting] = key.publicKey ? [key.publicKey, key.privateKey] : [key, key];
  const sealed = await subtle.encrypt(algorithm, encrypting, data);
  assert.deepStrictEqual(Buffer.from(await subtle.decrypt(algorithm, decrypting, sealed)), data);
  if (key.publicKey) return;
  const jwk = await subtle.exportKey('jwk', key);
  const again = await subtle.importKey('jwk', jwk, generate, false, ['decrypt']);
  assert.deepStrictEqual(Buffer.from(await subtle.decrypt(algorithm, again, sealed)), data);
  await assert.rejects(subtle.exportKey('raw', again), { name: 'InvalidAccessError' });
}

async function signs(algorithm, generate) {
  const { publicKey, privateKey } = await subtle.generateKey(generate, true, ['sign', 'verify']);
  const signature = await subtle.sign(algorithm, privateKey, data);
  assert.strictEqual(await subtle.verify(algorithm, publicKey, signature, data), true);
  assert.strictEqual(await subtle.verify(algorithm, publicKey, signature, data.subarray(1)), false);
  for (const [format, key, usages] of [
    ['spki', publicKey, ['verify']], ['pkcs8', privateKey, ['sign']], ['jwk', publicKey, ['verify']], ['jwk', privateKey, ['sign']],
  ]) {
    const again = await subtle.importKey(format, await subtle.exportKey(format, key), generate, true, usages);
    assert.ok(KeyObject.from(again).equals(KeyObject.from(key)));
    assert.deepStrictEqual(again.algorithm, key.algorithm);
  }
}

async function agrees(generate) {
  const a = await subtle.generateKey(generate, true, ['deriveBits', 'deriveKey']);
  const b = await subtle.generateKey(generate, true, ['deriveBits', 'deriveKey']);
  const { name } = generate;
  const bits = await subtle.deriveBits({ name, public: b.publicKey }, a.privateKey, 256);
  assert.deepStrictEqual(bits, await subtle.deriveBits({ name, public: a.publicKey }, b.privateKey, 256));
  const key = await subtle.deriveKey({ name, public: b.publicKey }, a.privateKey, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  assert.deepStrictEqual(await subtle.exportKey('raw', key), bits);
}

async function wraps() {
  const wrapping = await subtle.generateKey({ name: 'AES-KW', length: 128 }, true, ['wrapKey', 'unwrapKey']);
  const key = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  for (const format of ['raw', 'jwk']) {
    const wrapped = await subtle.wrapKey(format, key, wrapping, 'AES-KW');
    const again = await subtle.unwrapKey(format, wrapped, wrapping, 'AES-KW', { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
    assert.deepStrictEqual(await subtle.exportKey('raw', again), await subtle.exportKey('raw', key));
  }
}

(async () => {
  await encrypts({ name: 'AES-CBC', iv: Buffer.alloc(16) }, { name: 'AES-CBC', length: 128 });
  await encrypts({ name: 'AES-CTR', counter: Buffer.alloc(16, 255), length: 64 }, { name: 'AES-CTR', length: 192 });
  await encrypts({ name: 'AES-GCM', iv: Buffer.alloc(12), additionalData: data }, { name: 'AES-GCM', length: 256 });
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  await encrypts({ name: 'RSA-OAEP' }, { name: 'RSA-OAEP', ...rsa });
  await signs('RSASSA-PKCS1-v1_5', { name: 'RSASSA-PKCS1-v1_5', ...rsa });
  await signs({ name: 'RSA-PSS', saltLength: 32 }, { name: 'RSA-PSS', ...rsa });
  await signs({ name: 'ECDSA', hash: 'SHA-256' }, { name: 'ECDSA', namedCurve: 'P-256' });
  await signs('Ed25519', { name: 'Ed25519' });
  await agrees({ name: 'ECDH', namedCurve: 'P-384' });
  await agrees({ name: 'X25519' });
  await wraps();

  // What a script does to the members of a key leaves it as it is.
  const changed = await subtle.generateKey({ name: 'AES-CBC', length: 128 }, true, ['encrypt']);
  changed.algorithm.name = 'AES-GCM';
  assert.strictEqual(changed.algorithm.name, 'AES-GCM');
  await subtle.encrypt({ name: 'AES-CBC', iv: Buffer.alloc(16) }, changed, data);
  await assert.rejects(subtle.getPublicKey(changed, []), { name: 'NotSupportedError' });

  const key = createSecretKey(Buffer.alloc(16)).toCryptoKey('AES-CBC', true, ['encrypt']);
  assert.deepStrictEqual(key.algorithm, { name: 'AES-CBC', length: 128 });
  const gcm = { name: 'AES-GCM', length: 128 };
  await assert.rejects(subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt']), { name: 'OperationError' });
  await assert.rejects(subtle.generateKey(gcm, true, ['sign']), { name: 'SyntaxError' });
  await assert.rejects(subtle.generateKey(gcm, true, []), { name: 'SyntaxError' });
  await assert.rejects(subtle.encrypt({ name: 'AES-GCM', iv: Buffer.alloc(12) }, key, data), { name: 'InvalidAccessError' });
  const sealing = await subtle.generateKey(gcm, false, ['encrypt', 'decrypt']);
  await assert.rejects(subtle.decrypt({ name: 'AES-GCM', iv: Buffer.alloc(12) }, sealing, Buffer.alloc(32)), { name: 'OperationError' });
})().then(mustCall());
