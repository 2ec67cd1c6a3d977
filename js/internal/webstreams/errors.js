'use strict';

// The errors of the web streams library as Node words them: the library throws
// what TypeError and RangeError it is given.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

// What the library's texts are called in Node; all are invalid states.
const states = new Map([
  ['This stream has already been locked for exclusive reading by another reader', 'ReadableStream is locked'],
  ['This stream has already been locked for exclusive writing by another writer', 'WritableStream is locked'],
  ['Cannot cancel a stream that already has a reader', 'ReadableStream is locked'],
  ['Cannot abort a stream that already has a writer', 'WritableStream is locked'],
  ['Cannot close a stream that already has a writer', 'WritableStream is locked'],
  ['ReadableStream.prototype.pipeTo cannot be used on a locked ReadableStream', 'The ReadableStream is locked'],
  ['ReadableStream.prototype.pipeTo cannot be used on a locked WritableStream', 'The WritableStream is locked'],
  ['ReadableStream.prototype.pipeThrough cannot be used on a locked ReadableStream', 'The ReadableStream is locked'],
  ['ReadableStream.prototype.pipeThrough cannot be used on a locked WritableStream', 'The WritableStream is locked'],
  ['Cannot close an already-closing stream', 'Stream is already closing'],
  ['The stream is not in a state that permits close', 'Controller is already closed'],
  ['The stream is not in a state that permits enqueue', 'Controller is already closed'],
  ['The stream has already been closed; do not close it again!', 'Controller is already closed'],
  ['stream is closed or draining', 'Controller is already closed'],
  ['The stream is closing or closed and cannot be written to', 'Stream is closed'],
  ['This BYOB request has been invalidated', 'This BYOB request has been invalidated'],
]);

const wrongType = /must be an array buffer view|is not (an? (object|function|AbortSignal|ReadableStream|WritableStream))|must be a WritableStream|can only respond with array buffer views|byte source$/;
const wrongValue = /is not a valid enumeration value|is not a finite number|outside the accepted range|must be greater than 0|must have non-zero|^Invalid |cannot have a size function|Size must be|is required in/;

function coded(error, code) {
  error.code = code;
  return error;
}

// StreamTypeError makes a TypeError with Node's code and, where Node's own
// library has one for it, with its text.
function StreamTypeError(message) {
  const receiver = /can only be used on a (\w+)$/.exec(message);
  if (receiver !== null) return new ERR_INVALID_THIS(receiver[1]);
  if (message === 'Illegal constructor') return new ERR_ILLEGAL_CONSTRUCTOR();
  if (message === 'The object is not iterable') return coded(new TypeError(message), 'ERR_ARG_NOT_ITERABLE');
  if (wrongType.test(message)) return coded(new TypeError(message), 'ERR_INVALID_ARG_TYPE');
  if (wrongValue.test(message)) return coded(new TypeError(message), 'ERR_INVALID_ARG_VALUE');
  return coded(new TypeError(`Invalid state: ${states.get(message) ?? message}`), 'ERR_INVALID_STATE');
}

function StreamRangeError(message) {
  return coded(new RangeError(message), 'ERR_INVALID_ARG_VALUE');
}

module.exports = { StreamRangeError, StreamTypeError };
