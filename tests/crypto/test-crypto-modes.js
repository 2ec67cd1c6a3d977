'use strict';
// CCM, OCB and the ciphers that wrap keys; KMAC and cSHAKE. The results are
// OpenSSL's.
const common = require('../common');
const assert = require('node:assert');
const { createCipheriv, createDecipheriv, getCipherInfo, subtle } = require('node:crypto');

const key = Buffer.alloc(16, 1);
const iv = Buffer.alloc(12, 2);
const hex = (...parts) => Buffer.concat(parts).toString('hex');

// Of CCM the text comes at once, of OCB block by block.
for (const [mode, text, rest, tag] of [
  ['aes-128-ccm', '397d4536d6f715e1dc4f64a05e6e19e5ce6f15f26617fed0add734358209e84f4d', '', 'd78c1f75336c061de18e097c4ae5cb11'],
  ['aes-128-ocb', '75a119b41e4e6dc0463259c7557e8ef83b5dfb7eb1962fbb5af7109e9c14aae0', 'e8', 'b078b38be0694eef3114154355d13a7d'],
]) {
  const cipher = createCipheriv(mode, key, iv, { authTagLength: 16 });
  assert.strictEqual(hex(cipher.update('hello world 12345 hello world abc')), text);
  assert.strictEqual(hex(cipher.final()), rest);
  assert.strictEqual(hex(cipher.getAuthTag()), tag);

  const decipher = createDecipheriv(mode, key, iv, { authTagLength: 16 });
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  const bytes = Buffer.from(text + rest, 'hex');
  assert.strictEqual(Buffer.concat([decipher.update(bytes), decipher.final()]).toString(), 'hello world 12345 hello world abc');
  const wrong = createDecipheriv(mode, key, iv, { authTagLength: 16 });
  wrong.setAuthTag(Buffer.alloc(16));
  wrong.update(bytes);
  assert.throws(() => wrong.final(), { message: 'Unsupported state or unable to authenticate data' });
  assert.throws(() => createCipheriv(mode, key, iv), {
    code: 'ERR_CRYPTO_INVALID_AUTH_TAG', message: `authTagLength required for ${mode}`,
  });
  assert.throws(() => createCipheriv(mode, key, Buffer.alloc(16), { authTagLength: 16 }), { code: 'ERR_CRYPTO_INVALID_IV' });
}
for (const [mode, nonce, length, expected] of [
  ['aes-128-ccm', 12, 3, '397d4536d6fcc506f84cb6ffe0e7d70588'], ['aes-128-ccm', 13, 0x10001, '4315d939d2c22a647c19be0c6adc66a837'],
  ['aes-128-ocb', 12, 3, '6d3b507e41b154f640886f435feb8ef309'], ['aes-128-ocb', 13, 0x10001, '94d7b31635d9f136b1cc34561a03e6af7f'],
]) {
  const cipher = createCipheriv(mode, key, Buffer.alloc(nonce, 2), { authTagLength: 12 });
  cipher.setAAD(length === 3 ? Buffer.from('aad') : Buffer.alloc(length, 3), { plaintextLength: 5 });
  assert.strictEqual(hex(cipher.update('hello'), cipher.final(), cipher.getAuthTag()), expected);
}
const ccm = () => createCipheriv('aes-128-ccm', key, iv, { authTagLength: 12 });
assert.throws(() => ccm().setAAD(key), { name: 'TypeError', code: 'ERR_MISSING_ARGS' });
assert.throws(() => {
  const cipher = ccm();
  cipher.update('a');
  cipher.update('b');
}, { message: 'Trying to add data in unsupported state' });
assert.throws(() => createCipheriv('aes-128-ccm', key, Buffer.alloc(13), { authTagLength: 12 }).update(Buffer.alloc(65536)),
              { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_MESSAGELEN' });

// RFC 5649 and RFC 3217.
for (const [length, expected] of [
  [1, '2397c9197b98851c003f846f749537a7'], [8, 'dc2995d182cce812cb3a99ac52321750'],
  [9, 'bc166c47ad75c13ff1ed3ef5755414b1a8236b5d509b25fa'],
]) {
  const text = Buffer.alloc(length, 5);
  const wrapped = createCipheriv('id-aes128-wrap-pad', key, Buffer.alloc(4, 7)).update(text);
  assert.strictEqual(hex(wrapped), expected);
  assert.deepStrictEqual(createDecipheriv('id-aes128-wrap-pad', key, Buffer.alloc(4, 7)).update(wrapped), text);
  wrapped[3] ^= 1;
  assert.throws(() => createDecipheriv('id-aes128-wrap-pad', key, Buffer.alloc(4, 7)).update(wrapped),
                { message: 'Trying to add data in unsupported state' });
}
assert.strictEqual(getCipherInfo('aes-128-wrap-pad').name, 'id-aes128-wrap-pad');
const wide = Buffer.from('0123456789abcdefghijklmn');
const wrapped = createCipheriv('des3-wrap', wide, null).update(Buffer.alloc(16, 5));
assert.strictEqual(wrapped.length, 32);
assert.deepStrictEqual(createDecipheriv('des3-wrap', wide, null).update(wrapped), Buffer.alloc(16, 5));
assert.throws(() => createDecipheriv('des3-wrap', wide, null).update(Buffer.alloc(24)), Error);

async function web() {
  const raw = Buffer.alloc(32, 7);
  const data = Buffer.from('data');
  for (const [name, code, short] of [
    ['KMAC128', 'd88c6ab2ae353bd394043ba5e5c807fcb63934ec0a3b6af86f91a474510cddb6', 'd0'],
    ['KMAC256', '9ae2b1dbe39337fe0ce51f758e266ee05a5109f2d960e03d03f1006a40683aea', 'c6'],
  ]) {
    const secret = await subtle.importKey('raw-secret', raw, name, true, ['sign', 'verify']);
    assert.deepStrictEqual(secret.algorithm, { name, length: 256 });
    const signature = await subtle.sign({ name, outputLength: 256 }, secret, data);
    assert.strictEqual(hex(new Uint8Array(signature)), code);
    assert.strictEqual(hex(new Uint8Array(await subtle.sign({ name, outputLength: 7 }, secret, data))), short);
    assert.strictEqual(await subtle.verify({ name, outputLength: 256 }, secret, signature, data), true);
    assert.strictEqual(await subtle.verify({ name, outputLength: 256, customization: data }, secret, signature, data), false);
    assert.strictEqual((await subtle.exportKey('jwk', secret)).alg, name.replace('MAC', ''));
    await assert.rejects(subtle.exportKey('raw', secret), { name: 'NotSupportedError' });
    await assert.rejects(subtle.sign({ name, outputLength: -1 }, secret, data), { code: 'ERR_OUT_OF_RANGE' });
  }
  const hashed = await subtle.digest({ name: 'cSHAKE128', outputLength: 128, customization: Buffer.from('x') }, Buffer.from('abc'));
  assert.strictEqual(hex(new Uint8Array(hashed)), 'db082c5071080daf81958d69b58b9c22');

  const secret = await subtle.generateKey({ name: 'AES-OCB', length: 128 }, true, ['encrypt', 'decrypt']);
  const sealed = { name: 'AES-OCB', iv, tagLength: 64, additionalData: data };
  const text = await subtle.encrypt(sealed, secret, data);
  assert.strictEqual(text.byteLength, 12);
  assert.deepStrictEqual(Buffer.from(await subtle.decrypt(sealed, secret, text)), data);
  await assert.rejects(subtle.decrypt({ ...sealed, additionalData: undefined }, secret, text), { name: 'OperationError' });
  await assert.rejects(subtle.encrypt({ ...sealed, tagLength: 32 }, secret, data), { name: 'OperationError' });
}

web().then(common.mustCall());
