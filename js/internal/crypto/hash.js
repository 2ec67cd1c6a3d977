'use strict';

// Hash and Hmac, as streams and by update and digest.

const { Transform } = require('stream');
const binding = require('internal/binding/crypto');
const { secretOf } = require('internal/crypto/bytes');
const { codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateString, validateUint32 } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');

function hide(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, writable: true, value });
}

function inherit(constructor) {
  Object.setPrototypeOf(constructor.prototype, Transform.prototype);
  Object.setPrototypeOf(constructor, Transform);
}

function outputOf(buffer, encoding) {
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function checkData(data) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data))
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  if (algorithm instanceof Hash) {
    hide(this, kHandle, algorithm[kHandle].copy());
  } else {
    validateString(algorithm, 'algorithm');
    const length = options?.outputLength;
    if (length !== undefined) validateUint32(length, 'options.outputLength');
    if (!binding.isDigest(algorithm)) throw new Error('Digest method not supported');
    hide(this, kHandle, new binding.Hash(algorithm, length));
  }
  hide(this, kFinalized, false);
  Transform.call(this, options);
}
inherit(Hash);

Hash.prototype.copy = function copy(options) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype.update = function update(data, encoding) {
  checkData(data);
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  this[kHandle].update(data, encoding);
  return this;
};

Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  this[kFinalized] = true;
  return outputOf(this[kHandle].digest(), outputEncoding);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  this[kHandle].update(chunk, encoding);
  callback();
};

Hash.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

function Hmac(algorithm, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
  validateString(algorithm, 'hmac');
  const secret = secretOf(key, options?.encoding);
  hide(this, kHandle, new binding.Hash(algorithm, undefined, secret));
  hide(this, kFinalized, false);
  Transform.call(this, options);
}
inherit(Hmac);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype._transform = Hash.prototype._transform;
Hmac.prototype._flush = Hash.prototype._flush;

// An Hmac that has been asked already gives nothing more.
Hmac.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) return outputOf(Buffer.alloc(0), outputEncoding);
  this[kFinalized] = true;
  return outputOf(this[kHandle].digest(), outputEncoding);
};

// hash is a digest of all data at once.
function hash(algorithm, data, options) {
  validateString(algorithm, 'algorithm');
  if (typeof data !== 'string' && !ArrayBuffer.isView(data))
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  const { outputEncoding = 'hex', outputLength } = typeof options === 'string' ? { outputEncoding: options } : options ?? {};
  validateString(outputEncoding, 'outputEncoding');
  if (!binding.isDigest(algorithm)) throw new Error(`Digest method ${algorithm} is not supported`);
  const handle = new binding.Hash(algorithm, outputLength);
  handle.update(data);
  return outputOf(handle.digest(), outputEncoding);
}

module.exports = { Hash, Hmac, hash };
