'use strict';

// events.once and events.on: events as a promise and as an async iterator.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');

const kWatermarkData = Symbol.for('nodejs.watermarkData');
const kEmptyObject = Object.freeze({ __proto__: null });

function onceFlags() {
  const { kResistStopPropagation } = require('internal/event_target');
  return { __proto__: null, once: true, [kResistStopPropagation]: true };
}

// Adds a listener to an EventEmitter or to an EventTarget.
function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') {
    emitter.removeListener(name, listener);
  } else if (typeof emitter.removeEventListener === 'function') {
    emitter.removeEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function throwIfAborted(signal) {
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

async function once(emitter, name, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  throwIfAborted(signal);
  return new Promise((resolve, reject) => {
    const forgetSignal = () => {
      if (signal != null) unlisten(signal, 'abort', onAbort);
    };
    const onError = (err) => {
      emitter.removeListener(name, onEvent);
      forgetSignal();
      reject(err);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      forgetSignal();
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    };
    const isEmitter = typeof emitter.on === 'function';
    listen(emitter, name, onEvent, isEmitter ? { __proto__: null, once: true } : onceFlags());
    // For an EventTarget 'error' is an event like any other.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) listen(signal, 'abort', onAbort, onceFlags());
  });
}

// A first-in first-out queue that does not move its items at each shift.
class Queue {
  constructor() {
    this.items = [];
    this.head = 0;
  }

  isEmpty() {
    return this.head === this.items.length;
  }

  push(item) {
    this.items.push(item);
  }

  shift() {
    const item = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head === this.items.length) {
      this.items = [];
      this.head = 0;
    }
    return item;
  }
}

function on(emitter, event, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  throwIfAborted(signal);
  // Both spellings of the marks are accepted.
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const events = new Queue();
  const waiting = new Queue();
  const listeners = [];
  let paused = false;
  let error = null;
  let finished = false;
  let size = 0;

  const add = (name, listener) => {
    listen(emitter, name, listener);
    listeners.push([name, listener]);
  };

  function onEvent(value) {
    if (!waiting.isEmpty()) {
      waiting.shift().resolve({ done: false, value });
      return;
    }
    size++;
    if (!paused && size > high) {
      paused = true;
      emitter.pause();
    }
    events.push(value);
  }

  function onError(err) {
    if (waiting.isEmpty()) error = err;
    else waiting.shift().reject(err);
    close();
  }

  function close() {
    disposable?.[Symbol.dispose]();
    while (listeners.length > 0) {
      const [name, listener] = listeners.pop();
      unlisten(emitter, name, listener);
    }
    finished = true;
    paused = false;
    const done = { done: true, value: undefined };
    while (!waiting.isEmpty()) waiting.shift().resolve(done);
    return Promise.resolve(done);
  }

  const iterator = Object.setPrototypeOf({
    next() {
      if (size) {
        const value = events.shift();
        size--;
        if (paused && size < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ done: false, value });
      }
      if (error) {
        const rejected = Promise.reject(error);
        error = null; // Only the first call after the error reports it.
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },

    return() {
      return close();
    },

    throw(err) {
      if (!err || !(err instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
      }
      onError(err);
    },

    [Symbol.asyncIterator]() {
      return this;
    },

    [kWatermarkData]: {
      get size() { return size; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  }, require('internal/async_iterator').AsyncIteratorPrototype);

  const { kFirstEventParam } = require('internal/events/symbols');
  add(event, options[kFirstEventParam] ? onEvent : (...args) => onEvent(args));
  if (event !== 'error' && typeof emitter.on === 'function') add('error', onError);
  if (options.close?.length) {
    for (const name of options.close) add(name, close);
  }
  const disposable = signal ? require('internal/events/abort_listener').addAbortListener(signal, () => {
    onError(new AbortError(undefined, { cause: signal.reason }));
  }) : null;
  return iterator;
}

module.exports = { once, on };
