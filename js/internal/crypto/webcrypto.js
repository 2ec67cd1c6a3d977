'use strict';

// The Web Cryptography API: its objects, and which algorithm does what.
// https://w3c.github.io/webcrypto/

const binding = require('internal/binding/crypto');
const { isBytes, memoryOf } = require('internal/crypto/bytes');
const {
  CryptoKey, article, bufferOf, failure, hashes, kCreate, keyFields, notSupported, requireKey,
} = require('internal/crypto/webcrypto/common');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_MISSING_OPTION },
} = require('internal/errors');
const { expose } = require('internal/event_target');

const secretNames = [
  'AES-CBC', 'AES-CTR', 'AES-GCM', 'AES-KW', 'AES-OCB', 'Argon2d', 'Argon2i', 'Argon2id', 'ChaCha20-Poly1305', 'HKDF', 'HMAC', 'PBKDF2',
];
const asymmetricNames = [
  'RSA-OAEP', 'RSA-PSS', 'RSASSA-PKCS1-v1_5', 'ECDH', 'ECDSA', 'Ed25519', 'Ed448', 'X25519', 'X448',
];
const pqNames = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87', 'ML-KEM-512', 'ML-KEM-768', 'ML-KEM-1024'];
const kmacNames = ['KMAC128', 'KMAC256', 'cSHAKE128', 'cSHAKE256'];
const names = [...Object.keys(hashes), ...secretNames, ...asymmetricNames, ...pqNames, ...kmacNames];

function operationsOf(name) {
  if (secretNames.includes(name)) return require('internal/crypto/webcrypto/secret')[name];
  if (asymmetricNames.includes(name)) return require('internal/crypto/webcrypto/asymmetric')[name];
  if (pqNames.includes(name)) return require('internal/crypto/webcrypto/pq')[name];
  if (kmacNames.includes(name)) return require('internal/crypto/webcrypto/kmac')[name];
  return { digest };
}

function digest({ name }, data) {
  const handle = new binding.Hash(hashes[name].name);
  handle.update(data);
  return handle.digest();
}

// normalize finds the algorithm that a script means, which must be able to do
// an operation, and its functions.
function normalize(algorithm, operation) {
  if (typeof algorithm !== 'string' && (typeof algorithm !== 'object' || algorithm === null)) {
    const err = new TypeError('Failed to normalize algorithm: algorithm cannot be converted to a dictionary.');
    throw Object.assign(err, { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const given = typeof algorithm === 'string' ? { name: algorithm } : algorithm;
  if (given.name === undefined) {
    const err = new ERR_MISSING_OPTION('');
    err.message = "Failed to normalize algorithm: 'name' is required in Algorithm";
    throw err;
  }
  const upper = `${given.name}`.toUpperCase();
  const name = names.find((one) => one.toUpperCase() === upper);
  const operations = name === undefined ? undefined : operationsOf(name);
  if (operations?.[operation] === undefined) throw notSupported();
  return { algorithm: { ...given, name }, operations };
}

function checkSubtle(object, args, count, method) {
  if (object !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
  if (args.length >= count) return;
  const err = new ERR_MISSING_ARGS('args');
  err.message = `Failed to execute '${method}' on 'SubtleCrypto': ${count} arguments required, but only ${args.length} present.`;
  throw err;
}

// result gives what an operation returned as scripts get it.
function result(value) {
  return isBytes(value) ? memoryOf(value) : value;
}

async function importKey(format, data, wanted, extractable, usages) {
  const { algorithm, operations } = normalize(wanted, 'importKey');
  return operations.importKey(`${format}`, data, algorithm, extractable, usages);
}

function exportedOf(format, key) {
  const fields = keyFields(key);
  const { name } = fields.algorithm;
  const { exportKey } = operationsOf(name);
  if (exportKey === undefined) throw notSupported(`${name} key export is not supported`);
  if (!fields.extractable) throw failure('key is not extractable', 'InvalidAccessError');
  return exportKey(`${format}`, fields);
}

// wrapping finds what wraps or unwraps keys: the operation, or encryption.
function wrapping(algorithm, usage, otherwise) {
  try {
    const found = normalize(algorithm, usage);
    return { algorithm: found.algorithm, fn: found.operations[usage] };
  } catch {
    const found = normalize(algorithm, otherwise);
    return { algorithm: found.algorithm, fn: found.operations[otherwise] };
  }
}

// capsule finds what encapsulates or decapsulates, and checks the key for it.
function capsule(wanted, operation, key, usage) {
  const { algorithm, operations } = normalize(wanted, operation);
  const fields = keyFields(key);
  if (fields.algorithm.name !== algorithm.name) throw failure('key algorithm mismatch', 'InvalidAccessError');
  if (!fields.usages.includes(usage)) throw failure(`${operation.slice(0, -1)}ionKey does not have ${usage} usage`, 'InvalidAccessError');
  return { operations, fields };
}

class SubtleCrypto {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  static supports(operation, algorithm, lengthOrAdditionalAlgorithm = null) {
    if (this !== SubtleCrypto) throw new ERR_INVALID_THIS('SubtleCrypto constructor');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('operation', 'algorithm');
    return supports(`${operation}`, algorithm, lengthOrAdditionalAlgorithm);
  }

  async encrypt(algorithm, key, data) {
    checkSubtle(this, arguments, 3, 'encrypt');
    const wanted = normalize(algorithm, 'encrypt');
    const bytes = Buffer.from(bufferOf(data, 'data'));
    const fields = requireKey(key, wanted.algorithm.name, 'encrypt');
    return result(await wanted.operations.encrypt(wanted.algorithm, fields, bytes));
  }

  async decrypt(algorithm, key, data) {
    checkSubtle(this, arguments, 3, 'decrypt');
    const wanted = normalize(algorithm, 'decrypt');
    const bytes = Buffer.from(bufferOf(data, 'data'));
    const fields = requireKey(key, wanted.algorithm.name, 'decrypt');
    return result(await wanted.operations.decrypt(wanted.algorithm, fields, bytes));
  }

  async sign(algorithm, key, data) {
    checkSubtle(this, arguments, 3, 'sign');
    const wanted = normalize(algorithm, 'sign');
    const bytes = Buffer.from(bufferOf(data, 'data'));
    const fields = requireKey(key, wanted.algorithm.name, 'sign');
    return result(await wanted.operations.sign(wanted.algorithm, fields, bytes));
  }

  async verify(algorithm, key, signature, data) {
    checkSubtle(this, arguments, 4, 'verify');
    const wanted = normalize(algorithm, 'verify');
    const given = Buffer.from(bufferOf(signature, 'signature'));
    const bytes = Buffer.from(bufferOf(data, 'data'));
    const fields = requireKey(key, wanted.algorithm.name, 'verify');
    return wanted.operations.verify(wanted.algorithm, fields, given, bytes);
  }

  async digest(algorithm, data) {
    checkSubtle(this, arguments, 2, 'digest');
    const wanted = normalize(algorithm, 'digest');
    return result(wanted.operations.digest(wanted.algorithm, bufferOf(data, 'data')));
  }

  async generateKey(algorithm, extractable, keyUsages) {
    checkSubtle(this, arguments, 3, 'generateKey');
    const wanted = normalize(algorithm, 'generateKey');
    return wanted.operations.generateKey(wanted.algorithm, !!extractable, keyUsages);
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    checkSubtle(this, arguments, 5, 'deriveKey');
    const wanted = normalize(algorithm, 'deriveBits');
    const derived = normalize(derivedKeyType, 'keyLength');
    const fields = requireKey(baseKey, wanted.algorithm.name, 'deriveKey');
    const bits = await wanted.operations.deriveBits(wanted.algorithm, fields, derived.operations.keyLength(derived.algorithm));
    const key = await derived.operations.importKey('raw-secret', bits, derived.algorithm, extractable, keyUsages);
    return key;
  }

  async deriveBits(algorithm, baseKey, length = null) {
    checkSubtle(this, arguments, 2, 'deriveBits');
    const wanted = normalize(algorithm, 'deriveBits');
    const fields = requireKey(baseKey, wanted.algorithm.name, 'deriveBits');
    return result(await wanted.operations.deriveBits(wanted.algorithm, fields, length));
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkSubtle(this, arguments, 5, 'importKey');
    return importKey(format, keyData, algorithm, !!extractable, keyUsages);
  }

  async exportKey(format, key) {
    checkSubtle(this, arguments, 2, 'exportKey');
    return result(exportedOf(format, key));
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    checkSubtle(this, arguments, 4, 'wrapKey');
    const { algorithm, fn } = wrapping(wrapAlgorithm, 'wrapKey', 'encrypt');
    const fields = requireKey(wrappingKey, algorithm.name, 'wrapKey');
    const exported = exportedOf(format, key);
    const bytes = isBytes(exported) ? exported : Buffer.from(padded(JSON.stringify(exported), algorithm.name));
    return result(await fn(algorithm, fields, bytes));
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    checkSubtle(this, arguments, 7, 'unwrapKey');
    const { algorithm, fn } = wrapping(unwrapAlgorithm, 'unwrapKey', 'decrypt');
    const bytes = Buffer.from(bufferOf(wrappedKey, 'wrappedKey'));
    const fields = requireKey(unwrappingKey, algorithm.name, 'unwrapKey');
    let data = await fn(algorithm, fields, bytes);
    if (`${format}` === 'jwk') {
      try {
        data = JSON.parse(Buffer.from(data).toString());
      } catch (err) {
        throw failure('Invalid wrapped JWK key', 'DataError', err);
      }
    }
    return importKey(format, data, unwrappedKeyAlgorithm, !!extractable, keyUsages);
  }

  async getPublicKey(key, keyUsages) {
    checkSubtle(this, arguments, 2, 'getPublicKey');
    const fields = keyFields(key);
    const { getPublicKey } = operationsOf(fields.algorithm.name);
    if (getPublicKey === undefined) throw notSupported('key must be a private key');
    if (fields.handle.type !== 'private') throw failure('key must be a private key', 'InvalidAccessError');
    return getPublicKey(fields, keyUsages);
  }

  async encapsulateBits(encapsulationAlgorithm, encapsulationKey) {
    checkSubtle(this, arguments, 2, 'encapsulateBits');
    const { operations, fields } = capsule(encapsulationAlgorithm, 'encapsulate', encapsulationKey, 'encapsulateBits');
    const { sharedKey, ciphertext } = await operations.encapsulate(fields);
    return { sharedKey: memoryOf(sharedKey), ciphertext: memoryOf(ciphertext) };
  }

  async encapsulateKey(encapsulationAlgorithm, encapsulationKey, sharedKeyAlgorithm, extractable, usages) {
    checkSubtle(this, arguments, 5, 'encapsulateKey');
    const { operations, fields } = capsule(encapsulationAlgorithm, 'encapsulate', encapsulationKey, 'encapsulateKey');
    const shared = normalize(sharedKeyAlgorithm, 'importKey');
    const { sharedKey, ciphertext } = await operations.encapsulate(fields);
    const key = await shared.operations.importKey('raw-secret', sharedKey, shared.algorithm, !!extractable, usages);
    return { ciphertext: memoryOf(ciphertext), sharedKey: key };
  }

  async decapsulateBits(decapsulationAlgorithm, decapsulationKey, ciphertext) {
    checkSubtle(this, arguments, 3, 'decapsulateBits');
    const { operations, fields } = capsule(decapsulationAlgorithm, 'decapsulate', decapsulationKey, 'decapsulateBits');
    return result(await operations.decapsulate(fields, bufferOf(ciphertext, 'ciphertext')));
  }

  async decapsulateKey(decapsulationAlgorithm, decapsulationKey, ciphertext, sharedKeyAlgorithm, extractable, usages) {
    checkSubtle(this, arguments, 6, 'decapsulateKey');
    const { operations, fields } = capsule(decapsulationAlgorithm, 'decapsulate', decapsulationKey, 'decapsulateKey');
    const shared = normalize(sharedKeyAlgorithm, 'importKey');
    const secret = await operations.decapsulate(fields, bufferOf(ciphertext, 'ciphertext'));
    return shared.operations.importKey('raw-secret', secret, shared.algorithm, !!extractable, usages);
  }
}
expose(SubtleCrypto, 'SubtleCrypto', [
  'encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey',
  'wrapKey', 'unwrapKey', 'getPublicKey', 'encapsulateBits', 'encapsulateKey', 'decapsulateBits', 'decapsulateKey',
]);
for (const [name, length] of [['supports', 2]])
  Object.defineProperty(SubtleCrypto[name], 'length', { __proto__: null, configurable: true, value: length });
Object.defineProperty(SubtleCrypto, 'supports', { __proto__: null, enumerable: true });

// padded makes the text of a key one that AES-KW can wrap, whose length is a
// multiple of eight.
function padded(text, name) {
  return name === 'AES-KW' ? text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8) : text;
}

const supported = {
  '__proto__': null, 'encrypt': 'encrypt', 'decrypt': 'decrypt', 'sign': 'sign', 'verify': 'verify', 'digest': 'digest',
  'generateKey': 'generateKey', 'deriveKey': 'deriveBits', 'deriveBits': 'deriveBits', 'importKey': 'importKey',
  'exportKey': 'exportKey', 'wrapKey': 'wrapKey', 'unwrapKey': 'unwrapKey', 'getPublicKey': 'getPublicKey',
  'encapsulateBits': 'encapsulate', 'encapsulateKey': 'encapsulate', 'decapsulateBits': 'decapsulate', 'decapsulateKey': 'decapsulate',
};

function supports(operation, algorithm, other) {
  if (!(operation in supported)) return false;
  try {
    if (operation === 'wrapKey') wrapping(algorithm, 'wrapKey', 'encrypt');
    else if (operation === 'unwrapKey') wrapping(algorithm, 'unwrapKey', 'decrypt');
    else normalize(algorithm, supported[operation]);
    return !/capsulateKey$/.test(operation) || secretNames.includes(normalize(other, 'importKey').algorithm.name);
  } catch {
    return false;
  }
}

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

// importHandle makes a CryptoKey of what a KeyObject stands for.
function importHandle(handle, wanted, extractable, usages) {
  const { algorithm, operations } = normalize(wanted, 'importHandle');
  const asymmetric = asymmetricNames.includes(algorithm.name) || pqNames.includes(algorithm.name);
  if (asymmetric === (handle.type === 'secret')) throw new ERR_INVALID_ARG_TYPE('key', `a key for ${article(algorithm.name)}`, handle.type);
  return operations.importHandle(handle, algorithm, !!extractable, usages);
}

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto, importHandle, subtle };
