'use strict';

// What a test's function gets: TestContext and SuiteContext.

const { failure } = require('internal/test/failure');
const { Plan } = require('internal/test/plan');
const { validateFunction, validateNumber, validateObject, validateString } = require('internal/validators');

const timeoutMax = 2 ** 31 - 1;

// What t.assert has of node:assert.
const assertions = [
  'deepEqual', 'deepStrictEqual', 'doesNotMatch', 'doesNotReject', 'doesNotThrow', 'equal', 'fail', 'ifError', 'match',
  'notDeepEqual', 'notDeepStrictEqual', 'notEqual', 'notStrictEqual', 'ok', 'partialDeepStrictEqual', 'rejects',
  'strictEqual', 'throws',
];
const registered = new Map();

// register adds an assertion of a script's own.
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  registered.set(name, fn);
}

class CommonContext {
  #test;

  constructor(test) {
    this.#test = test;
  }

  get signal() { return this.#test.signal; }
  get name() { return this.#test.name; }
  get filePath() { return process.argv[1]; }
  get fullName() { return this.#test.fullName; }
  get passed() { return this.#test.passed; }
  get attempt() { return 0; }

  diagnostic(message) {
    this.#test.diagnostics.push(message);
  }
}

class SuiteContext extends CommonContext {}

class TestContext extends CommonContext {
  #assert;
  #test;

  constructor(test) {
    super(test);
    this.#test = test;
  }

  get error() { return this.#test.error; }

  plan(count, options) {
    if (this.#test.plan !== null) throw failure('cannot set plan more than once', 'testCodeFailure');
    this.#test.plan = new Plan(count, options);
  }

  get assert() {
    this.#assert ??= this.#makeAssert();
    return this.#assert;
  }

  #makeAssert() {
    const assert = require('assert');
    const counted = { __proto__: null };
    const add = (name, fn) => {
      counted[name] = (...args) => {
        this.#test.plan?.count();
        return Reflect.apply(fn, this, args);
      };
    };
    for (const name of assertions) add(name, assert[name]);
    for (const [name, fn] of registered) add(name, fn);
    return counted;
  }

  get mock() {
    this.#test.mock ??= new (require('internal/test/mock').MockTracker)();
    return this.#test.mock;
  }

  runOnly(value) {
    this.#test.runOnly = !!value;
  }

  skip(message) {
    this.#test.skip(message);
  }

  todo(message) {
    this.#test.todo(message);
  }

  test(name, options, fn) {
    this.#test.plan?.count();
    return this.#test.addTest({ name, options, fn }).start();
  }

  before(fn, options) { this.#test.addHook('before', fn, options); }
  after(fn, options) { this.#test.addHook('after', fn, options); }
  beforeEach(fn, options) { this.#test.addHook('beforeEach', fn, options); }
  afterEach(fn, options) { this.#test.addHook('afterEach', fn, options); }

  // Calls condition again and again until it does not throw.
  waitFor(condition, options = {}) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    validateNumber(interval, 'options.interval', 0, timeoutMax);
    validateNumber(timeout, 'options.timeout', 0, timeoutMax);
    const { promise, resolve, reject } = Promise.withResolvers();
    let last = {};
    let pause;
    const limit = setTimeout(() => {
      clearTimeout(pause);
      reject(new Error('waitFor() timed out', last));
    }, timeout);
    const poll = async () => {
      try {
        const result = await condition();
        clearTimeout(limit);
        resolve(result);
      } catch (cause) {
        last = { cause };
        pause = setTimeout(poll, interval);
      }
    };
    poll();
    return promise;
  }
}

module.exports = { SuiteContext, TestContext, register };
