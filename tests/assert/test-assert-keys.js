'use strict';
// Keys are equal when they are the same key; of a CryptoKey what it may be used
// for counts as well.
require('../common');
const assert = require('node:assert');
const { createPublicKey, createSecretKey, generateKeyPairSync, subtle } = require('node:crypto');
const { types } = require('node:util');

function check(equal, a, b) {
  for (const compare of ['deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual']) {
    if (equal) assert[compare](a, b);
    else assert.throws(() => assert[compare](a, b), { code: 'ERR_ASSERTION' });
  }
}

const ones = Buffer.alloc(32, 1);
const twos = Buffer.alloc(32, 2);
const secret = createSecretKey(ones);
check(true, secret, createSecretKey(ones));
check(false, secret, createSecretKey(twos));
check(false, secret, {});
check(false, {}, secret);

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
check(true, publicKey, createPublicKey(privateKey));
check(false, publicKey, privateKey);

(async () => {
  const hash = (name) => ({ name: 'HMAC', hash: name });
  const make = (bytes = ones, name = 'SHA-256', extractable = true, usages = ['sign']) =>
    subtle.importKey('raw', bytes, hash(name), extractable, usages);
  const key = await make();
  check(true, key, await make());
  check(false, key, await make(twos));
  check(false, key, await make(ones, 'SHA-1'));
  check(false, key, await make(ones, 'SHA-256', false));
  check(false, key, await make(ones, 'SHA-256', true, ['verify']));
  check(false, await make(ones, 'SHA-256', true, ['sign', 'verify']), key);
  check(false, key, secret);
  check(false, secret, key);
  check(false, key, {});

  assert.deepStrictEqual([secret, key, {}, Object.create(secret)].map(types.isKeyObject), [true, false, false, false]);
  assert.deepStrictEqual([secret, key, {}, Object.create(key)].map(types.isCryptoKey), [false, true, false, false]);
})();
