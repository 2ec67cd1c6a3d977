'use strict';

// What crypto's functions take for bytes, and for secret keys.

const {
  codes: { ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');

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
  if (typeof key === 'string' || isBytes(key)) return bytesOf(key, name, encoding);
  const handle = require('internal/crypto/keys').handleIn(key);
  if (handle === undefined)
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'], key);
  if (handle.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(handle.type, 'secret');
  return handle.secret();
}

function byteLengthOf(bytes) {
  return bytes.byteLength;
}

// checkData checks what a hash, a cipher or a signature is given to work on.
function checkData(data, encoding) {
  if (typeof data === 'string') {
    if (data.length % 2 === 1 && `${encoding}`.toLowerCase() === 'hex')
      throw new ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${data.length}`);
  } else if (!ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

// encoded gives bytes in an encoding, and as a Buffer in one that is none.
function encoded(buffer, encoding) {
  const name = encoding && `${encoding}`;
  return Buffer.isEncoding(name) ? buffer.toString(name) : buffer;
}

// memoryOf returns an ArrayBuffer of just the bytes of a Buffer.
function memoryOf(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}

// hide defines a property that is not listed.
function hide(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, writable: true, value });
}

// inherit makes a constructor that is a plain function one of streams.
function inherit(constructor, parent) {
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
  Object.setPrototypeOf(constructor, parent);
}

module.exports = { byteLengthOf, bytesOf, checkData, encoded, hide, inherit, isBytes, memoryOf, secretOf };
