'use strict';

// CompressionStream and DecompressionStream over node:zlib.
// https://compression.spec.whatwg.org/

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { expose } = require('internal/event_target');
const { isSharedArrayBuffer } = require('internal/util/types');
const { customInspect } = require('internal/webstreams/streams');
const { kDestroyOnSyncError, kValidateChunk, newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

const compressors = {
  '__proto__': null,
  'brotli': 'createBrotliCompress',
  'deflate': 'createDeflate',
  'deflate-raw': 'createDeflateRaw',
  'gzip': 'createGzip',
};
const decompressors = {
  '__proto__': null,
  'brotli': 'createBrotliDecompress',
  'deflate': 'createInflate',
  'deflate-raw': 'createInflateRaw',
  'gzip': 'createGunzip',
};

// Chunks are memory that nobody else can change meanwhile; what is no memory
// at all, the stream refuses.
function checkChunk(chunk) {
  const memory = ArrayBuffer.isView(chunk) ? chunk.buffer : chunk;
  if (typeof chunk === 'string' || isSharedArrayBuffer(memory))
    throw new ERR_INVALID_ARG_TYPE('chunk', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], chunk);
}

// pairOf makes the two sides of the transformation that a format names.
function pairOf(name, makers, format, options) {
  const maker = makers[`${format}`];
  if (maker === undefined) {
    const err = new ERR_INVALID_ARG_VALUE('format', format);
    err.message = `Failed to construct '${name}': 1st argument '${format}' is not a valid enum value of type CompressionFormat.`;
    throw err;
  }
  return newReadableWritablePairFromDuplex(require('zlib')[maker](options), {
    [kValidateChunk]: checkChunk, [kDestroyOnSyncError]: true,
  });
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pairOf('CompressionStream', compressors, format);
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }

  [kInspect](depth, options) {
    const { readable, writable } = this;
    return customInspect(depth, options, 'CompressionStream', { readable, writable });
  }
}
expose(CompressionStream, 'CompressionStream', ['readable', 'writable']);

class DecompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pairOf('DecompressionStream', decompressors, format, { rejectGarbageAfterEnd: true });
  }

  get readable() { return this.#pair.readable; }
  get writable() { return this.#pair.writable; }

  [kInspect](depth, options) {
    const { readable, writable } = this;
    return customInspect(depth, options, 'DecompressionStream', { readable, writable });
  }
}
expose(DecompressionStream, 'DecompressionStream', ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
