'use strict';

// KeyObject for secret keys. Public and private ones are not there yet.

const binding = require('internal/binding/crypto');
const { bytesOf } = require('internal/crypto/bytes');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateFunction, validateInteger, validateObject, validateOneOf, validateString } = require('internal/validators');

const kCreate = Symbol('kCreate');
const contents = new WeakMap(); // the bytes of each key

class KeyObject {
  constructor(type, bytes, key = undefined) {
    if (!['secret', 'public', 'private'].includes(type)) throw new ERR_INVALID_ARG_VALUE('type', type);
    if (key !== kCreate) throw new ERR_INVALID_ARG_TYPE('handle', 'object', bytes);
    contents.set(this, bytes);
  }

  get type() {
    return 'secret';
  }

  static from(key) {
    const { CryptoKey, bytesOfCryptoKey } = require('internal/crypto/webcrypto');
    if (!(key instanceof CryptoKey)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return new SecretKeyObject(bytesOfCryptoKey(key));
  }

  equals(other) {
    if (!(other instanceof KeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    const [a, b] = [contents.get(this), contents.get(other)];
    return a.length === b.length && binding.timingSafeEqual(a, b);
  }

  get [Symbol.toStringTag]() {
    return 'KeyObject';
  }
}

class SecretKeyObject extends KeyObject {
  constructor(bytes) {
    super('secret', Buffer.from(bytes), kCreate);
  }

  get symmetricKeySize() {
    return contents.get(this).length;
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: contents.get(this).toString('base64url') };
    }
    return Buffer.from(contents.get(this));
  }
}

function createSecretKey(key, encoding) {
  const bytes = bytesOf(key, 'key', encoding);
  return new SecretKeyObject(ArrayBuffer.isView(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes);
}

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
  return new SecretKeyObject(binding.randomBytes(sizeOfKey(type, options)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, undefined];
  const size = sizeOfKey(type, options);
  validateFunction(callback, 'callback');
  setImmediate(callback, null, new SecretKeyObject(binding.randomBytes(size)));
}

function bytesOfKey(key) {
  return contents.get(key);
}

module.exports = { KeyObject, bytesOfKey, createSecretKey, generateKey, generateKeySync };
