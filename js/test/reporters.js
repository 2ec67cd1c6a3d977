'use strict';

// node:test/reporters. Each takes the events of a test run and gives text.

const { Transform } = require('stream');
const { missingClass } = require('internal/unavailable');

// textOf makes of a formatter the function from an iterable of events to an
// async iterator of texts.
function textOf(name) {
  const reporter = (source) => {
    const format = require(`internal/test/reporters/${name}`).formatter();
    const events = source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]();
    let ended = false;
    return {
      async next() {
        if (ended) return { done: true, value: undefined };
        const { done, value } = await events.next();
        ended = done;
        return { done: false, value: format(done ? null : value) ?? '' };
      },
      async return(value) {
        await events.return?.();
        return { done: true, value };
      },
      [Symbol.asyncIterator]() { return this; },
    };
  };
  Object.defineProperty(reporter, 'name', { __proto__: null, configurable: true, value: name });
  return reporter;
}

class SpecReporter extends Transform {
  #format = require('internal/test/reporters/spec').formatter();

  constructor() {
    super({ __proto__: null, writableObjectMode: true });
  }

  _transform(event, encoding, callback) {
    callback(null, this.#format(event));
  }

  _flush(callback) {
    callback(null, this.#format(null));
  }
}

function spec(...args) {
  return Reflect.construct(SpecReporter, args);
}
Object.defineProperty(spec, 'length', { __proto__: null, configurable: true, value: 0 });

module.exports = {
  dot: textOf('dot'), junit: textOf('junit'), spec, tap: textOf('tap'),
  lcov: missingClass('test/reporters', 'lcov', 0, Transform),
};
