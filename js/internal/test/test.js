'use strict';

// Tests, suites and hooks: what they run, in which order, and what they
// report. A test's subtests run when it starts them, as many at a time as its
// concurrency allows; their reports come in the order in which they were made.

const { AsyncLocalStorage } = require('async_hooks');
const { now } = require('internal/binding/clock');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { SuiteContext, TestContext } = require('internal/test/context');
const { failure, isFailure } = require('internal/test/failure');
const { isRegExp } = require('internal/util/types');
const { validateAbortSignal, validateNumber, validateUint32 } = require('internal/validators');

// The test that code belongs to.
const current = new AsyncLocalStorage();
const timeoutMax = 2 ** 31 - 1;

function noop() {}

// location is where the script called a function of node:test.
function location() {
  const site = require('util').getCallSites(8).find(({ scriptName }) => !scriptName.startsWith('node:'));
  return site && { file: site.scriptName, line: site.lineNumber, column: site.columnNumber };
}

// arrange sorts out the arguments ([name], [options], [fn]).
function arrange(name, options, fn) {
  if (typeof name === 'function') fn = name;
  else if (name !== null && typeof name === 'object') [fn, options] = [options, name];
  else if (typeof options === 'function') fn = options;
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    options: options !== null && typeof options === 'object' ? options : {},
    fn: typeof fn === 'function' ? fn : noop,
  };
}

// race settles as promise does, or rejects when the time is over or the signal
// aborts.
async function race(promise, timeout, signal) {
  const stop = Promise.withResolvers();
  stop.promise.catch(noop);
  let timer;
  if (timeout !== Infinity && timeout != null) {
    timer = setTimeout(() => {
      stop.reject(failure(`test timed out after ${timeout}ms`, 'testTimeoutFailure'));
    }, timeout);
    timer.unref();
  }
  const onAbort = () => stop.reject(failure(signal.reason ?? 'The test was aborted', 'testAborted'));
  signal?.addEventListener('abort', onAbort);
  try {
    return await Promise.race([promise, stop.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

// call calls fn for a test with ctx, in callback style if it has a parameter
// for the callback.
function call(fn, ctx) {
  if (fn.length !== 2) return fn.call(ctx, ctx);
  const { promise, resolve, reject } = Promise.withResolvers();
  const done = (err) => (err ? reject(err) : resolve());
  const returned = fn.call(ctx, ctx, done);
  if (typeof returned?.then === 'function')
    throw failure('passed a callback but also returned a Promise', 'callbackAndPromisePresent');
  return promise;
}

// expectationOf reads the option expectFailure: what the failure must match and
// how it is labelled, or null if the test is to pass.
function expectationOf(expectFailure) {
  if (expectFailure === undefined || expectFailure === false) return null;
  if (expectFailure === true) return { label: true };
  if (typeof expectFailure === 'string') return { label: expectFailure || true };
  const plain = typeof expectFailure === 'object' && expectFailure !== null && !isRegExp(expectFailure);
  if (plain && Object.keys(expectFailure).length > 0 &&
      Object.keys(expectFailure).every((key) => key === 'label' || key === 'match'))
    return { label: expectFailure.label || true, match: expectFailure.match };
  return { label: true, match: expectFailure };
}

class Test {
  type = 'test';
  subtests = [];
  diagnostics = [];
  hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
  error = null;
  passed = false;
  metExpectation = false; // it has failed, as it was expected to
  cancelled = false;
  finished = false;
  reported = false;
  plan = null;
  mock = null;
  runOnly = false;
  startTime;
  endTime;

  #controller = new AbortController();
  #started = false;
  #announced = false;
  #running = 0;
  #waiting = [];
  #beforeRun;

  constructor({ name, options = {}, fn = noop, parent = null, harness, loc }) {
    const { concurrency, expectFailure, only, plan, signal, skip, timeout, todo } = options;
    this.parent = parent;
    this.harness = harness ?? parent.harness;
    this.name = name ?? (fn.name || '<anonymous>');
    this.loc = loc;
    this.nesting = parent?.parent ? parent.nesting + 1 : 0;
    this.only = only;
    this.planned = plan;
    this.skipped = skip !== undefined && skip !== false;
    this.isTodo = (todo !== undefined && todo !== false) || !!parent?.isTodo;
    this.expected = expectationOf(expectFailure);
    this.message = [skip, todo].find((text) => typeof text === 'string');
    this.fn = this.skipped ? noop : fn;
    this.concurrency = concurrencyOf(concurrency, parent);
    if (timeout != null && timeout !== Infinity) validateNumber(timeout, 'options.timeout', 0, timeoutMax);
    this.timeout = timeout ?? this.inheritedTimeout();
    validateAbortSignal(signal, 'options.signal');
    this.outerSignal = signal;
  }

  inheritedTimeout() {
    return this.parent?.timeout ?? Infinity;
  }

  get signal() { return this.#controller.signal; }

  get fullName() {
    return this.parent?.parent ? `${this.parent.fullName} > ${this.name}` : this.name;
  }

  get context() {
    this.ctx ??= this.makeContext();
    return this.ctx;
  }

  makeContext() {
    return new TestContext(this);
  }

  // addTest makes a subtest. One that comes after its parent has finished fails.
  addTest({ name, options, fn, overrides }, Class = Test) {
    const arranged = arrange(name, options, fn);
    const late = this.finished;
    const parent = late ? this.harness.root : this;
    const test = new Class({
      ...arranged, options: { ...arranged.options, ...overrides }, parent, loc: location(),
    });
    parent.subtests.push(test);
    this.harness.report('test:enqueue', test);
    if (late) test.fail(failure('test could not be started because its parent finished', 'parentAlreadyFinished'));
    return test;
  }

  addHook(kind, fn, options = {}) {
    const hook = { fn, options: options ?? {}, loc: location() };
    this.hooks[kind].push(hook);
    // A test that is running already runs it at once.
    if (kind === 'before' && this.startTime !== undefined && this.parent !== null) {
      hook.done = this.runHook(hook, this.context);
      hook.done.catch((err) => this.fail(failure(err, 'hookFailed')));
    }
  }

  async runHook({ fn, options }, ctx) {
    await race(current.run(this, () => call(fn, ctx)), options.timeout, options.signal);
  }

  async runHooks(kind, ctx) {
    try {
      for (const hook of this.hooks[kind]) await (hook.done ?? this.runHook(hook, ctx));
    } catch (err) {
      const wrapped = failure(`failed running ${kind} hook`, 'hookFailed');
      wrapped.cause = isFailure(err) ? err.cause : err;
      throw wrapped;
    }
  }

  // The hooks that run once before the first subtest.
  runBefore() {
    this.#beforeRun ??= this.runHooks('before', this.context);
    return this.#beforeRun;
  }

  // The hooks around each subtest: those of the outermost test come first
  // before it, and last after it.
  async runEach(kind, ctx) {
    const chain = [];
    for (let test = this; test !== null; test = test.parent) chain.push(test);
    if (kind === 'beforeEach') chain.reverse();
    for (const test of chain) await test.runHooks(kind, ctx);
  }

  // start runs the test, now or when those before it leave room, and returns a
  // promise of its end.
  start() {
    this.#started = true;
    return this.parent.#schedule(this);
  }

  #schedule(test) {
    if (this.#running < this.concurrency) return this.#runOne(test);
    const { promise, resolve } = Promise.withResolvers();
    this.#waiting.push({ test, resolve });
    return promise;
  }

  async #runOne(test) {
    this.#running++;
    this.harness.report('test:dequeue', test);
    await test.run();
    this.#running--;
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(this.#runOne(next.test));
  }

  async run() {
    this.startTime = now();
    const { parent } = this;
    const excluded = this.isExcluded();
    try {
      if (this.outerSignal?.aborted) throw failure(this.outerSignal.reason ?? new AbortError(), 'testAborted');
      if (this.error !== null) throw this.error;
      if (!excluded) {
        await parent.runBefore();
        if (!this.skipped) await parent.runEach('beforeEach', this.context);
        await this.runBody();
      }
      this.pass();
    } catch (err) {
      this.fail(err);
    }
    if (!excluded) await this.runAfterwards();
    this.finish();
  }

  // A test is left out if others of its parent are marked as the only ones.
  isExcluded() {
    return this.parent.runOnly && !this.only;
  }

  async runBody() {
    if (this.planned !== undefined) this.context.plan(this.planned);
    // A call that throws at once must not keep race from settling.
    const body = async () => {
      await current.run(this, () => call(this.fn, this.context));
      await Promise.all(this.subtests.map((test) => test.ended.promise));
      await this.plan?.check();
    };
    await race(race(body(), this.timeout, this.signal), Infinity, this.outerSignal);
  }

  async runAfterwards() {
    try {
      if (!this.skipped) await this.parent.runEach('afterEach', this.context);
      await this.runHooks('after', this.context);
    } catch (err) {
      this.fail(err);
    }
  }

  ended = Promise.withResolvers();

  pass() {
    if (this.expected !== null && this.error === null && !this.metExpectation)
      this.fail(failure('test was expected to fail but passed', 'expectedFailure'));
    this.passed = this.error === null;
  }

  // meets reports whether err is the failure that the test was to have. One that
  // does not match is replaced by what assert.throws says of it.
  meets(err) {
    this.metExpectation = true;
    if (this.expected.match === undefined) return null;
    try {
      require('assert').throws(() => { throw err; }, this.expected.match);
      return null;
    } catch (mismatch) {
      return mismatch;
    }
  }

  fail(err) {
    if (this.error !== null) return;
    if (this.expected !== null && !isFailure(err)) {
      err = this.meets(err);
      if (err === null) {
        this.passed = true;
        return;
      }
    }
    this.passed = false;
    this.error = isFailure(err) ? err : failure(err, 'testCodeFailure');
    if (this.error.failureType === 'testTimeoutFailure' || this.error.failureType === 'cancelledByParent')
      this.cancelled = true;
  }

  skip(message) {
    this.skipped = true;
    this.message = message;
  }

  todo(message) {
    this.isTodo = true;
    this.message = message;
  }

  // finish ends the test and the subtests that it has not waited for.
  finish() {
    if (this.finished) return;
    this.endTime = now();
    this.startTime ??= this.endTime;
    for (const test of this.subtests) {
      if (test.finished) continue;
      test.fail(failure('test did not finish before its parent and was cancelled', 'cancelledByParent'));
      test.finish();
    }
    const failed = this.subtests.filter((test) => !test.passed && !test.isTodo).length;
    if (failed > 0 && this.passed)
      this.fail(failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, 'subtestsFailed'));
    this.finished = true;
    this.mock?.reset();
    this.#controller.abort();
    this.harness.report('test:complete', this);
    this.ended.resolve();
    this.parent.reportReady();
  }

  // reportReady reports the subtests that have finished, up to the first that
  // has not, if it is this test's turn.
  reportReady() {
    if (!this.isTurn()) return;
    for (const test of this.subtests) {
      if (test.reported) continue;
      test.reportReady();
      if (!test.finished) return;
      test.report();
    }
    this.harness.subtestsReported(this);
  }

  isTurn() {
    const { parent } = this;
    if (parent === null) return true;
    return parent.isTurn() && parent.subtests.find((test) => !test.reported) === this;
  }

  announce() {
    if (this.#announced || this.parent === null) return;
    this.#announced = true;
    this.parent.announce();
    this.harness.report('test:start', this);
  }

  report() {
    if (this.reported) return;
    this.announce();
    for (const test of this.subtests) test.report();
    this.reported = true;
    this.harness.count(this);
    if (this.subtests.length > 0)
      this.harness.reportData('test:plan', this, { nesting: this.subtests[0].nesting, count: this.subtests.length });
    this.harness.report(this.passed ? 'test:pass' : 'test:fail', this);
    for (const message of this.diagnostics) this.harness.reportData('test:diagnostic', this, { message, level: 'info' });
  }
}

function concurrencyOf(concurrency, parent) {
  switch (typeof concurrency) {
    case 'number':
      validateUint32(concurrency, 'options.concurrency', true);
      return concurrency;
    case 'boolean':
      return concurrency ? Infinity : 1;
    case 'undefined':
      return parent?.concurrency ?? 1;
  }
  if (concurrency === null) return parent?.concurrency ?? 1;
  throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
}

// A Suite's function makes its tests at once; they run later.
class Suite extends Test {
  type = 'suite';

  constructor(options) {
    super(options);
    this.built = this.build();
  }

  inheritedTimeout() {
    return Infinity;
  }

  makeContext() {
    return new SuiteContext(this);
  }

  async build() {
    try {
      await current.run(this, () => this.fn.call(this.context, this.context));
    } catch (err) {
      this.fail(failure(err, 'testCodeFailure'));
    }
  }

  async run() {
    await this.built;
    this.startTime = now();
    try {
      if (this.outerSignal?.aborted) throw failure(this.outerSignal.reason ?? new AbortError(), 'testAborted');
      if (this.error !== null) throw this.error;
      await this.parent.runBefore();
      if (!this.skipped) {
        await this.runBefore();
        const all = Promise.all(this.subtests.map((test) => test.start()));
        await race(race(all, this.timeout, this.signal), Infinity, this.outerSignal);
      }
      await this.runHooks('after', this.context);
      this.pass();
    } catch (err) {
      this.fail(err);
    }
    this.finish();
  }
}

module.exports = { Suite, Test, current };
