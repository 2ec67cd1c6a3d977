'use strict';

// The Web Cryptography API as far as clients need it: digests, HMAC, PBKDF2 and
// HKDF. https://w3c.github.io/webcrypto/

const binding = require('internal/binding/crypto');
const { isBytes } = require('internal/crypto/bytes');
const { memoryOf } = require('internal/crypto/derive');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { expose } = require('internal/event_target');
const { unavailable } = require('internal/unavailable');

const kCreate = Symbol('kCreate');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const keys = new WeakMap(); // what each CryptoKey is
const allUsages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

// The hashes by their names here, with Go's names and their block sizes in
// bits, which is how long a key of HMAC is unless told.
const hashes = {
  '__proto__': null,
  'SHA-1': { name: 'sha1', block: 512 },
  'SHA-256': { name: 'sha256', block: 512 },
  'SHA-384': { name: 'sha384', block: 1024 },
  'SHA-512': { name: 'sha512', block: 1024 },
};

function failure(message, name) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, name);
}

function algorithmOf(algorithm) {
  const { name, ...rest } = typeof algorithm === 'string' ? { name: algorithm } : algorithm ?? {};
  if (typeof name !== 'string') throw new ERR_MISSING_ARGS('algorithm.name');
  return { ...rest, name: canonical(name) };
}

function canonical(name) {
  const known = [...Object.keys(hashes), 'HMAC', 'PBKDF2', 'HKDF'];
  const found = known.find((one) => one.toUpperCase() === name.toUpperCase());
  if (found === undefined) throw failure('Unrecognized algorithm name', 'NotSupportedError');
  return found;
}

function hashOf(hash) {
  if (hash === undefined) throw new ERR_MISSING_ARGS('algorithm.hash');
  const { name } = algorithmOf(hash);
  if (!(name in hashes)) throw failure('Unrecognized algorithm name', 'NotSupportedError');
  return name;
}

function bufferOf(data, name) {
  if (!isBytes(data)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

class CryptoKey {
  constructor(key = undefined, fields = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    keys.set(this, fields);
  }

  get type() { return fieldsOf(this).type; }
  get extractable() { return fieldsOf(this).extractable; }
  get algorithm() { return fieldsOf(this).algorithm; }
  get usages() { return [...fieldsOf(this).usages]; }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, options)}`;
  }
}
expose(CryptoKey, 'CryptoKey', ['type', 'extractable', 'algorithm', 'usages']);

function fieldsOf(key) {
  const fields = keys.get(key);
  if (fields === undefined) throw new ERR_INVALID_THIS('CryptoKey');
  return fields;
}

function bytesOfCryptoKey(key) {
  return fieldsOf(key).bytes;
}

// secretKey makes a key after checking that its usages are among those allowed.
function secretKey(bytes, algorithm, extractable, usages, allowed) {
  const list = [...usages];
  for (const usage of list) {
    if (!allUsages.includes(usage)) throw new ERR_INVALID_ARG_TYPE('keyUsages', 'a sequence of key usages', usages);
    if (!allowed.includes(usage)) throw failure(`Unsupported key usage for ${article(algorithm.name)} key`, 'SyntaxError');
  }
  if (list.length === 0) throw failure('Usages cannot be empty when importing a secret key.', 'SyntaxError');
  return new CryptoKey(kCreate, {
    type: 'secret', extractable: !!extractable, algorithm, usages: allUsages.filter((usage) => list.includes(usage)), bytes,
  });
}

function article(name) {
  return name === 'HMAC' || name === 'HKDF' ? `an ${name}` : `a ${name}`;
}

function requireKey(key, algorithm, usage) {
  const fields = keys.get(key);
  if (fields === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
  if (fields.algorithm.name !== algorithm) throw failure('Key algorithm mismatch', 'InvalidAccessError');
  if (!fields.usages.includes(usage)) throw failure(`Unable to use this key to ${usage}`, 'InvalidAccessError');
  return fields;
}

function hmacOf(fields, data) {
  const handle = new binding.Hash(hashes[fields.algorithm.hash.name].name, undefined, fields.bytes);
  handle.update(data);
  return handle.digest();
}

// derive returns the promise of bytes that a derivation of binding makes.
function derive(fn, ...args) {
  const { promise, resolve, reject } = Promise.withResolvers();
  fn(...args, (err, bytes) => (err ? reject(failure('The operation failed for an operation-specific reason', 'OperationError')) : resolve(bytes)));
  return promise;
}

async function deriveBits(algorithm, key, length, usage) {
  const fields = requireKey(key, algorithm.name, usage);
  if (length === null || length === undefined) throw failure('length cannot be null', 'OperationError');
  if (length % 8 !== 0) throw failure('length must be a multiple of 8', 'OperationError');
  const hash = hashes[hashOf(algorithm.hash)].name;
  const salt = bufferOf(algorithm.salt, 'algorithm.salt');
  if (algorithm.name === 'HKDF')
    return derive(binding.hkdf, hash, fields.bytes, salt, bufferOf(algorithm.info, 'algorithm.info'), length / 8);
  if (algorithm.name !== 'PBKDF2') throw failure('Unrecognized algorithm name', 'NotSupportedError');
  if (!(algorithm.iterations > 0)) throw failure('iterations cannot be zero', 'OperationError');
  return derive(binding.pbkdf2, fields.bytes, salt, algorithm.iterations, length / 8, hash);
}

// importRaw makes the key that bytes are for an algorithm.
function importRaw(bytes, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (name === 'HMAC') {
    const hash = hashOf(algorithm.hash);
    if (bytes.length === 0) throw failure('Zero-length key is not supported', 'DataError');
    const { length = bytes.length * 8 } = algorithm;
    if (length !== bytes.length * 8) throw failure('Invalid key length', 'DataError');
    return secretKey(bytes, { name, length, hash: { name: hash } }, extractable, usages, ['sign', 'verify']);
  }
  if (name !== 'PBKDF2' && name !== 'HKDF') throw failure('Unrecognized algorithm name', 'NotSupportedError');
  if (extractable) throw failure(`${name} keys are not extractable`, 'SyntaxError');
  return secretKey(bytes, { name }, false, usages, ['deriveKey', 'deriveBits']);
}

function fromJWK(jwk) {
  if (jwk?.kty !== 'oct' || typeof jwk.k !== 'string') throw failure('Invalid keyData', 'DataError');
  return Buffer.from(jwk.k, 'base64url');
}

function checkSubtle(object) {
  if (object !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
}

class SubtleCrypto {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async digest(algorithm, data) {
    checkSubtle(this);
    const { name } = algorithmOf(algorithm);
    if (!(name in hashes)) throw failure('Unrecognized algorithm name', 'NotSupportedError');
    const handle = new binding.Hash(hashes[name].name);
    handle.update(bufferOf(data, 'data'));
    return memoryOf(handle.digest());
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkSubtle(this);
    const wanted = algorithmOf(algorithm);
    if (format === 'jwk') return importRaw(fromJWK(keyData), wanted, extractable, keyUsages);
    if (format !== 'raw' && format !== 'raw-secret') throw failure(`Unable to import a key using ${format} format`, 'NotSupportedError');
    return importRaw(Buffer.from(bufferOf(keyData, 'keyData')), wanted, extractable, keyUsages);
  }

  async exportKey(format, key) {
    checkSubtle(this);
    const { algorithm, bytes, extractable, usages } = fieldsOf(key);
    if (algorithm.name !== 'HMAC') throw failure(`${algorithm.name} key export is not supported`, 'NotSupportedError');
    if (!extractable) throw failure('key is not extractable', 'InvalidAccessError');
    if (format === 'raw' || format === 'raw-secret') return memoryOf(Buffer.from(bytes));
    if (format !== 'jwk') throw failure(`Unable to export a raw ${algorithm.name} key using ${format} format`, 'NotSupportedError');
    return {
      key_ops: [...usages], ext: extractable, kty: 'oct', k: bytes.toString('base64url'),
      alg: algorithm.hash.name.replace('SHA-', 'HS'),
    };
  }

  async generateKey(algorithm, extractable, keyUsages) {
    checkSubtle(this);
    const { name, hash: hashName, length } = algorithmOf(algorithm);
    if (name !== 'HMAC') throw failure('Unrecognized algorithm name', 'NotSupportedError');
    const hash = hashOf(hashName);
    const bits = length ?? hashes[hash].block;
    return secretKey(binding.randomBytes(Math.ceil(bits / 8)), { name, length: bits, hash: { name: hash } }, extractable,
                     keyUsages, ['sign', 'verify']);
  }

  async sign(algorithm, key, data) {
    checkSubtle(this);
    const { name } = algorithmOf(algorithm);
    return memoryOf(hmacOf(requireKey(key, name, 'sign'), bufferOf(data, 'data')));
  }

  async verify(algorithm, key, signature, data) {
    checkSubtle(this);
    const { name } = algorithmOf(algorithm);
    const expected = hmacOf(requireKey(key, name, 'verify'), bufferOf(data, 'data'));
    const given = bufferOf(signature, 'signature');
    return given.length === expected.length && binding.timingSafeEqual(given, expected);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    checkSubtle(this);
    return memoryOf(await deriveBits(algorithmOf(algorithm), baseKey, length, 'deriveBits'));
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    checkSubtle(this);
    const wanted = algorithmOf(derivedKeyType);
    if (wanted.name !== 'HMAC') throw failure('Unrecognized algorithm name', 'NotSupportedError');
    const bits = wanted.length ?? hashes[hashOf(wanted.hash)].block;
    return importRaw(await deriveBits(algorithmOf(algorithm), baseKey, bits, 'deriveKey'), wanted, extractable, keyUsages);
  }

  async encrypt(algorithm, key, data) { return unavailable('SubtleCrypto.encrypt'); }
  async decrypt(algorithm, key, data) { return unavailable('SubtleCrypto.decrypt'); }
  async wrapKey(format, key, wrappingKey, algorithm) { return unavailable('SubtleCrypto.wrapKey'); }
  async unwrapKey(format, wrappedKey, unwrappingKey, algorithm, type, extractable, usages) {
    return unavailable('SubtleCrypto.unwrapKey');
  }
}
expose(SubtleCrypto, 'SubtleCrypto', [
  'encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey',
  'wrapKey', 'unwrapKey',
]);

const subtle = new SubtleCrypto(kCreate);

function checkCrypto(object) {
  if (object !== crypto) throw new ERR_INVALID_THIS('Crypto');
}

class Crypto {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    checkCrypto(this);
    return subtle;
  }

  getRandomValues(array) {
    checkCrypto(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('typedArray');
    return require('internal/crypto/random').getRandomValues(array);
  }

  randomUUID() {
    checkCrypto(this);
    return require('internal/crypto/random').randomUUID();
  }
}
expose(Crypto, 'Crypto', ['subtle', 'getRandomValues', 'randomUUID']);

const crypto = new Crypto(kCreate);

module.exports = { Crypto, CryptoKey, SubtleCrypto, bytesOfCryptoKey, crypto, subtle };
