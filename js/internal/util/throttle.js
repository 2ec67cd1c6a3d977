'use strict';

// util.throttle: at most so many calls in any interval, or in each; others wait
// or are dropped.

const {
  validateAbortSignal, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf,
} = require('internal/validators');
const { codes: { ERR_THROTTLED } } = require('internal/errors');
const { markPromiseAsHandled } = require('util');
const { abortErrorFor, checkSignal, decorate, makeCall, maxDelay, Timer, watchSignal } = require('internal/util/rate');

const milliseconds = () => Number(process.hrtime.bigint() / 1000000n);

// A Window counts calls in intervals one after the other.
class Window {
  #start;
  #count = 0;

  constructor(limit, interval) {
    this.limit = limit;
    this.interval = interval;
  }

  #isOver(now) {
    return this.#start === undefined || now - this.#start >= this.interval;
  }

  // admits tells without beginning an interval.
  admits(now) {
    return this.#isOver(now) || this.#count < this.limit;
  }

  begin(now) {
    if (this.#isOver(now)) this.reset(now);
    return this.#count < this.limit;
  }

  reserve() {
    this.#count++;
  }

  delay(now) {
    return this.#start + this.interval - now;
  }

  reset(now) {
    this.#start = now;
    this.#count = 0;
  }
}

// A SlidingWindow admits so many calls in any interval: it remembers their times.
class SlidingWindow {
  #times = [];

  constructor(limit, interval) {
    this.limit = limit;
    this.interval = interval;
  }

  admits(now) {
    return this.#times.filter((time) => now - time < this.interval).length < this.limit;
  }

  begin(now) {
    const over = this.#times.findIndex((time) => now - time < this.interval);
    this.#times.splice(0, over === -1 ? this.#times.length : over);
    return this.#times.length < this.limit;
  }

  reserve(now) {
    this.#times.push(now);
  }

  delay(now) {
    return this.#times[0] + this.interval - now;
  }

  reset() {
    this.#times = [];
  }
}

function readOptions(options) {
  const { concurrency = Infinity, maxPending = Infinity, overflow = 'queue', signal, strict = false } = options;
  if (concurrency !== Infinity) validateInteger(concurrency, 'options.concurrency', 1);
  if (maxPending !== Infinity) validateInteger(maxPending, 'options.maxPending', 0);
  validateOneOf(overflow, 'options.overflow', ['queue', 'drop']);
  validateAbortSignal(signal, 'options.signal');
  validateBoolean(strict, 'options.strict');
  checkSignal(signal);
  return { concurrency, maxPending, overflow, signal, strict };
}

function dropped() {
  const promise = Promise.reject(new ERR_THROTTLED());
  markPromiseAsHandled(promise);
  return promise;
}

function throttle(fn, limit, interval, options = {}) {
  validateFunction(fn, 'fn');
  validateInteger(limit, 'limit', 1);
  validateInteger(interval, 'interval', 0, maxDelay);
  validateObject(options, 'options');
  const { concurrency, maxPending, overflow, signal, strict } = readOptions(options);

  const timer = new Timer();
  const window = strict ? new SlidingWindow(limit, interval) : new Window(limit, interval);
  const pending = [];
  let active = 0;
  let aborted; // the error that all calls get once signal has aborted

  const cancelWith = (error) => {
    timer.stop();
    window.reset();
    for (const call of pending.splice(0)) call.reject(error);
  };

  const abort = () => {
    aborted ??= abortErrorFor(signal.reason);
    cancelWith(aborted);
  };

  const settled = () => {
    active--;
    drain();
  };

  const invoke = (call) => {
    active++;
    let result;
    try {
      result = Promise.resolve(Reflect.apply(fn, throttled, call.args));
    } catch (error) {
      result = Promise.reject(error);
    }
    call.resolve(result);
    result.then(settled, settled);
  };

  const schedule = () => {
    if (timer.running || pending.length === 0 || active >= concurrency) return;
    const now = milliseconds();
    if (window.begin(now)) drain();
    else timer.start(drain, window.delay(now));
  };

  function drain() {
    if (signal?.aborted) {
      abort();
      return;
    }
    while (pending.length !== 0 && active < concurrency) {
      const now = milliseconds();
      if (!window.begin(now)) break;
      window.reserve(now);
      invoke(pending.shift());
    }
    schedule();
  }

  function throttled(...args) {
    if (signal?.aborted) abort();
    if (aborted !== undefined) return Promise.reject(aborted);
    const now = milliseconds();
    const admitted = pending.length === 0 && active < concurrency && window.begin(now);
    if (!admitted && (overflow === 'drop' || pending.length >= maxPending)) return dropped();
    const call = makeCall(args);
    if (admitted) {
      window.reserve(now);
      invoke(call);
    } else {
      pending.push(call);
      schedule();
    }
    return call.promise;
  }

  watchSignal(signal, abort);
  return decorate(throttled, fn, {
    cancel(reason) {
      cancelWith(abortErrorFor(reason));
    },
    hasImmediateCapacity() {
      return !signal?.aborted && pending.length === 0 && active < concurrency && window.admits(milliseconds());
    },
    ref() {
      timer.keep(true);
      return throttled;
    },
    unref() {
      timer.keep(false);
      return throttled;
    },
  }, {
    pending: () => (pending.length === 0 ? null : pending[pending.length - 1].promise),
    pendingCount: () => pending.length,
    activeCount: () => active,
  });
}

module.exports = { throttle };
