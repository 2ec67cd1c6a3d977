'use strict';

const {
  AbortError, aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS, ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE, ERR_STREAM_UNABLE_TO_PIPE,
  },
} = require('internal/errors');
const { AbortController } = require('internal/abort_controller');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const destroyImpl = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const {
  isIterable, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream,
  isTransformStream, isWebStream,
} = require('internal/streams/utils');

const READABLES = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'];

// Destroys a stream of the pipeline unless it is done by then.
function destroyer(stream, reading, writing) {
  let done = false;
  stream.on('close', () => {
    done = true;
  });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => {
    done = !err;
  });
  return {
    cleanup,
    destroy(err) {
      if (done) return;
      done = true;
      destroyImpl.destroyer(stream, err || new ERR_STREAM_DESTROYED('pipe'));
    },
  };
}

function toAsyncIterable(source) {
  if (isIterable(source)) return source;
  if (isReadableNodeStream(source)) return fromLegacy(source);
  throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], source);
}

async function* fromLegacy(source) {
  yield* require('stream').Readable.prototype[Symbol.asyncIterator].call(source);
}

// Writes what an iterable yields to a stream.
async function pumpToNode(iterable, writable, finish, end) {
  let error;
  let wake = null;
  const resume = (err) => {
    if (err) error = err;
    const woken = wake;
    wake = null;
    woken?.();
  };
  const wait = () => new Promise((resolve, reject) => {
    const settle = () => (error ? reject(error) : resolve());
    if (error) settle();
    else wake = settle;
  });
  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregateTwoErrors(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

async function pumpToWeb(iterable, stream, finish, end) {
  const writer = (isTransformStream(stream) ? stream.writable : stream).getWriter();
  try {
    for await (const chunk of iterable) {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (end) await writer.close();
    finish();
  } catch (err) {
    try {
      await writer.abort(err);
      finish(err);
    } catch (abortError) {
      finish(abortError);
    }
  }
}

// Pipes one stream into the next.
function pipe(source, dest, finish, finishOnError, end) {
  let ended = false;
  dest.on('close', () => {
    if (!ended) finishOnError(new ERR_STREAM_PREMATURE_CLOSE());
  });
  source.pipe(dest, { end: false }); // it is ended below, stdio too
  if (end) {
    const endDest = () => {
      ended = true;
      dest.end();
    };
    if (isReadableFinished(source)) process.nextTick(endDest);
    else source.once('end', endDest);
  } else {
    finish();
  }
  eos(source, { readable: true, writable: false }, (err) => {
    const state = source._readableState;
    if (err?.code === 'ERR_STREAM_PREMATURE_CLOSE' && state?.ended && !state.errored && !state.errorEmitted) {
      // 'close' before 'end': some streams do that, and the data is complete.
      source.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return eos(dest, { readable: false, writable: true }, finish);
}

// Pipeline is the state of one call.
class Pipeline {
  constructor(streams, callback, options) {
    this.streams = streams;
    this.callback = callback;
    this.end = options?.end;
    this.outerSignal = options?.signal;
    this.controller = new AbortController();
    this.error = undefined;
    this.value = undefined;
    this.destroys = [];
    this.lastCleanups = []; // what frees a last stream that can be read on
    this.pending = 0;
    this.finish = (err) => this.settle(err, --this.pending === 0);
    this.finishOnError = (err) => this.settle(err, false);
    this.abort = () => this.settle(new AbortError(undefined, { cause: this.outerSignal?.reason }));
    validateAbortSignal(this.outerSignal, 'options.signal');
    if (this.outerSignal) {
      const { addAbortListener } = require('internal/events/abort_listener');
      this.disposable = addAbortListener(this.outerSignal, this.abort);
    }
  }

  settle(err, final) {
    if (err && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE' || this.error.name === 'AbortError')) {
      this.error = err;
    }
    if (!this.error && !final) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    this.disposable?.[Symbol.dispose]();
    this.controller.abort();
    if (!final) return;
    if (!this.error) this.lastCleanups.forEach((cleanup) => cleanup());
    process.nextTick(this.callback, this.error, this.value);
  }

  run() {
    let result;
    for (let i = 0; i < this.streams.length; i++) {
      if (isNodeStream(this.streams[i])) this.watch(i);
      result = i === 0 ? this.first(this.streams[0]) : this.join(result, i);
    }
    if (this.controller.signal.aborted || this.outerSignal?.aborted) process.nextTick(this.abort);
    return result;
  }

  isLast(i) {
    return i === this.streams.length - 1;
  }

  ends(i) {
    return !this.isLast(i) || this.end !== false;
  }

  // Has a stream destroyed when another one fails, and its errors reported.
  watch(i) {
    const stream = this.streams[i];
    const next = this.streams[i + 1];
    if (!this.isLast(i) && (next?.closed || next?.destroyed)) throw new ERR_STREAM_UNABLE_TO_PIPE();
    const readOn = isReadable(stream) && this.isLast(i);
    if (this.ends(i)) {
      const { destroy, cleanup } = destroyer(stream, !this.isLast(i), i > 0);
      this.destroys.push(destroy);
      if (readOn) this.lastCleanups.push(cleanup);
    }
    // Also those that come after the pipeline is done.
    const onError = (err) => {
      if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.finishOnError(err);
    };
    stream.on('error', onError);
    if (readOn) this.lastCleanups.push(() => stream.removeListener('error', onError));
  }

  first(stream) {
    if (typeof stream === 'function') {
      const result = stream({ signal: this.controller.signal });
      if (!isIterable(result)) throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', result);
      return result;
    }
    if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) return stream;
    return require('stream').Duplex.from(stream);
  }

  // Leads what comes so far into streams[i], and returns what comes then.
  join(source, i) {
    const stream = this.streams[i];
    if (typeof stream === 'function') return this.joinFunction(source, i);
    if (isNodeStream(stream)) {
      this.joinNode(source, i);
      return stream;
    }
    if (isWebStream(stream)) {
      this.joinWeb(source, i);
      return stream;
    }
    return require('stream').Duplex.from(stream);
  }

  joinFunction(source, i) {
    const input = toAsyncIterable(isTransformStream(source) ? source?.readable : source);
    const result = this.streams[i](input, { signal: this.controller.signal });
    if (!this.isLast(i)) {
      if (!isIterable(result, true)) throw new ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, result);
      return result;
    }
    // What is returned is always a stream that can be piped on.
    const { PassThrough } = require('stream');
    const through = new PassThrough({ objectMode: true });
    this.drainInto(through, result, i);
    const { destroy, cleanup } = destroyer(through, false, true);
    this.destroys.push(destroy);
    this.lastCleanups.push(cleanup);
    return through;
  }

  drainInto(through, result, i) {
    const end = this.ends(i);
    const then = result?.then; // read once: it may be a getter
    if (typeof then === 'function') {
      this.pending++;
      then.call(result, (value) => {
        this.value = value;
        if (value != null) through.write(value);
        if (end) through.end();
        process.nextTick(this.finish);
      }, (err) => {
        through.destroy(err);
        process.nextTick(this.finish, err);
      });
    } else if (isIterable(result, true)) {
      this.pending++;
      pumpToNode(result, through, this.finish, end);
    } else if (isReadableStream(result) || isTransformStream(result)) {
      this.pending++;
      pumpToNode(result.readable || result, through, this.finish, end);
    } else {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', result);
    }
  }

  joinNode(source, i) {
    const stream = this.streams[i];
    const end = this.ends(i);
    if (isReadableNodeStream(source)) {
      this.pending += 2;
      const cleanup = pipe(source, stream, this.finish, this.finishOnError, end);
      if (isReadable(stream) && this.isLast(i)) this.lastCleanups.push(cleanup);
      return;
    }
    this.pending++;
    pumpToNode(this.readableOf(source), stream, this.finish, end);
  }

  joinWeb(source, i) {
    const input = isReadableNodeStream(source) ? toAsyncIterable(source) : this.readableOf(source);
    this.pending++;
    pumpToWeb(input, this.streams[i], this.finish, this.ends(i));
  }

  readableOf(source) {
    if (isTransformStream(source)) return source.readable;
    if (isReadableStream(source) || isIterable(source)) return source;
    throw new ERR_INVALID_ARG_TYPE('val', READABLES, source);
  }
}

function pipelineImpl(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');
  return new Pipeline(streams, callback, options).run();
}

function pipeline(...streams) {
  const callback = streams[streams.length - 1];
  validateFunction(callback, 'streams[stream.length - 1]');
  streams.pop();
  let called = false;
  return pipelineImpl(streams, function(...args) {
    if (called) return;
    called = true;
    Reflect.apply(callback, this, args);
  });
}

module.exports = { pipeline, pipelineImpl };
