'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { now } = require('internal/binding/clock');
const { PerformanceNodeEntry, kCreate } = require('internal/perf/entry');
const { enqueue } = require('internal/perf/timeline');
const { validateFunction, validateObject } = require('internal/validators');

function complete(name, start, args, histogram) {
  const duration = now() - start;
  histogram?.record(Math.ceil(duration * 1e6));
  const entry = new PerformanceNodeEntry(kCreate, name, 'function', start, duration, args);
  args.forEach((argument, i) => { entry[i] = argument; });
  enqueue(entry);
}

// timerify wraps fn in a function that makes an entry of each call's duration.
function timerify(fn, options = {}) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && typeof histogram?.record !== 'function')
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);

  function timerified(...args) {
    const start = now();
    if (new.target !== undefined) {
      const made = Reflect.construct(fn, args, fn);
      complete(fn.name, start, args, histogram);
      return made;
    }
    const result = Reflect.apply(fn, this, args);
    if (typeof result?.finally === 'function') return result.finally(() => complete(fn.name, start, args, histogram));
    complete(fn.name, start, args, histogram);
    return result;
  }
  Object.defineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = { timerify };
