'use strict';

// node:crypto. What needs more than hashes and random numbers is loaded when it
// is first asked for.

const { deprecate, promisify } = require('util');
const binding = require('internal/binding/crypto');
const { isBytes } = require('internal/crypto/bytes');
const constants = require('internal/crypto/constants');
const { argon2, argon2Sync, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } = require('internal/crypto/derive');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const random = require('internal/crypto/random');
const { codes: { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { defineLazy } = require('internal/lazy');
const { missingFunctions, unavailable } = require('internal/unavailable');

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(algorithm, key, options) {
  return new Hmac(algorithm, key, options);
}

function getHashes() {
  return binding.digestNames();
}

function timingSafeEqual(buf1, buf2) {
  for (const [name, buf] of [['buf1', buf1], ['buf2', buf2]]) {
    if (!isBytes(buf)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buf);
  }
  if (buf1.byteLength !== buf2.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  return binding.timingSafeEqual(buf1, buf2);
}
Object.defineProperty(timingSafeEqual, 'length', { __proto__: null, configurable: true, value: 0 });

function getCurves() {
  return binding.curveNames();
}

// FIPS mode does not exist here.
function getFips() {
  return 0;
}

function setFips(val) {
  if (val) unavailable('crypto.setFips(true)');
}

// Keys are not kept apart from the rest of the memory.
function secureHeapUsed() {
  return { total: 0, used: 0, utilization: NaN, min: 2 };
}

module.exports = {
  createHash,
  createHmac,
  getCurves,
  getFips,
  argon2,
  argon2Sync,
  getHashes,
  hash,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  ...random,
  scrypt,
  scryptSync,
  secureHeapUsed,
  setFips,
  timingSafeEqual,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  ...missingFunctions('crypto', {
    createMac: 3, getMacs: 0, parsePKCS12: 1, setEngine: 2,
  }),
};

const later = {
  'certificate': ['Certificate'],
  'cipher': [
    'Cipheriv', 'Decipheriv', 'createCipheriv', 'createDecipheriv', 'getCipherInfo', 'getCiphers', 'privateDecrypt',
    'privateEncrypt', 'publicDecrypt', 'publicEncrypt',
  ],
  'dh': [
    'DiffieHellman', 'DiffieHellmanGroup', 'ECDH', 'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH',
    'diffieHellman',
  ],
  'encapsulate': ['decapsulate', 'encapsulate'],
  'keygen': ['generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync'],
  'keys': ['KeyObject', 'createPrivateKey', 'createPublicKey', 'createSecretKey'],
  'prime': ['checkPrime', 'checkPrimeSync', 'generatePrime', 'generatePrimeSync'],
  'sign': ['Sign', 'Verify', 'createSign', 'createVerify', 'sign', 'verify'],
  'x509': ['X509Certificate'],
};
for (const [file, names] of Object.entries(later))
  for (const name of names) defineLazy(module.exports, { [name]: () => require(`internal/crypto/${file}`)[name] });
defineLazy(module.exports, { getDiffieHellman: () => require('internal/crypto/dh').createDiffieHellmanGroup });

for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, writable: true,
    value: binding.pendingDeprecation ? deprecate(random.randomBytes, `crypto.${name} is deprecated.`, 'DEP0115') : random.randomBytes,
  });
}
Object.defineProperty(random.randomInt, promisify.custom, {
  __proto__: null,
  value: (min, max) => new Promise((resolve, reject) => {
    const done = (err, n) => (err ? reject(err) : resolve(n));
    if (max === undefined) random.randomInt(min, done);
    else random.randomInt(min, max, done);
  }),
});
Object.defineProperty(module.exports, 'constants', { __proto__: null, configurable: false, enumerable: true, value: constants });
Object.defineProperty(module.exports, 'fips', { 
  __proto__: null,
  get: deprecate(getFips, 'The crypto.fips is deprecated. Please use crypto.getFips()', 'DEP0093'),
  set: deprecate(setFips, 'The crypto.fips is deprecated. Please use crypto.setFips()', 'DEP0093'),
});
defineLazy(module.exports, {
  webcrypto: () => require('internal/crypto/webcrypto').crypto,
  subtle: () => require('internal/crypto/webcrypto').subtle,
});
