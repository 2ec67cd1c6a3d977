'use strict';

// The histograms of node:perf_hooks, over the HDR histograms of the binding.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const binding = require('internal/binding/perf');
const { missingMethods } = require('internal/unavailable');
const { validateArray, validateInteger, validateNumber, validateObject } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kCreate = Symbol('create');

// handle gives the histogram of the binding that belongs to an object.
let handle;

// recordable checks a value to record, and gives it as a number.
function recordable(value, name) {
  if (typeof value === 'bigint') {
    if (value < 1n || value > 2n ** 63n - 1n) throw new ERR_OUT_OF_RANGE(name, '>= 1', value);
    return Number(value);
  }
  validateInteger(value, name, 1);
  return value;
}

function checkPercentile(percentile, name) {
  validateNumber(percentile, name);
  if (!(percentile > 0 && percentile <= 100)) throw new ERR_OUT_OF_RANGE(name, '> 0 && <= 100', percentile);
}

// pairs is the list of percentiles as entries.
function pairs(histogram, convert) {
  const list = handle(histogram).percentiles();
  const entries = [];
  for (let i = 0; i < list.length; i += 2) entries.push([list[i], convert(list[i + 1])]);
  return entries;
}

class Histogram {
  #handle;

  static {
    handle = (object) => {
      if (!(#handle in object)) throw new ERR_INVALID_THIS('Histogram');
      return object.#handle;
    };
  }

  constructor(key, made) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#handle = made;
  }

  get count() { return handle(this).count(); }
  get countBigInt() { return BigInt(handle(this).count()); }
  get min() { return handle(this).min(); }
  get minBigInt() { return bigint(handle(this).min()); }
  get max() { return handle(this).max(); }
  get maxBigInt() { return bigint(handle(this).max()); }
  get mean() { return handle(this).mean(); }
  get exceeds() { return handle(this).exceeds(); }
  get exceedsBigInt() { return BigInt(handle(this).exceeds()); }
  get stddev() { return handle(this).stddev(); }
  get skewness() { return handle(this).skewness(); }
  get kurtosis() { return handle(this).kurtosis(); }

  countAt(value) {
    validateNumber(value, 'value');
    return handle(this).countAt(value);
  }

  percentile(percentile) {
    checkPercentile(percentile, 'percentile');
    return handle(this).percentile(percentile);
  }

  percentileBigInt(percentile) {
    checkPercentile(percentile, 'percentile');
    return BigInt(handle(this).percentile(percentile));
  }

  get percentiles() { return new Map(pairs(this, Number)); }
  get percentilesBigInt() { return new Map(pairs(this, BigInt)); }

  percentilesAt(percentiles) {
    validateArray(percentiles, 'percentiles');
    percentiles.forEach((percentile, i) => checkPercentile(percentile, `percentiles[${i}]`));
    return new Map(percentiles.map((percentile) => [percentile, handle(this).percentile(percentile)]));
  }

  reset() { handle(this).reset(); }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, skewness, kurtosis } = this;
    return { count, min, max, mean, exceeds, stddev, skewness, kurtosis, percentiles: Object.fromEntries(pairs(this, Number)) };
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return `[${this.constructor === RecordableHistogram ? 'RecordableHistogram' : 'Histogram'}]`;
    const { min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles } = this;
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles }, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }
}
missingMethods(Histogram, 'Histogram', {
  ccdf: 1, cdf: 1, meanCI: 0, export: 0, burnRate: 1, ksTest: 1, welchTest: 1, mannWhitneyTest: 1, cohensD: 1,
  cliffsD: 1, linearBuckets: 1, logBuckets: 2, percentileCI: 1, qrde: 0,
});

// bigint is n, which may be the largest of 64 bits, as a BigInt.
function bigint(n) {
  return n >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(n);
}

class RecordableHistogram extends Histogram {
  record(val) {
    handle(this).record(recordable(val, 'val'));
  }

  recordDelta() {
    handle(this).recordDelta();
  }

  recordCorrected(val, expectedInterval) {
    handle(this).recordCorrected(recordable(val, 'val'), recordable(expectedInterval, 'expectedInterval'));
  }

  add(other) {
    if (!(other instanceof RecordableHistogram)) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    handle(this).add(handle(other));
  }

  subtract(other) {
    if (!(other instanceof RecordableHistogram)) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    handle(this).subtract(handle(other));
  }
}

// createHistogram makes one for the values between options.lowest and
// options.highest, with options.figures exact digits.
function createHistogram(options = {}) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1);
  if (typeof highest !== 'bigint') {
    const least = 2n * BigInt(lowest);
    validateInteger(highest, 'options.highest');
    if (highest < least) throw new ERR_OUT_OF_RANGE('options.highest', `>= 2 * options.lowest (${least}n)`, highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kCreate, binding.createHistogram(Number(lowest), Number(highest), figures));
}

// ELDHistogram records how long the loop takes to come back to a timer.
class ELDHistogram extends Histogram {
  #handle;
  #resolution;
  #timer = null;

  constructor(key, made, resolution) {
    super(key, made);
    this.#handle = made;
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== null) return false;
    this.#handle.recordDelta();
    this.#timer = setInterval(() => this.#handle.recordDelta(), this.#resolution).unref();
    return true;
  }

  disable() {
    if (this.#timer === null) return false;
    clearInterval(this.#timer);
    this.#timer = null;
    return true;
  }

  [Symbol.dispose]() {
    this.disable();
  }
}

function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kCreate, binding.createHistogram(1, 3.6e12, 3), resolution);
}

module.exports = { createHistogram, monitorEventLoopDelay };
