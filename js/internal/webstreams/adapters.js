'use strict';

// From Node's streams to web streams and back: toWeb and fromWeb.

const { Duplex, Readable, Writable } = require('stream');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE } } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { eos, kEosNodeSynchronousCallback } = require('internal/streams/end-of-stream');
const { isDestroyed, isReadable, isReadableStream, isWritable, isWritableEnded, isWritableStream } = require('internal/streams/utils');
const { validateBoolean, validateObject, validateOneOf } = require('internal/validators');
const {
  ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableStream, WritableStream,
} = require('internal/webstreams/streams');

const kValidateChunk = Symbol('kValidateChunk');
const kDestroyOnSyncError = Symbol('kDestroyOnSyncError');
const kErrorIgnored = Symbol('kErrorSentinelAttached');

function nop() {}

// reasonOf is what the web side is told of a failure of the Node side.
function reasonOf(err) {
  if (err?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause: err });
  if (/^Z_|^ERR__ERROR_/.test(err?.code))
    return Object.assign(new TypeError(undefined, { cause: err }), { code: err.code });
  return err;
}

// ignoreErrors keeps an old-fashioned stream that emits another error after its
// end from making it an exception.
function ignoreErrors(stream) {
  if (stream[kErrorIgnored]) return;
  stream.on('error', nop);
  stream[kErrorIgnored] = true;
}

// outside calls fn so that what it throws is an exception of its own and not
// the rejection of the promise that called it.
function outside(fn, onError = (err) => { throw err; }) {
  try {
    fn();
  } catch (err) {
    process.nextTick(onError, err);
  }
}

function newWritableStreamFromStreamWritable(streamWritable, options = {}) {
  if (typeof streamWritable?.write !== 'function' || typeof streamWritable.on !== 'function')
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }

  let controller;
  let drained;
  let closed;
  const cleanup = eos(streamWritable, (err) => {
    const reason = reasonOf(err);
    cleanup();
    ignoreErrors(streamWritable);
    if (reason != null) {
      drained?.reject(reason);
      closed?.reject(reason);
      controller?.error(reason);
    } else if (closed !== undefined) {
      closed.resolve();
    } else {
      controller?.error(new AbortError());
    }
    closed = controller = undefined;
  });
  streamWritable.on('drain', () => drained?.resolve());

  const send = (chunk) => {
    options[kValidateChunk]?.(chunk);
    const bytes = !streamWritable.writableObjectMode && chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk;
    if (!streamWritable.writableNeedDrain && streamWritable.write(bytes)) return undefined;
    drained = Promise.withResolvers();
    if (!streamWritable.writableNeedDrain) drained.resolve();
    return drained.promise.finally(() => { drained = undefined; });
  };
  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      try {
        return send(chunk);
      } catch (err) {
        // Both sides of a transformation fail.
        if (options[kDestroyOnSyncError]) destroyer(streamWritable, err);
        throw err;
      }
    },
    abort(reason) { destroyer(streamWritable, reason); },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) {
        closed = Promise.withResolvers();
        streamWritable.end();
        return closed.promise;
      }
      controller = undefined;
      return Promise.resolve();
    },
  }, writableStrategyOf(streamWritable));
}

function writableStrategyOf({ writableHighWaterMark: highWaterMark, writableObjectMode }) {
  if (writableObjectMode) return new CountQueuingStrategy({ highWaterMark });
  return { highWaterMark, size: (chunk) => chunk?.byteLength ?? chunk?.length ?? 1 };
}

function newReadableStreamFromStreamReadable(streamReadable, options = {}) {
  if (typeof streamReadable?._readableState !== 'object')
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  validateObject(options, 'options');
  if (options.type !== undefined) validateOneOf(options.type, 'options.type', ['bytes', undefined]);

  const byob = options.type === 'bytes';
  const objectMode = streamReadable.readableObjectMode;
  const readable = isReadable(streamReadable);
  let controller;
  let over = false;
  const source = {
    __proto__: null,
    type: byob ? 'bytes' : undefined,
    start(c) { controller = c; },
    cancel(reason) {
      over = true;
      destroyer(streamReadable, reason);
    },
  };
  if (readable) source.pull = () => { streamReadable.resume(); };
  const stream = new ReadableStream(source, readable ? readableStrategyOf(streamReadable, byob, options.strategy) : undefined);

  // The writable side of a Duplex may stay open. A stream that has ended
  // already is reported before eos returns.
  let cleanup = nop;
  cleanup = eos(streamReadable, { __proto__: null, writable: false, [kEosNodeSynchronousCallback]: true }, (err) => {
    cleanup();
    ignoreErrors(streamReadable);
    if (over) return;
    over = true;
    const reason = reasonOf(err);
    if (reason) {
      controller.error(reason);
      return;
    }
    controller.close();
    if (byob) controller.byobRequest?.respond(0);
  });
  if (over) {
    cleanup();
    return stream;
  }
  if (readable) {
    streamReadable.pause();
    streamReadable.on('data', (chunk) => {
      if (over) return;
      // A Buffer may share its memory with others.
      controller.enqueue(Buffer.isBuffer(chunk) && !objectMode ? new Uint8Array(chunk) : chunk);
      if (controller.desiredSize <= 0) streamReadable.pause();
    });
  }
  return stream;
}

function readableStrategyOf({ readableHighWaterMark: highWaterMark, readableObjectMode }, byob, given) {
  if (byob) return { highWaterMark };
  return given ?? new (readableObjectMode ? CountQueuingStrategy : ByteLengthQueuingStrategy)({ highWaterMark });
}

// The writing half of a stream over a WritableStream, as options for its
// constructor; self() is the stream.
function writingOptions(writer, { decodeStrings, objectMode }, self, state) {
  const bytesOf = (chunk, encoding) => {
    if (typeof chunk !== 'string' || !decodeStrings || objectMode) return chunk;
    const buffer = Buffer.from(chunk, encoding);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  };
  const report = (callback) => (err) => outside(() => callback(err), (thrown) => destroyer(self(), thrown));
  return {
    write(chunk, encoding, callback) {
      const done = report(callback);
      writer.write(bytesOf(chunk, encoding)).then(() => done(), done);
    },
    writev(chunks, callback) {
      const done = report(callback);
      Promise.all(chunks.map(({ chunk }) => writer.write(chunk))).then(() => done(), done);
    },
    final(callback) {
      const done = report(callback);
      if (!state.writerClosed) writer.close().then(() => done(), done);
    },
  };
}

// The reading half of a stream over a ReadableStream.
function readingOptions(reader, self) {
  return {
    read() {
      reader.read().then(({ done, value }) => { self().push(done ? null : value); }, (err) => destroyer(self(), err));
    },
  };
}

function newStreamWritableFromWritableStream(writableStream, options = {}) {
  if (!isWritableStream(writableStream))
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');

  const writer = writableStream.getWriter();
  const state = { writerClosed: false };
  const writable = new Writable({
    highWaterMark, objectMode, decodeStrings, signal,
    ...writingOptions(writer, { decodeStrings, objectMode }, () => writable, state),
    destroy(err, callback) {
      const done = () => outside(() => callback(err));
      if (state.writerClosed) done();
      else (err != null ? writer.abort(err) : writer.close()).then(done, done);
    },
  });
  writer.closed.then(() => {
    state.writerClosed = true;
    if (!isWritableEnded(writable)) destroyer(writable, new ERR_STREAM_PREMATURE_CLOSE());
  }, (err) => {
    state.writerClosed = true;
    destroyer(writable, err);
  });
  return writable;
}

function checkReadingOptions({ encoding, objectMode = false }) {
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  validateBoolean(objectMode, 'options.objectMode');
}

function newStreamReadableFromReadableStream(readableStream, options = {}) {
  if (!isReadableStream(readableStream))
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  validateObject(options, 'options');
  checkReadingOptions(options);
  const { highWaterMark, encoding, objectMode = false, signal } = options;

  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode, highWaterMark, encoding, signal,
    ...readingOptions(reader, () => readable),
    destroy(err, callback) {
      const done = () => outside(() => callback(err));
      if (closed) done();
      else reader.cancel(err).then(done, done);
    },
  });
  reader.closed.then(() => { closed = true; }, (err) => {
    closed = true;
    destroyer(readable, err);
  });
  return readable;
}

let warnedOfType = false;

function newReadableWritablePairFromDuplex(duplex, options = {}) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex._readableState !== 'object')
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  validateObject(options, 'options');
  const type = options.readableType ?? options.type;
  if (options.readableType == null && options.type != null && !warnedOfType) {
    warnedOfType = true;
    process.emitWarning('Passing \'options.type\' to Duplex.toWeb() is deprecated. To specify the ReadableStream type, ' +
                        'use \'options.readableType\'.', 'DeprecationWarning', 'DEP0201');
  }
  const closedWritable = () => {
    const writable = new WritableStream();
    writable.close();
    return writable;
  };
  const closedReadable = () => {
    const readable = new ReadableStream({ type });
    readable.cancel();
    return readable;
  };
  if (isDestroyed(duplex)) return { readable: closedReadable(), writable: closedWritable() };
  return {
    writable: isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex, options) : closedWritable(),
    readable: isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex, { type }) : closedReadable(),
  };
}

function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable, writable } = pair;
  if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readable);
  if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writable);
  validateObject(options, 'options');
  checkReadingOptions(options);
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;

  const writer = writable.getWriter();
  const reader = readable.getReader();
  const state = { writerClosed: false, readerClosed: false };
  const duplex = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal,
    ...writingOptions(writer, { decodeStrings, objectMode }, () => duplex, state),
    ...readingOptions(reader, () => duplex),
    destroy(err, callback) {
      const done = () => outside(() => callback(err));
      const ends = [];
      if (!state.writerClosed) ends.push(writer.abort(err));
      if (!state.readerClosed) ends.push(reader.cancel(err));
      if (ends.length === 0) done();
      else Promise.all(ends).then(done, done);
    },
  });
  const failed = (err) => {
    state.writerClosed = state.readerClosed = true;
    destroyer(duplex, err);
  };
  writer.closed.then(() => {
    state.writerClosed = true;
    if (!isWritableEnded(duplex)) destroyer(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, failed);
  reader.closed.then(() => { state.readerClosed = true; }, failed);
  return duplex;
}

module.exports = {
  kDestroyOnSyncError, kValidateChunk, newReadableStreamFromStreamReadable, newReadableWritablePairFromDuplex,
  newStreamDuplexFromReadableWritablePair, newStreamReadableFromReadableStream, newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
};
