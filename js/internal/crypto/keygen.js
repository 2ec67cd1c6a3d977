'use strict';

// Making keys.

const binding = require('internal/binding/crypto');
const { bytesOf } = require('internal/crypto/bytes');
const { PrivateKeyObject, PublicKeyObject, SecretKeyObject, parseOutput, writeKey } = require('internal/crypto/keys');
const {
  codes: { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_VALUE, ERR_MISSING_OPTION },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { promisify } = require('util');

// sizeOfKey checks how many bytes of key a type is to have.
function sizeOfKey(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256]);
  else throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  return Math.floor(length / 8);
}

function generateKeySync(type, options) {
  return new SecretKeyObject(binding.generateSecret(sizeOfKey(type, options)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  const size = sizeOfKey(type, options);
  validateFunction(callback, 'callback');
  binding.generateSecret(size, (err, handle) => (err ? callback(err) : callback(null, new SecretKeyObject(handle))));
}

// encodingOf reads an option such as publicKeyEncoding; undefined is for a
// KeyObject.
function encodingOf(name, options, kind, isPublic) {
  const encoding = options?.[name];
  if (encoding === undefined || encoding === null) return undefined;
  if (typeof encoding !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
  if (encoding.format === 'jwk') return { format: 'jwk' };
  return parseOutput(encoding, kind, isPublic, `options.${name}`);
}

function give(handle, encoding, isPublic) {
  if (encoding === undefined) return isPublic ? new PublicKeyObject(handle) : new PrivateKeyObject(handle);
  return encoding.format === 'jwk' ? handle.jwk() : writeKey(handle, encoding, isPublic);
}

function checkRSA(options, kind) {
  validateUint32(options.modulusLength, 'options.modulusLength');
  if (options.publicExponent !== undefined && options.publicExponent !== null)
    validateUint32(options.publicExponent, 'options.publicExponent');
  const { modulusLength, publicExponent } = options;
  return kind === 'rsa' ? { modulusLength, publicExponent } : { modulusLength, publicExponent, ...checkPSS(options) };
}

function checkPSS({ saltLength, hashAlgorithm, mgf1HashAlgorithm, hash, mgf1Hash }) {
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  for (const [name, old, now] of [['hash', hash, hashAlgorithm], ['mgf1Hash', mgf1Hash, mgf1HashAlgorithm]]) {
    if (old === undefined) continue;
    process.emitWarning(`"options.${name}" is deprecated, use "options.${name}Algorithm" instead.`, 'DeprecationWarning', 'DEP0154');
    validateString(old, `options.${name}`);
    if (now && old !== now) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, old);
  }
  return { saltLength, hashAlgorithm: hashAlgorithm ?? hash, mgf1HashAlgorithm: mgf1HashAlgorithm ?? mgf1Hash };
}

function checkDSA({ modulusLength, divisorLength }) {
  validateUint32(modulusLength, 'options.modulusLength');
  if (divisorLength === undefined || divisorLength === null) return { modulusLength };
  validateInt32(divisorLength, 'options.divisorLength', 0);
  return { modulusLength, divisorLength };
}

function checkEC({ namedCurve, paramEncoding }) {
  validateString(namedCurve, 'options.namedCurve');
  const explicit = paramEncoding === 'explicit';
  if (paramEncoding !== undefined && paramEncoding !== null && paramEncoding !== 'named' && !explicit)
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  return { namedCurve, explicit };
}

function checkDH(options) {
  const { group, primeLength, prime, generator } = options;
  if (group !== undefined && group !== null) {
    for (const other of ['prime', 'primeLength', 'generator']) {
      if (options[other] !== undefined && options[other] !== null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', other);
    }
    validateString(group, 'options.group');
    return { group };
  }
  if (prime !== undefined && prime !== null) {
    if (primeLength !== undefined && primeLength !== null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength');
    bytesOf(prime, 'options.prime');
  } else if (primeLength !== undefined && primeLength !== null) {
    validateInt32(primeLength, 'options.primeLength', 0);
  } else {
    throw new ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options');
  }
  if (generator !== undefined && generator !== null) validateInt32(generator, 'options.generator', 0);
  return { prime, primeLength, generator };
}

const checks = {
  'rsa': checkRSA, 'rsa-pss': checkRSA, 'dsa': checkDSA, 'ec': checkEC, 'dh': checkDH, 'ed25519': () => ({}), 'ed448': () => ({}),
  'x25519': () => ({}), 'x448': () => ({}),
};
for (const kind of binding.pqKinds()) checks[kind] = () => ({});

// prepare checks the arguments; the result begins with those of binding.
function prepare(type, options) {
  const known = Object.hasOwn(checks, type);
  const encodings = [
    encodingOf('publicKeyEncoding', options, type, true), encodingOf('privateKeyEncoding', options, type, false),
  ];
  if (!known) throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  if (checks[type].length > 0 || options !== undefined) validateObject(options, 'options');
  return [type, checks[type](options, type), encodings];
}

function giveBoth(handle, [publicEncoding, privateEncoding]) {
  return { publicKey: give(handle.toPublic(), publicEncoding, true), privateKey: give(handle, privateEncoding, false) };
}

function generateKeyPairSync(type, options) {
  validateString(type, 'type');
  const [kind, checked, encodings] = prepare(type, options);
  return giveBoth(binding.generateKeyPair(kind, checked), encodings);
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  validateString(type, 'type');
  const [kind, checked, encodings] = prepare(type, options);
  validateFunction(callback, 'callback');
  binding.generateKeyPair(kind, checked, (err, handle) => {
    if (err) return callback(err);
    let keys;
    try {
      keys = giveBoth(handle, encodings);
    } catch (failure) {
      return callback(failure);
    }
    return callback(null, keys.publicKey, keys.privateKey);
  });
}
Object.defineProperty(generateKeyPair, promisify.custom, {
  __proto__: null,
  configurable: true,
  value: (type, options) => new Promise((resolve, reject) => {
    generateKeyPair(type, options, (err, publicKey, privateKey) => (err ? reject(err) : resolve({ publicKey, privateKey })));
  }),
});

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };
