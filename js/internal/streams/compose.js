'use strict';

// compose: several streams as one, written at its head and read at its tail.

const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validators');
const { Duplex } = require('stream');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { pipeline } = require('internal/streams/pipeline');
const {
  isNodeStream, isReadable, isReadableStream, isTransformStream, isWebStream, isWritable, isWritableStream,
} = require('internal/streams/utils');

const canRead = (stream) => isReadable(stream) || isReadableStream(stream) || isTransformStream(stream);
const canWrite = (stream) => isWritable(stream) || isWritableStream(stream) || isTransformStream(stream);

function validateStreams(streams, original) {
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (i < streams.length - 1 && !canRead(stream)) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, original[i], 'must be readable');
    }
    if (i > 0 && !canWrite(stream)) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, original[i], 'must be writable');
    }
  });
}

// Writes to d go to the head.
function writeTo(d, head, state) {
  if (isNodeStream(head)) {
    d._write = (chunk, encoding, callback) => {
      if (head.write(chunk, encoding)) callback();
      else state.ondrain = callback;
    };
    d._final = (callback) => {
      head.end();
      state.onfinish = callback;
    };
    head.on('drain', () => state.take('ondrain')?.());
    return;
  }
  const writer = (isTransformStream(head) ? head.writable : head).getWriter();
  d._write = async (chunk, encoding, callback) => {
    try {
      await writer.ready;
      writer.write(chunk).catch(() => {});
      callback();
    } catch (err) {
      callback(err);
    }
  };
  d._final = async (callback) => {
    try {
      await writer.ready;
      writer.close().catch(() => {});
      state.onfinish = callback;
    } catch (err) {
      callback(err);
    }
  };
}

// d is read from the tail.
function readFrom(d, tail) {
  if (isNodeStream(tail)) {
    d._read = () => tail.resume();
    tail.on('data', (chunk) => {
      if (!d.push(chunk)) tail.pause();
    });
    tail.on('end', () => d.push(null));
    return;
  }
  const reader = (isTransformStream(tail) ? tail.readable : tail).getReader();
  d._read = async () => {
    for (;;) {
      let result;
      try {
        result = await reader.read();
      } catch {
        return; // pipeline reports it
      }
      if (result.done) {
        d.push(null);
        return;
      }
      if (!d.push(result.value)) return;
    }
  };
}

function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const original = streams.slice();
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  validateStreams(streams, original);

  // Callbacks that wait for the inner streams.
  const state = {
    ondrain: null,
    onfinish: null,
    onclose: undefined, // null once the pipeline is done
    take(name) {
      const callback = this[name];
      this[name] = null;
      return callback;
    },
  };

  const head = streams[0];
  const tail = pipeline(streams, (err) => {
    const callback = state.take('onclose');
    if (callback) callback(err);
    else if (err) d.destroy(err);
    else if (!readable && !writable) d.destroy();
  });
  const writable = !!canWrite(head);
  const readable = !!canRead(tail);
  const d = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });
  if (writable) {
    if (isNodeStream(head) || isWebStream(head)) writeTo(d, head, state);
    eos(isTransformStream(tail) ? tail.readable : tail, () => state.take('onfinish')?.());
  }
  if (readable && (isNodeStream(tail) || isWebStream(tail))) readFrom(d, tail);

  d._destroy = (err, callback) => {
    if (!err && state.onclose !== null) err = new AbortError();
    state.ondrain = null;
    state.onfinish = null;
    if (isNodeStream(tail)) destroyer(tail, err);
    if (state.onclose === null) callback(err);
    else state.onclose = callback;
  };
  return d;
}

// Readable.prototype.compose
compose.composeMethod = function(stream, options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
  const composed = compose(this, stream);
  if (options?.signal) {
    require('internal/streams/add-abort-signal').addAbortSignalNoValidate(options.signal, composed);
  }
  return composed;
};

module.exports = compose;
