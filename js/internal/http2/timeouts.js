'use strict';

// setTimeout and its event, of sessions and streams.

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { kSession, kTimeout, kUpdateTimer } = require('internal/http2/symbols');
const { validateFunction, validateNumber } = require('internal/validators');

const maxTimeout = 2 ** 31 - 1;

function durationOf(msecs) {
  validateNumber(msecs, 'msecs');
  if (msecs < 0 || !Number.isFinite(msecs)) throw new ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', msecs);
  if (msecs <= maxTimeout) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${maxTimeout}.`,
                      'TimeoutOverflowWarning');
  return maxTimeout;
}

// setTimeout is the method of both classes.
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  const duration = durationOf(msecs);
  clearTimeout(this[kTimeout]);
  if (duration > 0) {
    this[kTimeout] = setTimeout(() => this._onTimeout(), duration).unref();
    this[kSession]?.[kUpdateTimer]();
  }
  if (callback === undefined) return this;
  validateFunction(callback, 'callback');
  if (duration === 0) this.removeListener('timeout', callback);
  else this.once('timeout', callback);
  return this;
}
Object.defineProperty(setStreamTimeout, 'name', { __proto__: null, configurable: true, value: 'setStreamTimeout' });

module.exports = { setStreamTimeout };
