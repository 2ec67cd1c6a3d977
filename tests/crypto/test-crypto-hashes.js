'use strict';
// Hashes, codes and derived keys are those of their standards; random numbers
// have the sizes asked for.
const { mustCall } = require('../common');
const assert = require('node:assert');
const crypto = require('node:crypto');

const hex = (algorithm, text) => crypto.createHash(algorithm).update(text).digest('hex');
assert.strictEqual(hex('md5', 'abc'), '900150983cd24fb0d6963f7d28e17f72');
assert.strictEqual(hex('SHA-256', 'abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
assert.strictEqual(hex('RSA-SHA1', 'abc'), 'a9993e364706816aba3e25717850c26c9cd0d89d');
assert.strictEqual(hex('ripemd160', ''), '9c1185a5c5e9fc54612808977ee8f548b2258d31');
assert.strictEqual(crypto.hash('sha3-256', ''), 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a');
const hash = crypto.createHash('sha1').update('a');
assert.strictEqual(hash.copy().update('b').digest('base64'), hash.update('b').digest('base64'));
assert.throws(() => hash.update('c'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => crypto.createHash('nothing'), { message: 'Digest method not supported' });

const hmac = crypto.createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog');
assert.strictEqual(hmac.digest('hex'), 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8');
assert.throws(() => crypto.createHmac('nothing', 'key'), { code: 'ERR_CRYPTO_INVALID_DIGEST' });

const stream = crypto.createHash('md5');
stream.on('data', mustCall((digest) => assert.strictEqual(digest.toString('hex'), '900150983cd24fb0d6963f7d28e17f72')));
stream.write('ab');
stream.end('c');

assert.strictEqual(crypto.pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex'),
                   'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957');
crypto.pbkdf2('password', 'salt', 1, 20, 'sha1', mustCall((err, key) => {
  assert.ifError(err);
  assert.strictEqual(key.toString('hex'), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
}));
crypto.scrypt('', '', 64, { N: 16, r: 1, p: 1 }, mustCall((err, key) => {
  assert.ifError(err);
  assert.strictEqual(key.toString('hex').slice(0, 32), '77d6576238657b203b19ca42c18a0497');
}));
assert.throws(() => crypto.scryptSync('', '', 64, { N: 15 }), { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS' });
const derived = Buffer.from(crypto.hkdfSync('sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'),
                                            Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42));
assert.strictEqual(derived.toString('hex').slice(0, 32), '3cb25f25faacd57a90434f64d0362f2a');

assert.strictEqual(crypto.randomBytes(33).length, 33);
assert.match(crypto.randomUUID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
for (let i = 0; i < 100; i++) assert.ok([3, 4].includes(crypto.randomInt(3, 5)));
assert.notDeepStrictEqual(crypto.randomFillSync(new Uint8Array(32)), new Uint8Array(32));
assert.strictEqual(crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), true);
assert.throws(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')), { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
assert.deepStrictEqual(crypto.createSecretKey('abc', 'utf8').export({ format: 'jwk' }), { kty: 'oct', k: 'YWJj' });
