'use strict';
// Hooks are told of promises: what made them, when they are resolved, and that
// their handlers and the rest of async functions run as their callbacks.
const common = require('../common');
const assert = require('node:assert');
const { createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } = require('node:async_hooks');

const made = []; // [id, trigger, promise]
const events = [];
const hook = createHook({
  init(id, type, trigger, resource) {
    if (type === 'PROMISE') made.push({ id, trigger, resource });
  },
  before(id) { events.push(`before ${id}`); },
  after(id) { events.push(`after ${id}`); },
  promiseResolve(id) { events.push(`resolve ${id}`); },
});
const of = (promise) => made.find(({ resource }) => resource === promise);

function start(next) {
  made.length = events.length = 0;
  hook.enable();
  return () => { hook.disable(); next?.(); };
}

// Each step begins in a callback of its own, so that nothing of the one before
// is left.
const steps = [
  function handlers(done) {
    const first = Promise.resolve(1);
    const second = first.then(common.mustCall(() => {
      assert.strictEqual(executionAsyncId(), of(second).id);
      assert.strictEqual(triggerAsyncId(), of(first).id);
      assert.strictEqual(executionAsyncResource(), second);
      return 2;
    }));
    second.then(common.mustCall(() => {
      const [a, b] = [of(first).id, of(second).id];
      assert.strictEqual(of(second).trigger, a);
      assert.strictEqual(of(first).trigger, of.main);
      assert.deepStrictEqual(events.filter((event) => !/after \d+$/.test(event) || event === `after ${b}`).slice(0, 4), [`resolve ${a}`, `before ${b}`, `resolve ${b}`, `after ${b}`]);
      done();
    }));
    of.main = executionAsyncId();
  },
  function executor(done) {
    let inside;
    const promise = new Promise((resolve) => {
      inside = made.length;
      resolve();
    });
    assert.strictEqual(inside, 1);
    assert.ok(of(promise));
    assert.deepStrictEqual(events, [`resolve ${of(promise).id}`]);
    done();
  },
  function rejected(done) {
    const promise = Promise.reject(new Error('expected'));
    const handled = promise.catch(common.mustCall());
    handled.then(common.mustCall(() => {
      assert.strictEqual(of(handled).trigger, of(promise).id);
      assert.ok(events.includes(`resolve ${of(promise).id}`));
      assert.ok(events.includes(`resolve ${of(handled).id}`));
      done();
    }));
  },
  function collections(done) {
    const all = Promise.all([Promise.resolve(1), 2]);
    assert.strictEqual(made.filter(({ resource }) => resource === all).length, 1);
    all.then(common.mustCall((list) => {
      assert.deepStrictEqual(list, [1, 2]);
      assert.ok(events.includes(`resolve ${of(all).id}`));
      done();
    }));
  },
  function subclasses(done) {
    class Mine extends Promise {}
    const promise = Mine.resolve(1);
    const next = promise.then(common.mustCall(() => {
      assert.strictEqual(executionAsyncId(), of(next).id);
      done();
    }));
    assert.ok(next instanceof Mine);
    assert.ok(of(promise));
  },
  function awaits(done) {
    const first = Promise.resolve(1);
    const before = executionAsyncId();
    (async () => {
      await first;
      assert.notStrictEqual(executionAsyncId(), before);
      const mine = made.find(({ id }) => id === executionAsyncId());
      assert.strictEqual(mine.trigger, of(first).id);
      assert.strictEqual(executionAsyncResource(), mine.resource);
      await null; // wrapped in a promise, which the async function makes
      const again = made.find(({ id }) => id === executionAsyncId());
      const wrapper = made.find(({ id }) => id === again.trigger);
      assert.ok(wrapper);
      assert.ok(events.includes(`resolve ${wrapper.id}`));
      done();
    })().then(common.mustCall());
  },
];

(function next() {
  const step = steps.shift();
  if (step) setImmediate(common.mustCall(() => step(start(next))));
})();
