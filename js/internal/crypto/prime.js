'use strict';

// Prime numbers.

const binding = require('internal/binding/crypto');
const { isBytes, memoryOf } = require('internal/crypto/bytes');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');

function bytesOfNumber(number, name) {
  if (typeof number !== 'bigint') {
    if (isBytes(number)) return number;
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], number);
  }
  if (number < 0n) throw new ERR_OUT_OF_RANGE(name, '>= 0', number);
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + hex.length % 2, '0'), 'hex');
}

function numberOf(bytes) {
  const buffer = ArrayBuffer.isView(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes);
  return BigInt(`0x${buffer.toString('hex') || '0'}`);
}

function checkBounds(size, { safe, add, rem }) {
  const fail = (text) => {
    const err = new ERR_OUT_OF_RANGE('options', '', 0);
    err.message = text;
    throw err;
  };
  if (add === undefined) return;
  const divisor = numberOf(add);
  if (divisor.toString(2).length > size) fail('invalid options.add');
  if (divisor === 0n) fail('invalid options.add');
  if (rem !== undefined && divisor <= numberOf(rem)) fail('invalid options.rem');
}

function prepare(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  let { add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  if (add !== undefined) add = bytesOfNumber(add, 'options.add');
  if (rem !== undefined) rem = bytesOfNumber(rem, 'options.rem');
  checkBounds(size, { safe, add, rem });
  return { args: [size, safe, add, rem], give: (bytes) => (bigint ? numberOf(bytes) : memoryOf(bytes)) };
}

function generatePrimeSync(size, options = {}) {
  const { args, give } = prepare(size, options);
  return give(binding.generatePrime(...args));
}

function generatePrime(size, options, callback) {
  if (typeof options === 'function') [callback, options] = [options, {}];
  const { args, give } = prepare(size, options);
  validateFunction(callback, 'callback');
  binding.generatePrime(...args, (err, bytes) => (err ? callback(err) : callback(null, give(bytes))));
}

function checkArguments(candidate, options) {
  const bytes = bytesOfNumber(candidate, 'candidate');
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return [bytes, checks];
}

function checkPrimeSync(candidate, options = {}) {
  return binding.checkPrime(...checkArguments(candidate, options));
}

function checkPrime(candidate, options = {}, callback) {
  if (typeof options === 'function') [callback, options] = [options, {}];
  const args = checkArguments(candidate, options);
  validateFunction(callback, 'callback');
  binding.checkPrime(...args, callback);
}

module.exports = { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync };
