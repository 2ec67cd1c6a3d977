'use strict';

// The errors of the protocol, as the binding reports them by number, and checks
// of arguments that node:http2 has of its own.

const { errorText } = require('internal/binding/http2');
const { codes, kIsNodeError } = require('internal/errors');

const { ERR_HTTP2_INVALID_SETTING_VALUE, ERR_HTTP2_STREAM_CANCEL, ERR_INVALID_ARG_TYPE } = codes;

// NghttpError is an error that has one of nghttp2's numbers, or one of Node's
// codes besides.
class NghttpError extends Error {
  constructor(errno, code) {
    super(code ? new codes[code]().message : errorText(errno));
    this.code = code || 'ERR_HTTP2_ERROR';
    this.errno = errno;
  }

  get [kIsNodeError]() {
    return true;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function streamCancelled(cause) {
  if (!cause) return new ERR_HTTP2_STREAM_CANCEL();
  return Object.assign(new ERR_HTTP2_STREAM_CANCEL(cause), { cause });
}

// invalidSetting makes the error for a value of a setting that is no number
// between min and max, or, without them, of the wrong type.
function invalidSetting(name, actual, min, max) {
  if (min === undefined) return Object.assign(new ERR_HTTP2_INVALID_SETTING_VALUE(name, actual), { actual });
  return Object.assign(new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError(name, actual), { actual, min, max });
}

function assertIsObject(value, name, types = 'Object') {
  if (value !== undefined && (value === null || typeof value !== 'object' || Array.isArray(value)))
    throw new ERR_INVALID_ARG_TYPE(name, types, value);
}

function assertIsArray(value, name) {
  if (value !== undefined && !Array.isArray(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Array', value);
}

const codeNames = [
  'NO_ERROR', 'PROTOCOL_ERROR', 'INTERNAL_ERROR', 'FLOW_CONTROL_ERROR', 'SETTINGS_TIMEOUT', 'STREAM_CLOSED',
  'FRAME_SIZE_ERROR', 'REFUSED_STREAM', 'CANCEL', 'COMPRESSION_ERROR', 'CONNECT_ERROR', 'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY', 'HTTP_1_1_REQUIRED',
];

// nameOfCode is how a message names an error code of the protocol.
function nameOfCode(code) {
  return codeNames[code] === undefined ? code : `NGHTTP2_${codeNames[code]}`;
}

module.exports = { NghttpError, assertIsArray, assertIsObject, invalidSetting, nameOfCode, streamCancelled };
