'use strict';

// The root of a process's tests: it starts them, attributes exceptions to
// them, counts, and writes the report.

const { now } = require('internal/binding/clock');
const { failure } = require('internal/test/failure');
const { TestsStream } = require('internal/test/stream');
const { Suite, Test, current } = require('internal/test/test');

const keepAliveMs = 2 ** 31 - 1;

class Harness {
  stream = new TestsStream();
  root = new Test({ name: '<root>', harness: this });
  success = true;
  counts = { tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0 };

  #numbers = new WeakMap(); // of tests among their siblings
  #begun = now();
  #built = Promise.resolve();
  #allReported = Promise.withResolvers();
  #afterwards;

  constructor() {
    const { root } = this;
    root.startTime = this.#begun;
    process.on('uncaughtException', this.#onException('uncaughtException'));
    process.on('unhandledRejection', this.#onException('unhandledRejection'));
    process.once('beforeExit', () => this.#end());
    require('internal/test/reporters/select').attach(this.stream);
  }

  // begin starts a test of the root, once all that the script's first run makes
  // are there.
  async begin(test) {
    if (test instanceof Suite) this.#built = Promise.all([this.#built, test.built]);
    await null;
    await this.#built;
    await test.start();
  }

  #onException(event) {
    return (err) => {
      const test = current.getStore();
      if (test !== undefined && !test.finished) {
        test.fail(failure(err, event));
        test.finish();
        return;
      }
      const origin = test === undefined ?
        'Error: A resource generated asynchronous activity after the test ended. This activity created the error ' +
        `"${err}" which triggered an ${event} event, caught by the test runner.` :
        `Error: Test "${test.name}"${placeOf(test)} generated asynchronous activity after the test ended. This ` +
        `activity created the error "${err}" and would have caused the test to fail, but instead triggered an ` +
        `${event} event.`;
      this.root.diagnostics.push(origin);
      this.#fail();
    };
  }

  #fail() {
    this.success = false;
    process.exitCode = 1;
  }

  // subtestsReported is called when a test's subtests have all been reported.
  subtestsReported(test) {
    if (test !== this.root) return;
    this.#afterwards ??= this.#runAfter();
  }

  async #runAfter() {
    try {
      await this.root.runHooks('after', this.root.context);
    } catch (err) {
      this.#fail();
      const { root } = this;
      this.reportData('test:fail', root, { testNumber: root.subtests.length + 1, details: { duration_ms: 0, error: err, type: 'hook' } });
    }
    this.#allReported.resolve();
  }

  // end waits for what still runs and writes the summary.
  async #end() {
    const { counts, root } = this;
    if (root.subtests.length === 0) {
      await root.runBefore();
      this.#afterwards ??= this.#runAfter();
    }
    const keepAlive = setInterval(() => {}, keepAliveMs);
    await this.#allReported.promise;
    clearInterval(keepAlive);
    if (counts.failed > 0 || counts.cancelled > 0) this.#fail();
    const duration = roundToNanoseconds(now() - this.#begun);
    this.reportData('test:plan', root, { count: counts.topLevel });
    const lines = [
      ...root.diagnostics, `tests ${counts.tests}`, `suites ${counts.suites}`, `pass ${counts.passed}`,
      `fail ${counts.failed}`, `cancelled ${counts.cancelled}`, `skipped ${counts.skipped}`, `todo ${counts.todo}`,
      `duration_ms ${duration}`,
    ];
    for (const message of lines) this.reportData('test:diagnostic', root, { message, level: 'info' });
    this.stream.report('test:summary', { success: this.success, counts, duration_ms: duration, file: undefined });
    this.stream.end();
  }

  count(test) {
    const { counts } = this;
    if (test.parent === this.root) counts.topLevel++;
    if (test.type === 'suite') {
      counts.suites++;
      if (!test.passed && !test.isTodo) this.#fail();
      return;
    }
    counts.tests++;
    if (test.skipped) counts.skipped++;
    else if (test.isTodo) counts.todo++;
    else if (test.cancelled) counts.cancelled++;
    else if (test.passed) counts.passed++;
    else counts.failed++;
  }

  report(type, test) {
    const data = { type: test.type };
    if (type === 'test:pass' || type === 'test:fail' || type === 'test:complete')
      Object.assign(data, this.#result(test));
    this.reportData(type, test, data);
  }

  reportData(type, test, data) {
    const { name, nesting, loc } = test;
    this.stream.report(type, { __proto__: null, name, nesting, file: loc?.file, line: loc?.line, column: loc?.column, ...data });
  }

  #result(test) {
    const details = { duration_ms: roundToNanoseconds(test.endTime - test.startTime), type: test.type };
    if (!test.passed) details.error = test.error;
    const result = { testNumber: this.#numberOf(test), details };
    if (test.skipped) result.skip = test.message ?? true;
    else if (test.isTodo) result.todo = test.message ?? true;
    else if (test.expected !== null) result.expectFailure = test.expected.label;
    return result;
  }

  #numberOf(test) {
    let number = this.#numbers.get(test);
    if (number === undefined) {
      number = test.parent.subtests.indexOf(test) + 1;
      this.#numbers.set(test, number);
    }
    return number;
  }
}

function roundToNanoseconds(ms) {
  return Math.round(ms * 1e6) / 1e6;
}

function placeOf({ loc }) {
  if (loc === undefined) return '';
  return ` at ${require('path').relative(process.cwd(), loc.file)}:${loc.line}:${loc.column}`;
}

let harness;

// parentOf is the test that a call of test(), it() or a hook belongs to.
function parent() {
  harness ??= new Harness();
  return current.getStore() ?? harness.root;
}

// add makes a test and starts it, or leaves that to its suite.
function add(Class, name, options, fn, overrides) {
  const owner = parent();
  const test = owner.addTest({ name, options, fn, overrides }, Class);
  if (owner instanceof Suite) return Promise.resolve();
  return owner === harness.root ? harness.begin(test) : test.start();
}

module.exports = { add, parent };
