'use strict';

// What crypto's functions take for bytes, and for keys.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

function isBytes(value) {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer);
}

// bytesOf returns a view of a string's or another value's bytes.
function bytesOf(value, name, encoding) {
  if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  if (isBytes(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
}

// secretOf returns the bytes of a secret key in any of its forms.
function secretOf(key, encoding, name = 'key') {
  const { KeyObject, bytesOfKey } = require('internal/crypto/keys');
  if (key instanceof KeyObject) return bytesOfKey(key);
  const { CryptoKey } = require('internal/crypto/webcrypto');
  if (key instanceof CryptoKey) return bytesOfKey(KeyObject.from(key));
  if (typeof key === 'string' || isBytes(key)) return bytesOf(key, name, encoding);
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'], key);
}

function byteLengthOf(bytes) {
  return bytes.byteLength;
}

module.exports = { byteLengthOf, bytesOf, isBytes, secretOf };
