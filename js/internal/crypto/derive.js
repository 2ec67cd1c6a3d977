'use strict';

// Keys made of passwords and of other keys.

const { kMaxLength } = require('buffer');
const binding = require('internal/binding/crypto');
const { bytesOf, memoryOf, secretOf } = require('internal/crypto/bytes');
const { codes: { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_OUT_OF_RANGE } } = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');

const highestInfo = 1024;

function checkPBKDF2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return [password, salt, iterations, keylen, digest];
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') [callback, digest] = [digest, undefined];
  const args = checkPBKDF2(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  binding.pbkdf2(...args, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return binding.pbkdf2(...checkPBKDF2(password, salt, iterations, keylen, digest));
}

const scryptDefaults = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };
const scryptNames = { N: 'cost', r: 'blockSize', p: 'parallelization' };

// scryptOptions reads the options, each of which has a short and a long name.
function scryptOptions(options) {
  const result = { ...scryptDefaults };
  if (!options || options === scryptDefaults) return result;
  for (const [short, long] of Object.entries(scryptNames)) {
    if (options[short] !== undefined && options[long] !== undefined) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
    const name = options[short] !== undefined ? short : long;
    const value = options[name];
    if (value === undefined) continue;
    validateUint32(value, name);
    result[short] = value || scryptDefaults[short];
  }
  if (options.maxmem !== undefined) {
    validateInteger(options.maxmem, 'maxmem', 0);
    result.maxmem = options.maxmem || scryptDefaults.maxmem;
  }
  return result;
}

function checkScrypt(password, salt, keylen, options) {
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const { N, r, p, maxmem } = scryptOptions(options);
  return [password, salt, keylen, N, r, p, maxmem];
}

function scrypt(password, salt, keylen, options, callback = scryptDefaults) {
  if (callback === scryptDefaults) [callback, options] = [options, scryptDefaults];
  const args = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  binding.scrypt(...args, callback);
}

function scryptSync(password, salt, keylen, options = scryptDefaults) {
  return binding.scrypt(...checkScrypt(password, salt, keylen, options));
}

const highest = 2 ** 32 - 1;
const highestParallelism = 2 ** 24 - 1;

function checkArgon2(algorithm, parameters) {
  validateString(algorithm, 'algorithm');
  validateOneOf(algorithm, 'algorithm', ['argon2d', 'argon2i', 'argon2id']);
  validateObject(parameters, 'parameters');
  const bytes = (name) => bytesOf(parameters[name], `parameters.${name}`);
  const optional = (name) => (parameters[name] === undefined ? Buffer.alloc(0) : bytes(name));
  const number = (name, least, most) => {
    validateInteger(parameters[name], `parameters.${name}`, least, most);
    return parameters[name];
  };
  const message = bytes('message');
  const nonce = bytes('nonce');
  validateInteger(nonce.byteLength, 'parameters.nonce.byteLength', 8, highest);
  const parallelism = number('parallelism', 1, highestParallelism);
  return [
    algorithm, message, nonce, parallelism, number('tagLength', 4, highest), number('memory', 8 * parallelism, highest),
    number('passes', 1, highest), optional('secret'), optional('associatedData'),
  ];
}

function argon2(algorithm, parameters, callback) {
  const args = checkArgon2(algorithm, parameters);
  validateFunction(callback, 'callback');
  binding.argon2(...args, callback);
}

function argon2Sync(algorithm, parameters) {
  return binding.argon2(...checkArgon2(algorithm, parameters));
}

function checkHKDF(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  key = secretOf(key, undefined, 'ikm');
  salt = bytesOf(salt, 'salt');
  info = bytesOf(info, 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > highestInfo) throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  return [digest, key, salt, info, length];
}

function hkdf(digest, key, salt, info, length, callback) {
  const args = checkHKDF(digest, key, salt, info, length);
  validateFunction(callback, 'callback');
  binding.hkdf(...args, (err, bits) => (err ? callback(err) : callback(null, memoryOf(bits))));
}

function hkdfSync(digest, key, salt, info, length) {
  return memoryOf(binding.hkdf(...checkHKDF(digest, key, salt, info, length)));
}

module.exports = { argon2, argon2Sync, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
