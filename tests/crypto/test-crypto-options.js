'use strict';
// What hashes, keys and scrypt make of their options, and what they warn of.
const common = require('../common');
const assert = require('node:assert');
const crypto = require('node:crypto');

const warnings = [];
process.on('warning', ({ code }) => warnings.push(code));
process.on('exit', () => assert.deepStrictEqual(warnings, ['DEP0198', 'DEP0179', 'DEP0181', 'DEP0093']));

// The length of what a SHAKE gives: of the copy, not of what is copied.
const shake = (outputLength) => crypto.createHash('shake128', { outputLength });
assert.strictEqual(shake(4).digest('hex'), '7f9c2ba4');
assert.strictEqual(shake(4).copy({ outputLength: 2 }).digest('hex'), '7f9c');
assert.strictEqual(shake(0).copy().digest('hex'), '7f9c2ba4e88f827d616045507605853e');
assert.strictEqual(shake(0).digest('hex'), '');
assert.deepStrictEqual(warnings, []);
assert.strictEqual(crypto.createHash('SHAKE-128').digest().length, 16);
assert.strictEqual(crypto.hash('shake256', '').length, 64); // warns no more
for (const wrong of [() => crypto.createHash('sha1', { outputLength: 4 }), () => crypto.createHash('sha1').copy({ outputLength: 4 })]) {
  assert.throws(wrong, { code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH', library: 'digital envelope routines' });
}

// hash, all at once.
assert.strictEqual(crypto.hash('sha1', 'x', { outputEncoding: 'base64url' }), 'EfatjsUqKYSrqv18O1FlA3hcIHI');
assert.strictEqual(crypto.hash('sha1', 'x', 'BUFFER').length, 20);
assert.throws(() => crypto.hash('sha1', 'x', 'none'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'outputEncoding' is invalid. Received 'none'",
});
for (const wrong of [1, null, true]) assert.throws(() => crypto.hash('sha1', 'x', wrong), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.hash('shake128', 'x', { outputLength: '1' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.hash('sha1', 'x', { outputLength: 5 }),
              { message: 'Output length 5 is invalid for sha1, which does not support XOF' });

// An encoding that is none gives bytes.
assert.ok(Buffer.isBuffer(crypto.createHash('sha1').digest('none')));
assert.throws(() => crypto.createHash('sha1').update('abc', 'hex'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'encoding' is invalid for data of length 3. Received 'hex'",
});

// The digest of a stream that has ended, once.
const stream = crypto.createHash('sha1');
stream.on('data', common.mustCall((digest) => {
  assert.deepStrictEqual(stream.digest(), digest);
  assert.throws(() => stream.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
})).end('abc');

// The constructors are deprecated, createHash and createHmac are not.
assert.ok(crypto.createHash('sha1') instanceof crypto.Hash && crypto.createHmac('sha1', 'k') instanceof crypto.Hmac);
assert.deepStrictEqual(crypto.Hash('sha1').digest(), crypto.createHash('sha1').digest());
assert.deepStrictEqual(new crypto.Hmac('sha1', 'k').digest(), crypto.createHmac('sha1', 'k').digest());
assert.strictEqual(crypto.fips, 0);
assert.strictEqual(crypto.setFips(false), undefined);

// Secret keys.
assert.strictEqual(crypto.generateKeySync('hmac', { length: 71 }).export().length, 8);
crypto.generateKey('aes', { length: 192 }, common.mustSucceed((key) => {
  assert.deepStrictEqual([key.type, key.symmetricKeySize], ['secret', 24]);
}));
assert.throws(() => crypto.generateKeySync('aes', { length: 64 }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.length' must be one of: 128, 192, 256. Received 64",
});
assert.throws(() => crypto.generateKeySync('hmac', { length: 7 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.generateKeySync('x', { length: 8 }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'type' must be a supported key type. Received 'x'",
});
assert.throws(() => crypto.generateKey('hmac', { length: 8 }), { code: 'ERR_INVALID_ARG_TYPE' });

// RFC 7914: N is less than 2 ** (128 * r / 8).
assert.throws(() => crypto.scryptSync('p', 's', 1, { N: 2 ** 16, r: 1 }),
              { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: /memory limit exceeded/ });
assert.strictEqual(crypto.scryptSync('p', 's', 1, { N: 2 ** 15, r: 1 }).length, 1);
assert.deepStrictEqual(crypto.secureHeapUsed(), { total: 0, used: 0, utilization: NaN, min: 2 });
