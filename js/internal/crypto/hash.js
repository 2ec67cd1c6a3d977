'use strict';

// Hash and Hmac, as streams and by update and digest.

const { Transform } = require('stream');
const binding = require('internal/binding/crypto');
const { checkData, encoded, hide, inherit, secretOf } = require('internal/crypto/bytes');
const { codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateNumber, validateObject, validateString, validateUint32 } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');
const kFlushed = Symbol('kFlushed'); // what a stream has given

let warned = false;

function warnOfLength(algorithm, length) {
  if (warned || length !== undefined || !/^shake-?(128|256)$/i.test(algorithm)) return;
  warned = true;
  process.emitWarning('Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.',
                      'DeprecationWarning', 'DEP0198');
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const copies = algorithm instanceof Hash;
  if (!copies) validateString(algorithm, 'algorithm');
  const length = options?.outputLength;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  if (copies) {
    hide(this, kHandle, algorithm[kHandle].copy(length));
  } else {
    warnOfLength(algorithm, length);
    if (!binding.isDigest(algorithm)) throw new Error('Digest method not supported');
    hide(this, kHandle, new binding.Hash(algorithm, length));
  }
  hide(this, kFinalized, false);
  Transform.call(this, options);
}
inherit(Hash, Transform);

Hash.prototype.copy = function copy(options) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype.update = function update(data, encoding) {
  checkData(data, encoding);
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  this[kHandle].update(data, encoding);
  return this;
};

Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const result = this[kFlushed] ?? this[kHandle].digest();
  this[kFinalized] = true;
  return encoded(result, outputEncoding);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  this[kHandle].update(chunk, encoding);
  callback();
};

// A stream that has ended can still be asked for its digest, once.
Hash.prototype._flush = function _flush(callback) {
  hide(this, kFlushed, this[kHandle].digest());
  this.push(Buffer.from(this[kFlushed]));
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
inherit(Hmac, Transform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype._transform = Hash.prototype._transform;
Hmac.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

// An Hmac that has been asked already gives nothing more.
Hmac.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) return encoded(Buffer.alloc(0), outputEncoding);
  this[kFinalized] = true;
  return encoded(this[kHandle].digest(), outputEncoding);
};

// hash is a digest of all data at once.
function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBuffer.isView(input))
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  const { encoding, length } = oneShotOptions(options);
  warnOfLength(algorithm, length);
  if (!binding.isDigest(algorithm)) throw new Error(`Digest method ${algorithm} is not supported`);
  let handle;
  try {
    handle = new binding.Hash(algorithm, length);
  } catch (err) {
    if (err.code !== 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH') throw err;
    throw new Error(`Output length ${length} is invalid for ${algorithm}, which does not support XOF`);
  }
  handle.update(input);
  return encoded(handle.digest(), encoding);
}

// oneShotOptions reads the encoding and the length of what hash is to return.
function oneShotOptions(options) {
  let encoding = 'hex';
  let length;
  if (typeof options === 'string') {
    encoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    length = options.outputLength;
    if (length !== undefined) validateNumber(length, 'outputLength');
    if (options.outputEncoding !== undefined) encoding = options.outputEncoding;
  }
  validateString(encoding, 'outputEncoding');
  if (encoding.toLowerCase() !== 'buffer' && !Buffer.isEncoding(encoding))
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding);
  return { encoding, length };
}

module.exports = { Hash, Hmac, hash };
