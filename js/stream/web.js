'use strict';

// node:stream/web.

const { customInspect, ...streams } = require('internal/webstreams/streams');
const { defineLazy } = require('internal/lazy');

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateBoolean } = require('internal/validators');

// ReadableStreamTee is stream.tee(); with cloneForBranch2 the second branch gets
// copies of the chunks.
function ReadableStreamTee(stream, cloneForBranch2 = false) {
  if (!(stream instanceof streams.ReadableStream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
  validateBoolean(cloneForBranch2, 'cloneForBranch2');
  const [first, second] = stream.tee();
  if (!cloneForBranch2) return [first, second];
  return [first, second.pipeThrough(new streams.TransformStream({
    transform(chunk, controller) { controller.enqueue(structuredClone(chunk)); },
  }))];
}

Object.assign(exports, streams, { ReadableStreamTee });
defineLazy(exports, {
  TextEncoderStream: () => require('internal/webstreams/encoding').TextEncoderStream,
  TextDecoderStream: () => require('internal/webstreams/encoding').TextDecoderStream,
  CompressionStream: () => require('internal/webstreams/compression').CompressionStream,
  DecompressionStream: () => require('internal/webstreams/compression').DecompressionStream,
});
