'use strict';

const { failure } = require('internal/test/failure');
const { validateNumber, validateObject, validateOneOf, validateUint32 } = require('internal/validators');

// Plan is how many assertions and subtests a test is to make. It may wait for
// them for a time, or for ever.
class Plan {
  #wait;
  #settle;

  constructor(count, options = {}) {
    validateUint32(count, 'count');
    validateObject(options, 'options');
    this.expected = count;
    this.actual = 0;
    const { wait } = options;
    if (typeof wait === 'number') validateNumber(wait, 'options.wait', 0, 2 ** 31 - 1);
    else if (wait !== undefined) validateOneOf(wait, 'options.wait', [true, false]);
    this.#wait = wait;
  }

  count() {
    this.actual++;
    this.#settle?.();
  }

  #failure() {
    return failure(`plan expected ${this.expected} assertions but received ${this.actual}`, 'testCodeFailure');
  }

  // check throws if the count is wrong and nothing more is waited for, and
  // returns a promise if something is.
  check() {
    if (this.actual === this.expected) return undefined;
    if (this.#wait === undefined || this.#wait === false) throw this.#failure();
    const { promise, resolve, reject } = Promise.withResolvers();
    const timer = this.#wait === true ? undefined : setTimeout(() => {
      reject(failure(`plan timed out after ${this.#wait}ms with ${this.actual} assertions when expecting ${this.expected}`,
                     'testTimeoutFailure'));
    }, this.#wait);
    this.#settle = () => {
      if (this.actual < this.expected) return;
      clearTimeout(timer);
      if (this.actual === this.expected) resolve();
      else reject(this.#failure());
    };
    return promise;
  }
}

module.exports = { Plan };
