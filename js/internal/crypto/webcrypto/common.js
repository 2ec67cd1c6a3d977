'use strict';

// What the algorithms of the Web Cryptography API share: keys, usages and
// errors. https://w3c.github.io/webcrypto/

const binding = require('internal/binding/crypto');
const { isBytes } = require('internal/crypto/bytes');
const { webHandles } = require('internal/crypto/keys');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_OPTION },
} = require('internal/errors');
const { expose } = require('internal/event_target');
const { kClone } = require('internal/structured_clone');

const kCreate = Symbol('kCreate');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const keys = new WeakMap(); // what each CryptoKey is
const allUsages = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey', 'encapsulateKey',
  'encapsulateBits', 'decapsulateKey', 'decapsulateBits',
];

// The hashes by their names here, with Go's names and their block sizes in
// bits, which is how long a key of HMAC is unless told.
const hashes = {
  '__proto__': null,
  'SHA-1': { name: 'sha1', block: 512 },
  'SHA-256': { name: 'sha256', block: 512 },
  'SHA-384': { name: 'sha384', block: 1024 },
  'SHA-512': { name: 'sha512', block: 1024 },
  'SHA3-256': { name: 'sha3-256', block: 1088 },
  'SHA3-384': { name: 'sha3-384', block: 832 },
  'SHA3-512': { name: 'sha3-512', block: 576 },
};

function failure(message, name, cause) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, cause === undefined ? name : { name, cause });
}

const notSupported = (message = 'Unrecognized algorithm name') => failure(message, 'NotSupportedError');

class CryptoKey {
  constructor(key = undefined, fields = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    const { handle, extractable, algorithm, usages } = fields;
    keys.set(this, fields);
    webHandles.set(this, handle);
    binding.holdKey(this, handle, { extractable, algorithm, usages });
  }

  get type() { return fieldsOf(this).handle.type; }
  get extractable() { return fieldsOf(this).extractable; }
  get algorithm() { return shownOf(this).algorithm; }
  get usages() { return shownOf(this).usages; }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    const { handle: { type }, extractable, algorithm, usages } = fieldsOf(this);
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, inner)}`;
  }
}
Object.defineProperty(CryptoKey.prototype, kClone, {
  __proto__: null,
  value: {
    clone() { return new CryptoKey(kCreate, unshown(this)); },
    pack() { return { data: unshown(this), from: 'internal/crypto/webcrypto/common:unpack' }; },
  },
});
expose(CryptoKey, 'CryptoKey', ['type', 'extractable', 'algorithm', 'usages']);

// unshown is what a key is without what scripts have seen of it.
function unshown(key) {
  const { handle, algorithm, extractable, usages } = fieldsOf(key);
  return { handle, algorithm, extractable, usages };
}

// unpack makes the key of one in another thread.
function unpack(fields) {
  return new CryptoKey(kCreate, fields);
}

// shownOf is what scripts get of a key, the same objects each time: what they
// do to these leaves the key as it is.
function shownOf(key) {
  const fields = fieldsOf(key);
  const { algorithm, usages } = fields;
  fields.shown ??= { algorithm: cloned(algorithm), usages: [...usages] };
  return fields.shown;
}

function cloned(algorithm) {
  const copy = { ...algorithm };
  if (copy.hash !== undefined) copy.hash = { ...copy.hash };
  if (copy.publicExponent !== undefined) copy.publicExponent = new Uint8Array(copy.publicExponent);
  return copy;
}

function fieldsOf(key) {
  const fields = keys.get(key);
  if (fields === undefined) throw new ERR_INVALID_THIS('CryptoKey');
  return fields;
}

// keyFields returns what a key given as an argument is.
function keyFields(key, name = 'key') {
  const fields = keys.get(key);
  if (fields === undefined) throw new ERR_INVALID_ARG_TYPE(name, 'CryptoKey', key);
  return fields;
}

// requireKey returns what a key is that has to be of an algorithm and for a use.
function requireKey(key, algorithm, usage) {
  const fields = keyFields(key);
  if (fields.algorithm.name !== algorithm) throw failure('Key algorithm mismatch', 'InvalidAccessError');
  if (!fields.usages.includes(usage)) {
    const derives = usage === 'deriveKey' || usage === 'deriveBits';
    throw failure(derives ? `baseKey does not have ${usage} usage` : `Unable to use this key to ${usage}`, 'InvalidAccessError');
  }
  return fields;
}

// usagesOf checks a list of usages against those that an algorithm allows.
function usagesOf(list, allowed, name) {
  const usages = [...list].map(String);
  for (const usage of usages) {
    if (!allUsages.includes(usage)) {
      const err = new TypeError(`Failed to execute on 'SubtleCrypto': keyUsages value '${usage}' is not a valid enum value of type KeyUsage.`);
      throw Object.assign(err, { code: 'ERR_INVALID_ARG_VALUE' });
    }
    if (!allowed.includes(usage)) throw failure(`Unsupported key usage for ${article(name)} key`, 'SyntaxError');
  }
  return allUsages.filter((usage) => usages.includes(usage));
}

function article(name) {
  if (/^(ML-|KMAC)/.test(name)) return name;
  return /^(HMAC|HKDF|X)/.test(name) ? `an ${name}` : `a ${name}`;
}

// newUsages is usagesOf for a key that is to be made, which has to have some.
function newUsages(list, allowed, name) {
  const usages = usagesOf(list, allowed, name);
  if (usages.length === 0) throw failure('Usages cannot be empty when creating a key.', 'SyntaxError');
  return usages;
}

// newKey makes a key. A secret or private one without usages is an error.
function newKey(handle, algorithm, extractable, usages, doing = 'importing') {
  if (usages.length === 0 && handle.type !== 'public')
    throw failure(`Usages cannot be empty when ${doing} a ${doing === 'importing' ? `${handle.type} ` : ''}key.`, 'SyntaxError');
  return new CryptoKey(kCreate, { handle, algorithm, extractable: !!extractable, usages });
}

// newPair makes both keys of a pair, each with those of the usages that are for it.
function newPair(handle, algorithm, extractable, usages, publicUsages) {
  const privateUsages = usages.filter((usage) => !publicUsages.includes(usage));
  if (privateUsages.length === 0) throw failure('Usages cannot be empty when creating a key.', 'SyntaxError');
  return {
    publicKey: newKey(handle.toPublic(), algorithm, true, usages.filter((usage) => publicUsages.includes(usage))),
    privateKey: newKey(handle, algorithm, extractable, privateUsages),
  };
}

// required returns a member of an algorithm that has to be there.
function required(algorithm, name) {
  const value = algorithm[name];
  if (value === undefined) {
    const err = new ERR_MISSING_OPTION('');
    err.message = `Failed to normalize algorithm: '${name}' is required in the algorithm ${algorithm.name}.`;
    throw err;
  }
  return value;
}

// requiredBytes returns a member that has to be a view or an ArrayBuffer.
function requiredBytes(algorithm, name) {
  return bufferOf(required(algorithm, name), `algorithm.${name}`);
}

function hashOf(hash) {
  const name = typeof hash === 'string' ? hash : hash?.name;
  const found = Object.keys(hashes).find((one) => one === `${name}`.toUpperCase());
  if (found === undefined) throw notSupported();
  return found;
}

// requiredHash returns the name of the algorithm's hash.
function requiredHash(algorithm) {
  return hashOf(required(algorithm, 'hash'));
}

function bufferOf(data, name) {
  if (!isBytes(data)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

// run does a job of binding and returns its promise.
function run(fn, ...args) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const done = (err, value) => (err ? reject(operationFailed(err)) : resolve(value));
  try {
    fn(...args, done);
  } catch (err) {
    reject(operationFailed(err));
  }
  return promise;
}

function operationFailed(cause) {
  return failure('The operation failed for an operation-specific reason', 'OperationError', cause);
}

const importFailed = (message = 'Invalid keyData', cause) => failure(message, 'DataError', cause);

// checkJWK checks what all keys in JSON have in common.
function checkJWK(jwk, kty, extractable, usages, use) {
  if (typeof jwk !== 'object' || jwk === null || jwk.kty === undefined) throw importFailed();
  if (jwk.kty !== kty) throw importFailed('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw importFailed('Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    const ops = [...jwk.key_ops];
    if (new Set(ops).size !== ops.length) throw importFailed('Duplicate key operation');
    if (!usages.every((usage) => ops.includes(usage))) throw importFailed('Key operations and usage mismatch');
  }
  if (jwk.ext === false && extractable) throw importFailed('JWK "ext" Parameter and extractable mismatch');
}

// parseSecret reads the bytes of a secret key.
function parseSecret(format, data, check) {
  if (format === 'raw' || format === 'raw-secret') return Buffer.from(bufferOf(data, 'keyData'));
  if (format !== 'jwk') return undefined;
  check(data);
  if (typeof data.k !== 'string') throw importFailed('Invalid JWK');
  return Buffer.from(data.k, 'base64url');
}

// writeSecret writes a secret key; raw is whether it has that format, beside
// raw-secret.
function writeSecret(format, { handle, algorithm, usages, extractable }, alg, raw = true) {
  if (raw && format === 'raw' || format === 'raw-secret') return handle.secret();
  if (format !== 'jwk') throw notSupported(`Unable to export ${algorithm.name} secret key using ${format} format`);
  return { key_ops: [...usages], ext: extractable, ...(alg && { alg }), kty: 'oct', k: handle.secret().toString('base64url') };
}

// parseAsymmetric reads a key in DER or JSON.
function parseAsymmetric(format, data, isPrivate, check) {
  try {
    if (format === 'spki') return binding.parseKey(false, bufferOf(data, 'keyData'), 'der', 'spki');
    if (format === 'pkcs8') return binding.parseKey(true, bufferOf(data, 'keyData'), 'der', 'pkcs8');
  } catch (err) {
    if (err instanceof TypeError) throw err;
    throw importFailed('Invalid keyData', err);
  }
  if (format !== 'jwk') return undefined;
  check(data);
  try {
    return require('internal/crypto/keys').parseJWK(data, isPrivate);
  } catch (err) {
    throw importFailed('Invalid keyData', err);
  }
}

// writeAsymmetric writes a key in DER or JSON.
function writeAsymmetric(format, { handle, algorithm, usages, extractable }, alg) {
  const wrong = () => notSupported(`Unable to export ${article(algorithm.name)} ${handle.type} key using ${format} format`);
  if (format === 'jwk') return { key_ops: [...usages], ext: extractable, ...(alg && { alg }), ...handle.jwk() };
  if (format === 'spki' && handle.type === 'public') return handle.write(false, 'der', 'spki');
  if (format === 'pkcs8' && handle.type === 'private') return handle.write(true, 'der', 'pkcs8');
  throw wrong();
}

module.exports = {
  CryptoKey, article, bufferOf, checkJWK, failure, hashOf, hashes, importFailed, keyFields, newKey, newPair, newUsages, notSupported,
  operationFailed, parseAsymmetric, parseSecret, required, requiredBytes, requiredHash, requireKey, run, unpack, usagesOf,
  writeAsymmetric, writeSecret, kCreate,
};
