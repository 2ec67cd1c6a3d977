'use strict';

// finished(): tells once when a stream has ended, failed or closed too early.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject,
} = require('internal/validators');
const { contextInUse } = require('internal/binding/stream');
const {
  isClosed, isNodeStream, isReadable, isReadableErrored, isReadableFinished, isReadableNodeStream,
  isReadableStream, isWritable, isWritableErrored, isWritableFinished, isWritableNodeStream,
  isWritableStream, kIsClosedPromise, willEmitClose,
} = require('internal/streams/utils');

// An option: call back at once if the outcome is known already.
const kEosNodeSynchronousCallback = Symbol('kEosNodeSynchronousCallback');
const kEmptyObject = Object.freeze({ __proto__: null });
const nop = () => {};

function once(callback) {
  let called = false;
  return function(...args) {
    if (called) return;
    called = true;
    Reflect.apply(callback, this, args);
  };
}

// Runs callback in the asynchronous context of now, if anybody looks at that.
function inContext(callback) {
  if (!contextInUse()) return callback;
  const { AsyncResource } = require('async_hooks');
  const resource = new AsyncResource('STREAM_END_OF_STREAM');
  return function(...args) {
    return resource.runInAsyncScope(callback, this, ...args);
  };
}

function listenForAbort(signal, listener) {
  return require('internal/events/abort_listener').addAbortListener(signal, listener);
}

function errorOf(stream) {
  const errored = isWritableErrored(stream) || isReadableErrored(stream);
  return typeof errored !== 'boolean' && errored || null;
}

function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, callback);
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const wState = stream._writableState;
  const rState = stream._readableState;
  let closeComes = willEmitClose(stream) && isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);

  // What a 'close' now would mean: null, or the error.
  const closedWith = () => {
    const error = errorOf(stream);
    if (error) return error;
    const cutOff = readable && !readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false) ||
      writable && !writableFinished && !isWritableFinished(stream, false);
    return cutOff ? new ERR_STREAM_PREMATURE_CLOSE() : null;
  };

  // The outcome, if it is known already: null or the error.
  const outcome = () => {
    if (isClosed(stream)) return closedWith();
    if (wState?.errorEmitted || rState?.errorEmitted) return closeComes ? undefined : errorOf(stream);
    const writableDone = writableFinished || isWritable(stream) === false;
    const readableDone = readableFinished || isReadable(stream) === false;
    if (!readable && (!closeComes || isReadable(stream)) && writableDone && !wState?.pendingcb) return errorOf(stream);
    if (!writable && (!closeComes || isWritable(stream)) && readableDone) return errorOf(stream);
    if (rState && stream.req && stream.aborted) return errorOf(stream);
    return undefined;
  };

  let result = outcome();
  let cleanup = () => {
    callback = nop;
  };
  if (result !== undefined) {
    if (options.error !== false) {
      stream.on('error', nop);
      cleanup = () => {
        callback = nop;
        stream.removeListener('error', nop);
      };
    }
  } else if (options.signal?.aborted) {
    result = new AbortError(undefined, { cause: options.signal.reason });
  }
  if (result !== undefined) {
    const tell = () => Reflect.apply(callback, stream, result === null ? [] : [result]);
    if (options[kEosNodeSynchronousCallback]) {
      tell();
      return cleanup;
    }
    callback = inContext(callback);
    process.nextTick(tell);
    return cleanup;
  }
  callback = once(inContext(callback));

  const onlegacyfinish = () => {
    if (!stream.writable) onfinish();
  };
  // A stream that has been destroyed by now does not behave as expected:
  // there may be no 'close'.
  const onfinish = () => {
    writableFinished = true;
    if (stream.destroyed) closeComes = false;
    if (closeComes && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  };
  const onend = () => {
    readableFinished = true;
    if (stream.destroyed) closeComes = false;
    if (closeComes && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  };
  const onerror = (err) => callback.call(stream, err);
  const onclose = () => {
    const error = closedWith();
    if (error === null) callback.call(stream);
    else callback.call(stream, error);
  };
  const onrequest = () => stream.req.on('finish', onfinish);

  if (stream.setHeader && typeof stream.abort === 'function') {
    stream.on('complete', onfinish);
    if (!closeComes) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !wState) {
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!closeComes && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  cleanup = () => {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  };

  if (options.signal) {
    const disposable = listenForAbort(options.signal, () => {
      const tell = callback; // cleanup forgets it
      cleanup();
      tell.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    });
    const tell = callback;
    callback = once((...args) => {
      disposable[Symbol.dispose]();
      Reflect.apply(tell, stream, args);
    });
  }
  return cleanup;
}

function eosWeb(stream, options, callback) {
  const { signal } = options;
  callback = once(inContext(callback));
  let aborted = false;
  if (signal) {
    const abort = () => {
      aborted = true;
      callback.call(stream, new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) {
      process.nextTick(abort);
    } else {
      const disposable = listenForAbort(signal, abort);
      const tell = callback;
      callback = once((...args) => {
        disposable[Symbol.dispose]();
        Reflect.apply(tell, stream, args);
      });
    }
  }
  const settled = (...args) => {
    if (!aborted) process.nextTick(() => Reflect.apply(callback, stream, args));
  };
  stream[kIsClosedPromise].promise.then(settled, settled);
  return nop;
}

// finished of stream/promises.
function finished(stream, options) {
  if (options === null) options = kEmptyObject;
  let autoCleanup = false;
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    autoCleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, options, (err) => {
      if (autoCleanup) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished, kEosNodeSynchronousCallback };
