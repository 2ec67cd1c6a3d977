'use strict';

// Signatures: Sign and Verify, and the functions that do all at once.

const { Writable } = require('stream');
const binding = require('internal/binding/crypto');
const { bytesOf, checkData, encoded, hide, inherit } = require('internal/crypto/bytes');
const { privateHandle, publicHandle } = require('internal/crypto/keys');
const {
  codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const kHandle = Symbol('kHandle');

// start begins to hash for a signature.
function start(stream, constructor, algorithm, options) {
  validateString(algorithm, 'algorithm');
  if (!binding.isDigest(algorithm)) {
    const err = new ERR_CRYPTO_INVALID_DIGEST(algorithm);
    err.message = 'Invalid digest';
    throw err;
  }
  hide(stream, kHandle, { algorithm, hash: new binding.Hash(algorithm) });
  Writable.call(stream, options);
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  start(this, Sign, algorithm, options);
}
inherit(Sign, Writable);

Sign.prototype._write = function _write(chunk, encoding, callback) {
  this[kHandle].hash.update(chunk, encoding);
  callback();
};

Sign.prototype.update = function update(data, encoding) {
  checkData(data, encoding);
  this[kHandle].hash.update(data, encoding);
  return this;
};

function option(options, name) {
  const value = options[name];
  if (value === undefined) return undefined;
  if (value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

// settings are the arguments of binding that options of a key give.
function settings(options) {
  if (typeof options !== 'object' || options === null) return [undefined, undefined, false, undefined];
  const { dsaEncoding, context } = options;
  const padding = option(options, 'padding');
  const saltLength = option(options, 'saltLength');
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363')
    throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
  return [padding, saltLength, dsaEncoding === 'ieee-p1363', context === undefined ? undefined : contextOf(context)];
}

function contextOf(context) {
  const bytes = bytesOf(context, 'context');
  if (bytes.byteLength <= 255) return bytes;
  const err = new ERR_OUT_OF_RANGE('context', '<= 255', bytes.byteLength);
  err.message = 'context string must be at most 255 bytes';
  throw err;
}

// digestIn ends a hash, once.
function digestIn(stream) {
  const { algorithm, hash } = stream[kHandle];
  return [algorithm, hash.digest()];
}

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const handle = privateHandle(options, 'privateKey');
  const rest = settings(options);
  const [algorithm, digest] = digestIn(this);
  return encoded(binding.sign(handle, algorithm, ...rest, true, digest), encoding);
};

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  start(this, Verify, algorithm, options);
}
inherit(Verify, Writable);

Verify.prototype._write = Sign.prototype._write;
Verify.prototype.update = Sign.prototype.update;

Verify.prototype.verify = function verify(options, signature, sigEncoding) {
  const handle = publicHandle(options);
  const rest = settings(options);
  const bytes = bytesOf(signature, 'signature', sigEncoding);
  const [algorithm, digest] = digestIn(this);
  return binding.verify(handle, algorithm, ...rest, true, digest, bytes);
};

function checkAlgorithm(algorithm) {
  if (algorithm === null || algorithm === undefined) return;
  validateString(algorithm, 'algorithm');
  if (!binding.isDigest(algorithm)) throw new ERR_CRYPTO_INVALID_DIGEST(algorithm);
}

function sign(algorithm, data, key, callback) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = bytesOf(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const rest = settings(key);
  const handle = privateHandle(key);
  checkAlgorithm(algorithm);
  return binding.sign(handle, algorithm, ...rest, false, bytes, callback);
}

function verify(algorithm, data, key, signature, callback) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = bytesOf(data, 'data');
  const rest = settings(key);
  const given = bytesOf(signature, 'signature');
  const handle = publicHandle(key);
  checkAlgorithm(algorithm);
  return binding.verify(handle, algorithm, ...rest, false, bytes, given, callback);
}

module.exports = {
  Sign,
  Verify,
  createSign: (algorithm, options) => new Sign(algorithm, options),
  createVerify: (algorithm, options) => new Verify(algorithm, options),
  sign,
  verify,
};
