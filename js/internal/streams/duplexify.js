'use strict';

// Duplex.from: a Duplex of nearly anything.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE } } = require('internal/errors');
const { AbortController } = require('internal/abort_controller');
const { Duplex, Readable, Writable } = require('stream');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { from } = require('internal/streams/from');
const {
  isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isReadableStream,
  isWritable, isWritableNodeStream, isWritableStream,
} = require('internal/streams/utils');

class Duplexify extends Duplex {}

const isBlob = (body) => body?.constructor?.name === 'Blob' && typeof body.arrayBuffer === 'function';

function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return join(body, undefined);
  if (isWritableNodeStream(body)) return join(undefined, body);
  if (isNodeStream(body)) return join(false, false);
  if (isReadableStream(body)) return join(Readable.fromWeb(body), undefined);
  if (isWritableStream(body)) return join(undefined, Writable.fromWeb(body));
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer());
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') return fromPair(body);
  const then = body?.then;
  if (typeof then === 'function') return fromPromise(body, then);
  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
    '{ readable, writable } pair', 'Promise',
  ], body);
}

function fromPair({ readable, writable }) {
  if (readable && !isReadableNodeStream(readable)) readable = duplexify(readable);
  if (writable && !isWritableNodeStream(writable)) writable = duplexify(writable);
  return join(readable || undefined, writable || undefined);
}

function fromPromise(promise, then) {
  const d = new Duplexify({ objectMode: true, writable: false, read() {} });
  then.call(promise, (value) => {
    if (value != null) d.push(value);
    d.push(null);
  }, (err) => destroyer(d, err));
  return d;
}

// fromFunction serves functions of an async iterable of what is written:
// generators, whose values are read, and async functions.
function fromFunction(fn, name) {
  const { value, write, final, destroy } = feed(fn);
  if (isDuplexNodeStream(value)) return value; // fn was a constructor
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then !== 'function') {
    throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
  }
  let finalized = false;
  const promise = then.call(value, (result) => {
    if (result != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    // It has not read everything: whoever writes should stop.
    if (!finalized) destroyer(d);
  }, (err) => destroyer(d, err));
  const d = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(cb) {
      finalized = true;
      final(async () => {
        try {
          await promise;
          process.nextTick(cb, null);
        } catch (err) {
          process.nextTick(cb, err);
        }
      });
    },
    destroy,
  });
  return d;
}

function deferred() {
  let resolve;
  const promise = new Promise((r) => {
    resolve = r;
  });
  return { promise, resolve };
}

// feed calls fn with an async iterable, and returns what it returned and the
// methods of a stream that fill the iterable.
function feed(fn) {
  let { promise, resolve } = deferred();
  const controller = new AbortController();
  const { signal } = controller;
  const hand = (item) => {
    const give = resolve;
    resolve = null;
    give(item);
  };
  const value = fn(async function* () {
    for (;;) {
      const next = promise;
      promise = null;
      const { chunk, done, cb } = await next;
      process.nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = deferred());
      yield chunk;
    }
  }(), { signal });
  return {
    value,
    write(chunk, encoding, cb) {
      hand({ chunk, done: false, cb });
    },
    final(cb) {
      hand({ done: true, cb });
    },
    destroy(err, cb) {
      controller.abort(err);
      // fn may be waiting for a chunk.
      if (resolve !== null) hand({ done: true, cb() {} });
      cb(err);
    },
  };
}

// join makes one stream of a readable and a writable one, each of which may
// be missing.
function join(r, w) {
  if (r && typeof r.read !== 'function') r = Readable.wrap(r);
  let readable = !!isReadable(r);
  let writable = !!isWritable(w);
  // Callbacks that wait for the two.
  const state = {
    ondrain: null,
    onfinish: null,
    onreadable: null,
    onclose: undefined, // null once a side is done
    take(name) {
      const callback = this[name];
      this[name] = null;
      return callback;
    },
  };
  const onfinished = (err) => {
    const callback = state.take('onclose');
    if (callback) callback(err);
    else if (err) d.destroy(err);
  };
  const d = new Duplexify({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable,
    writable,
  });
  if (writable) {
    eos(w, (err) => {
      writable = false;
      if (err) destroyer(r, err);
      onfinished(err);
    });
    d._write = (chunk, encoding, callback) => {
      if (w.write(chunk, encoding)) callback();
      else state.ondrain = callback;
    };
    d._final = (callback) => {
      w.end();
      state.onfinish = callback;
    };
    w.on('drain', () => state.take('ondrain')?.());
    w.on('finish', () => state.take('onfinish')?.());
  }
  if (readable) {
    eos(r, (err) => {
      readable = false;
      if (err) destroyer(w, err);
      onfinished(err);
    });
    r.on('readable', () => state.take('onreadable')?.());
    r.on('end', () => d.push(null));
    d._read = () => {
      for (;;) {
        const chunk = r.read();
        if (chunk === null) {
          state.onreadable = d._read;
          return;
        }
        if (!d.push(chunk)) return;
      }
    };
  }
  d._destroy = (err, callback) => {
    if (!err && state.onclose !== null) err = new AbortError();
    state.onreadable = null;
    state.ondrain = null;
    state.onfinish = null;
    if (state.onclose === null) {
      callback(err);
    } else {
      state.onclose = callback;
      destroyer(w, err);
      destroyer(r, err);
    }
  };
  return d;
}

module.exports = duplexify;
