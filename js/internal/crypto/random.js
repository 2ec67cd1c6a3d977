'use strict';

// Random numbers.

const binding = require('internal/binding/crypto');
const { byteLengthOf, isBytes } = require('internal/crypto/bytes');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');

const highestSize = 2 ** 31 - 1;
const widestRange = 2 ** 48 - 1;
const webQuota = 65536;

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > highestSize || size < 0) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${highestSize}`, size);
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  return size >>> 0;
}

function checkOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const highest = Math.min(length, highestSize);
  if (Number.isNaN(offset) || offset > highest || offset < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${highest}`, offset);
  return offset >>> 0;
}

function randomBytes(size, callback) {
  const checked = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  return binding.randomBytes(checked, callback);
}

// spanOf checks which part of buf is to be filled.
function spanOf(buf, offset, size) {
  if (!isBytes(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  const length = byteLengthOf(buf);
  const from = checkOffset(offset, elementSize, length);
  return [from, size === undefined ? length - from : checkSize(size, elementSize, from, length)];
}

function randomFillSync(buf, offset = 0, size) {
  const [from, count] = spanOf(buf, offset, size);
  binding.fill(buf, from, count);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  if (!isBytes(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  if (typeof offset === 'function') [callback, offset, size] = [offset, 0, undefined];
  else if (typeof size === 'function') [callback, size] = [size, undefined];
  else validateFunction(callback, 'callback');
  const [from, count] = spanOf(buf, offset, size);
  binding.fill(buf, from, count, callback);
}

function randomInt(min, max, callback) {
  const minOmitted = max === undefined || typeof max === 'function';
  if (minOmitted) [callback, max, min] = [max, min, 0];
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= widestRange)) throw new ERR_OUT_OF_RANGE(minOmitted ? 'max' : 'max - min', `<= ${widestRange}`, range);
  const number = binding.randomInt(min, max);
  if (callback === undefined) return number;
  process.nextTick(callback, undefined, number);
  return undefined;
}

// formatUUID writes 16 bytes with the given version and the standard's variant.
function formatUUID(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function checkUUIDOptions(options) {
  if (options === undefined) return;
  validateObject(options, 'options');
  if (options.disableEntropyCache !== undefined) validateBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
}

function randomUUID(options) {
  checkUUIDOptions(options);
  return formatUUID(binding.randomBytes(16), 4);
}

function randomUUIDv7(options) {
  checkUUIDOptions(options);
  const bytes = binding.randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return formatUUID(bytes, 7);
}

// getRandomValues is the web's: it fills arrays of integers.
function getRandomValues(data) {
  const { DOMException, QuotaExceededError } = require('internal/dom_exception');
  if (!ArrayBuffer.isView(data) || data instanceof DataView || /Float/.test(data[Symbol.toStringTag]))
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  if (data.byteLength > webQuota) {
    throw new QuotaExceededError(`The requested length exceeds ${'65,536'} bytes`,
                                 { quota: webQuota, requested: data.byteLength });
  }
  binding.fill(data, 0, data.byteLength);
  return data;
}

for (const [fn, length] of [[randomFillSync, 1], [randomInt, 3]])
  Object.defineProperty(fn, 'length', { __proto__: null, configurable: true, value: length });

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7 };
