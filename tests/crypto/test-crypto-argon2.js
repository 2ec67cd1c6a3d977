'use strict';
// Argon2 in its three kinds, with what OpenSSL makes of the same; its parameters
// are checked.
const common = require('../common');
const assert = require('node:assert');
const { argon2, argon2Sync, subtle } = require('node:crypto');

const parameters = {
  message: Buffer.alloc(32, 1), nonce: Buffer.alloc(16, 2), parallelism: 4, tagLength: 32, memory: 32, passes: 3,
  secret: Buffer.alloc(8, 3), associatedData: Buffer.alloc(12, 4),
};
const tags = { // RFC 9106, section 5
  argon2d: '512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb',
  argon2i: 'c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8',
  argon2id: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
};
for (const [kind, tag] of Object.entries(tags)) {
  assert.strictEqual(argon2Sync(kind, parameters).toString('hex'), tag);
  argon2(kind, parameters, common.mustSucceed((bytes) => assert.strictEqual(bytes.toString('hex'), tag)));
}
const small = { message: Buffer.alloc(32, 1), nonce: Buffer.alloc(16, 2), parallelism: 1, tagLength: 64, memory: 8, passes: 1 };
assert.match(argon2Sync('argon2id', small).toString('hex'), /^62b97c7b4882f51871d47e204488cce5cc17a250/);
assert.match(argon2Sync('argon2id', { ...small, passes: 3, memory: 9 }).toString('hex'), /^50a0a879527e432dcdd02a104fde05625a1cf060/);

for (const [name, value, code] of [
  ['nonce', 'short', 'ERR_OUT_OF_RANGE'], ['parallelism', 0, 'ERR_OUT_OF_RANGE'], ['parallelism', '1', 'ERR_INVALID_ARG_TYPE'],
  ['memory', 31, 'ERR_OUT_OF_RANGE'], ['passes', 0, 'ERR_OUT_OF_RANGE'], ['tagLength', 3, 'ERR_OUT_OF_RANGE'],
  ['secret', 1, 'ERR_INVALID_ARG_TYPE'], ['memory', 2 ** 32 - 1, 'ERR_OSSL_CRYPTO_MALLOC_FAILURE'],
]) assert.throws(() => argon2Sync('argon2id', { ...parameters, [name]: value }), { code });
assert.throws(() => argon2Sync('argon2', parameters), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => argon2('argon2id', parameters), { code: 'ERR_INVALID_ARG_TYPE' });

async function web() {
  const { nonce, parallelism, memory, passes, message, secret: secretValue, associatedData } = parameters;
  const algorithm = { name: 'Argon2id', nonce, parallelism, memory, passes, secretValue, associatedData };
  const key = await subtle.importKey('raw-secret', message, 'Argon2id', false, ['deriveBits', 'deriveKey']);
  assert.strictEqual(Buffer.from(await subtle.deriveBits(algorithm, key, 256)).toString('hex'), tags.argon2id);
  const mac = await subtle.deriveKey(algorithm, key, { name: 'HMAC', hash: 'SHA-256', length: 256 }, true, ['sign']);
  assert.strictEqual(Buffer.from(await subtle.exportKey('raw', mac)).toString('hex'), tags.argon2id);
  for (const wrong of [{ passes: 0 }, { memory: 31 }, { nonce: Buffer.alloc(7) }, { version: 0x10 }])
    await assert.rejects(subtle.deriveBits({ ...algorithm, ...wrong }, key, 256), { name: 'OperationError' });
  await assert.rejects(subtle.deriveBits(algorithm, key, 24), { name: 'OperationError', message: 'length must be >= 32' });
  await assert.rejects(subtle.importKey('raw', message, 'Argon2id', false, ['deriveBits']), { name: 'NotSupportedError' });
}

web().then(common.mustCall());
