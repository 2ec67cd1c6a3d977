'use strict';

// What util.debounce and util.throttle share: calls that wait, a signal that
// ends them, and the functions on the result.

const { AbortError } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { clearTimeout, setTimeout } = require('timers');

const maxDelay = 2 ** 31 - 1;

function abortErrorFor(reason) {
  return reason === undefined ? new AbortError() : new AbortError(undefined, { __proto__: null, cause: reason });
}

// A Call is what one call of the limited function gave out.
function makeCall(args) {
  const call = { args };
  call.promise = new Promise((resolve, reject) => {
    call.resolve = resolve;
    call.reject = reject;
  });
  return call;
}

// A Timer can be told not to keep the process alive, also before it is started.
class Timer {
  #timeout;
  #kept = true;

  get running() {
    return this.#timeout !== undefined;
  }

  start(callback, delay) {
    this.#timeout = setTimeout(() => {
      this.#timeout = undefined;
      callback();
    }, delay);
    if (!this.#kept) this.#timeout.unref();
  }

  refresh() {
    this.#timeout.refresh();
  }

  stop() {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }

  keep(kept) {
    this.#kept = kept;
    if (kept) this.#timeout?.ref();
    else this.#timeout?.unref();
  }
}

// checkSignal throws when signal has aborted before there was anything to abort.
function checkSignal(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { __proto__: null, cause: signal.reason });
}

function watchSignal(signal, abort) {
  if (signal !== undefined) addAbortListener(signal, abort);
}

// decorate gives limited the name and length of fn, and the functions and
// getters that control it.
function decorate(limited, fn, methods, getters) {
  const descriptors = { __proto__: null };
  for (const name of Object.keys(methods)) {
    descriptors[name] = {
      __proto__: null, configurable: true, enumerable: true, writable: true, value: methods[name],
    };
  }
  for (const name of Object.keys(getters)) {
    descriptors[name] = { __proto__: null, enumerable: false, get: getters[name] };
  }
  descriptors.length = { __proto__: null, configurable: true, value: fn.length };
  descriptors.name = { __proto__: null, configurable: true, value: fn.name };
  return Object.defineProperties(limited, descriptors);
}

module.exports = { abortErrorFor, checkSignal, decorate, makeCall, maxDelay, Timer, watchSignal };
