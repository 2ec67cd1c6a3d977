'use strict';

// KeyObject, and the many forms in which functions take keys.

const binding = require('internal/binding/crypto');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { checkOutput, isRaw, parseRaw, writeRaw } = require('internal/crypto/raw');
const { kClone } = require('internal/structured_clone');
const { validateObject, validateOneOf, validateString } = require('internal/validators');

const { KeyHandle } = binding;
const byteTypes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
const keyTypes = [...byteTypes, 'KeyObject', 'CryptoKey'];
const handles = new WeakMap(); // of each KeyObject
const webHandles = new WeakMap(); // of each CryptoKey

// Keys do not change: all threads have one and the same.
Object.defineProperty(KeyHandle.prototype, kClone, {
  __proto__: null,
  value: {
    pack() { return { part: this }; },
  },
});

class KeyObject {
  constructor(type, handle) {
    if (!['secret', 'public', 'private'].includes(type)) throw new ERR_INVALID_ARG_VALUE('type', type);
    if (!(handle instanceof KeyHandle)) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    handles.set(this, handle);
    binding.holdKey(this, handle);
  }

  get type() {
    return handles.get(this).type;
  }

  static from(key) {
    const handle = webHandles.get(key);
    if (handle === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return keyObjectOf(handle);
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    return require('internal/crypto/webcrypto').importHandle(handles.get(this), algorithm, extractable, keyUsages);
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    return handles.get(this).equals(handles.get(otherKeyObject));
  }

  get [Symbol.toStringTag]() {
    return 'KeyObject';
  }
}
Object.defineProperties(KeyObject.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'KeyObject' },
  [kClone]: {
    __proto__: null,
    value: {
      clone() { return keyObjectOf(handles.get(this)); },
      pack() { return { data: handles.get(this), from: 'internal/crypto/keys:keyObjectOf' }; },
    },
  },
});

class SecretKeyObject extends KeyObject {
  constructor(handle) {
    super('secret', handle);
  }

  get symmetricKeySize() {
    return handles.get(this).secret().length;
  }

  export(options) {
    const secret = handles.get(this).secret();
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: secret.toString('base64url') };
    }
    return secret;
  }
}

class AsymmetricKeyObject extends KeyObject {
  #details;

  get asymmetricKeyType() {
    return handles.get(this).kind;
  }

  get asymmetricKeyDetails() {
    this.#details ??= handles.get(this).details();
    return { ...this.#details };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    return exportKey(handles.get(this), options, true);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    return exportKey(handles.get(this), options, false);
  }
}

const classes = { secret: SecretKeyObject, public: PublicKeyObject, private: PrivateKeyObject };

function keyObjectOf(handle) {
  return new classes[handle.type](handle);
}

function isKeyObject(value) {
  return handles.has(value);
}

// handleIn returns the handle of a KeyObject or a CryptoKey, undefined of
// anything else.
function handleIn(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  return handles.get(value) ?? webHandles.get(value);
}

function isByteLike(value) {
  return typeof value === 'string' || isBytes(value);
}

function optionName(name, owner) {
  return owner === undefined ? `options.${name}` : `${owner}.${name}`;
}

// parseType checks the type of an encoding. isPublic is undefined if it may be
// of a public or of a private key.
function parseType(type, required, kind, isPublic, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (kind !== undefined && kind !== 'rsa') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('pkcs1', 'can only be used for RSA keys');
    return type;
  }
  if (type === 'spki' && isPublic !== false || type === 'pkcs8' && isPublic !== true) return type;
  if (type === 'sec1' && isPublic !== true) {
    if (kind !== undefined && kind !== 'ec') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('sec1', 'can only be used for EC keys');
    return type;
  }
  throw new ERR_INVALID_ARG_VALUE(name, type);
}

function parseFormat(format, fallback, name) {
  if (format === undefined && fallback !== undefined) return fallback;
  if (format !== 'pem' && format !== 'der') throw new ERR_INVALID_ARG_VALUE(name, format);
  return format;
}

function passphraseBytes(passphrase, encoding) {
  return passphrase === undefined ? undefined : bytesOf(passphrase, 'key.passphrase', encoding);
}

// parseInput reads how a key that is given is encoded.
function parseInput(options, isPublic) {
  const format = parseFormat(options.format, 'pem', 'key.format');
  const type = parseType(options.type, format === 'der', undefined, isPublic, 'key.type');
  const { passphrase } = options;
  if (passphrase !== undefined && !isByteLike(passphrase)) throw new ERR_INVALID_ARG_VALUE('key.passphrase', passphrase);
  return { format, type, passphrase: passphraseBytes(passphrase, options.encoding) };
}

// parseOutput reads how a key is to be encoded.
function parseOutput(options, kind, isPublic, owner) {
  if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  if (isRaw(options.format)) return checkOutput(options, isPublic, (name) => optionName(name, owner));
  const format = parseFormat(options.format, undefined, optionName('format', owner));
  const type = parseType(options.type, true, kind, isPublic, optionName('type', owner));
  if (isPublic) return { format, type };
  const { cipher, passphrase, encoding } = options;
  if (cipher === undefined || cipher === null) {
    if (passphrase !== undefined) throw new ERR_INVALID_ARG_VALUE(optionName('cipher', owner), cipher);
    return { format, type };
  }
  if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(optionName('cipher', owner), cipher);
  if (format === 'der' && type !== 'pkcs8') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
  if (!isByteLike(passphrase)) throw new ERR_INVALID_ARG_VALUE(optionName('passphrase', owner), passphrase);
  return { format, type, cipher, passphrase: passphraseBytes(passphrase, encoding) };
}

function exportKey(handle, options, isPublic) {
  if (options?.format === 'jwk') {
    if (!isPublic && (options.passphrase !== undefined || options.cipher !== undefined))
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
    return handle.jwk();
  }
  return writeKey(handle, parseOutput(options, handle.kind, isPublic), isPublic);
}

function writeKey(handle, encoding, isPublic) {
  if (isRaw(encoding.format)) return writeRaw(handle, encoding);
  const { format, type, cipher, passphrase } = encoding;
  return handle.write(!isPublic, format, type, cipher, passphrase);
}

const jwkMembers = {
  EC: [['crv', 'x', 'y'], ['d']],
  RSA: [['n', 'e'], ['d', 'p', 'q', 'dp', 'dq', 'qi']],
  OKP: [['crv', 'x'], ['d']],
  AKP: [['alg', 'pub'], ['priv']],
};
const jwkCurves = {
  EC: ['P-256', 'secp256k1', 'P-384', 'P-521'],
  OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'],
};

// parseJWK reads a key of the web's form.
function parseJWK(jwk, wantsPrivate) {
  validateObject(jwk, 'key.key');
  const { kty } = jwk;
  if (!Object.hasOwn(jwkMembers, kty ?? '')) {
    if (typeof kty !== 'string') validateString(kty, 'key.key.kty');
    throw jwkError(`${kty} is not a supported JWK key type`);
  }
  const [open, secret] = jwkMembers[kty];
  if (kty in jwkCurves) validateOneOf(jwk.crv, 'key.key.crv', jwkCurves[kty]);
  if (kty === 'AKP') checkAKP(jwk, wantsPrivate);
  const members = { kty };
  for (const name of wantsPrivate ? [...open, ...secret] : open) {
    validateString(jwk[name], `key.key.${name}`);
    members[name] = jwk[name].replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  const handle = binding.parseJWK(members);
  if (handle === undefined) throw new ERR_CRYPTO_INVALID_JWK(kty === 'OKP' ? 'data' : `${kty} key`);
  return handle;
}

// checkAKP checks the members of a post-quantum key.
function checkAKP({ alg, pub, priv }, wantsPrivate) {
  if (typeof alg !== 'string' || !binding.isPQ(alg)) throw jwkError('Unsupported JWK AKP "alg"');
  if (typeof pub !== 'string') throw new ERR_CRYPTO_INVALID_JWK('AKP key');
  if (wantsPrivate && typeof priv !== 'string') throw jwkError('JWK does not contain private key material');
}

function jwkError(message) {
  const err = new ERR_CRYPTO_INVALID_JWK('');
  err.message = message;
  return err;
}

// parseKey reads a key given as text, bytes or in an object. isPublic is false
// if only a private one will do.
function parseKey(key, isPublic, name, types) {
  const wantsPrivate = isPublic === false;
  if (isByteLike(key)) return binding.parseKey(wantsPrivate, bytesOf(key, name), 'pem');
  if (typeof key !== 'object' || key === null) throw new ERR_INVALID_ARG_TYPE(name, types, key);
  const { key: data, format, encoding } = key;
  if (format === 'jwk') return parseJWK(data, wantsPrivate);
  if (isRaw(format)) return parseRaw(key, wantsPrivate);
  if (!isByteLike(data)) throw new ERR_INVALID_ARG_TYPE('key.key', types, data);
  const { format: form, type, passphrase } = parseInput(key, isPublic);
  return binding.parseKey(wantsPrivate, bytesOf(data, 'key.key', encoding), form, type, passphrase);
}

function wrongType(handle, expected) {
  return new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(handle.type, expected);
}

// privateHandle is the private key that a function is to work with.
function privateHandle(key, name = 'key') {
  const handle = handleIn(key) ?? handleIn(key?.key);
  if (handle === undefined) return parseKey(key, false, name, [...keyTypes, 'URL']);
  if (handle.type !== 'private') throw wrongType(handle, 'private');
  return handle;
}

// publicHandle is the public key that a function is to work with, which may be
// given by the private one.
function publicHandle(key, name = 'key') {
  const handle = handleIn(key) ?? handleIn(key?.key);
  if (handle === undefined) return parseKey(key, undefined, name, keyTypes);
  if (handle.type === 'secret') throw wrongType(handle, 'private or public');
  return handle;
}

function createSecretKey(key, encoding) {
  return new SecretKeyObject(new KeyHandle(bytesOf(key, 'key', encoding)));
}

function createPublicKey(key) {
  const handle = handleIn(key) ?? handleIn(key?.key);
  if (handle === undefined) return new PublicKeyObject(publicOf(parseKey(key, undefined, 'key', keyTypes)));
  if (handle.type !== 'private') throw wrongType(handle, 'private');
  return new PublicKeyObject(handle.toPublic());
}

function publicOf(handle) {
  return handle.type === 'private' ? handle.toPublic() : handle;
}

function createPrivateKey(key) {
  const types = [...byteTypes, 'URL'];
  if (handleIn(key) !== undefined) throw new ERR_INVALID_ARG_TYPE('key', types, key);
  if (handleIn(key?.key) !== undefined) throw new ERR_INVALID_ARG_TYPE('key.key', types, key.key);
  return new PrivateKeyObject(parseKey(key, false, 'key', types));
}

module.exports = {
  KeyObject,
  PrivateKeyObject,
  PublicKeyObject,
  SecretKeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  handleIn,
  keyObjectOf,
  parseJWK,
  parseOutput,
  privateHandle,
  publicHandle,
  publicOf,
  webHandles,
  writeKey,
};
