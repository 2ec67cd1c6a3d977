'use strict';

// node:crypto, the part that clients of databases and brokers need: hashes,
// message authentication codes, random numbers, key derivation, and the web's
// API for these. Ciphers, signatures and key pairs are not there yet.

const { Transform, Writable } = require('stream');
const { deprecate, promisify } = require('util');
const binding = require('internal/binding/crypto');
const { secretOf, isBytes } = require('internal/crypto/bytes');
const constants = require('internal/crypto/constants');
const { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } = require('internal/crypto/derive');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const { KeyObject, createSecretKey, generateKey, generateKeySync } = require('internal/crypto/keys');
const random = require('internal/crypto/random');
const { codes: { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { defineLazy } = require('internal/lazy');
const { missingClass, missingFunctions, unavailable } = require('internal/unavailable');

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

function publicEncrypt(options, buffer) {
  const { key, padding = constants.RSA_PKCS1_OAEP_PADDING, oaepHash = 'sha1', oaepLabel = '' } =
    typeof options === 'string' || isBytes(options) ? { key: options } : options;
  return binding.publicEncrypt(secretOf(key), padding, oaepHash, secretOf(oaepLabel), secretOf(buffer, undefined, 'buffer'));
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
  createSecretKey,
  generateKey,
  generateKeySync,
  getFips,
  getHashes,
  hash,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  publicEncrypt,
  ...random,
  scrypt,
  scryptSync,
  secureHeapUsed,
  setFips,
  timingSafeEqual,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  KeyObject,
  Certificate: missingClass('crypto', 'Certificate', 0, null, { exportChallenge: 2, exportPublicKey: 2, verifySpkac: 2 }),
  Cipheriv: missingClass('crypto', 'Cipheriv', 4, Transform, {
    final: 1, getAuthTag: 0, setAAD: 2, setAutoPadding: 1, update: 3,
  }),
  Decipheriv: missingClass('crypto', 'Decipheriv', 4, Transform, {
    final: 1, setAAD: 2, setAuthTag: 2, setAutoPadding: 1, update: 3,
  }),
  DiffieHellman: missingClass('crypto', 'DiffieHellman', 4, null, {
    computeSecret: 3, generateKeys: 1, getGenerator: 1, getPrime: 1, getPrivateKey: 1, getPublicKey: 1, setPrivateKey: 2,
    setPublicKey: 2,
  }),
  DiffieHellmanGroup: missingClass('crypto', 'DiffieHellmanGroup', 1, null, {
    computeSecret: 3, generateKeys: 1, getGenerator: 1, getPrime: 1, getPrivateKey: 1, getPublicKey: 1,
  }),
  ECDH: missingClass('crypto', 'ECDH', 1, null, {
    computeSecret: 3, generateKeys: 2, getPrivateKey: 1, getPublicKey: 2, setPrivateKey: 2, setPublicKey: 2,
  }),
  Sign: missingClass('crypto', 'Sign', 2, Writable, { sign: 2, update: 2 }),
  Verify: missingClass('crypto', 'Verify', 2, Writable, { update: 2, verify: 3 }),
  X509Certificate: missingClass('crypto', 'X509Certificate', 1, null, {
    checkEmail: 2, checkHost: 2, checkIP: 2, checkIssued: 1, checkPrivateKey: 1, toJSON: 0, toLegacyObject: 0,
    verify: 1,
  }),
  ...missingFunctions('crypto', {
    argon2: 3, argon2Sync: 2, checkPrime: 1, checkPrimeSync: 1, createCipheriv: 4, createDecipheriv: 4,
    createDiffieHellman: 4, createDiffieHellmanGroup: 1, createECDH: 1, createMac: 3, createPrivateKey: 1,
    createPublicKey: 1, createSign: 2, createVerify: 2, decapsulate: 3, diffieHellman: 2, encapsulate: 2,
    generateKeyPair: 3, generateKeyPairSync: 2, generatePrime: 3,
    generatePrimeSync: 1, getCipherInfo: 1, getCiphers: 0, getCurves: 0, getDiffieHellman: 1, getMacs: 0, parsePKCS12: 1,
    privateDecrypt: 2, privateEncrypt: 2, publicDecrypt: 2, setEngine: 2, sign: 4, verify: 5,
  }),
};

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
