'use strict';

// util.debounce: calls in quick succession become one, with the arguments of
// the last.

const {
  validateAbortSignal, validateBoolean, validateFunction, validateInteger, validateObject,
} = require('internal/validators');
const { AbortError } = require('internal/errors');
const { markPromiseAsHandled } = require('util');
const { abortErrorFor, checkSignal, decorate, makeCall, maxDelay, Timer, watchSignal } = require('internal/util/rate');

function debounce(fn, wait, options = {}) {
  validateFunction(fn, 'fn');
  validateInteger(wait, 'wait', 0, maxDelay);
  validateObject(options, 'options');
  const { leading = false, rejectOnCancel = false, signal } = options;
  validateBoolean(leading, 'options.leading');
  validateBoolean(rejectOnCancel, 'options.rejectOnCancel');
  validateAbortSignal(signal, 'options.signal');
  checkSignal(signal);

  const timer = new Timer();
  let pending = [];
  let args;
  let aborted; // the error that all calls get once signal has aborted

  const take = () => {
    const calls = pending;
    pending = [];
    return calls;
  };

  const rejectAll = (calls, error) => {
    for (const call of calls) call.reject(error);
  };

  const cancelWith = (error) => {
    if (!timer.running) return;
    timer.stop();
    args = undefined;
    rejectAll(take(), error);
  };

  const abort = () => {
    aborted ??= abortErrorFor(signal.reason);
    cancelWith(aborted);
  };

  const invoke = (callArgs, calls) => {
    if (signal?.aborted) {
      abort();
      rejectAll(calls, aborted);
      return;
    }
    let result;
    try {
      result = Reflect.apply(fn, debounced, callArgs);
    } catch (error) {
      rejectAll(calls, error);
      return;
    }
    for (const call of calls) call.resolve(result);
  };

  const invokePending = () => {
    const callArgs = args;
    args = undefined;
    const calls = take();
    if (calls.length !== 0) invoke(callArgs, calls);
  };

  // postpone starts the wait again. Of the calls that it keeps waiting only the
  // last one's promise has to be handled.
  const postpone = () => {
    if (!timer.running) {
      timer.start(invokePending, wait);
      return;
    }
    if (pending.length !== 0) {
      markPromiseAsHandled(pending[pending.length - 1].promise);
      if (rejectOnCancel) rejectAll(take(), new AbortError('The debounced call was superseded'));
    }
    timer.refresh();
  };

  function debounced(...callArgs) {
    if (signal?.aborted) abort();
    if (aborted !== undefined) return Promise.reject(aborted);
    const now = leading && !timer.running;
    postpone();
    const call = makeCall();
    if (now) {
      invoke(callArgs, [call]);
    } else {
      pending.push(call);
      args = callArgs;
    }
    return call.promise;
  }

  watchSignal(signal, abort);
  return decorate(debounced, fn, {
    cancel(reason) {
      cancelWith(abortErrorFor(reason));
    },
    flush() {
      if (pending.length === 0) return;
      timer.stop();
      invokePending();
    },
    ref() {
      timer.keep(true);
      return debounced;
    },
    unref() {
      timer.keep(false);
      return debounced;
    },
  }, {
    pending: () => (pending.length === 0 ? null : pending[pending.length - 1].promise),
    pendingCount: () => pending.length,
  });
}

module.exports = { debounce };
