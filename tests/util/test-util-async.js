'use strict';
// The functions of node:util that call back later.
const common = require('../common');
const assert = require('node:assert');
const util = require('node:util');

const add = (a, b, callback) => process.nextTick(callback, a < 0 ? new RangeError('negative') : null, a + b);

async function promisified() {
  assert.strictEqual(await util.promisify(add)(1, 2), 3);
  await assert.rejects(util.promisify(add)(-1, 2), RangeError);
  await assert.rejects(util.promisify(() => { throw new TypeError('at once'); })(), TypeError);
  const o = { n: 5, get(callback) { callback(null, this.n, 'more'); }, };
  assert.strictEqual(await util.promisify(o.get).call(o), 5);
}

function callbackified() {
  util.callbackify(async (a) => a + 1)(1, common.mustCall((err, value) => {
    assert.strictEqual(err, null);
    assert.strictEqual(value, 2);
  }));
  util.callbackify(() => Promise.reject(null))(common.mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_FALSY_VALUE_REJECTION');
    assert.strictEqual(err.reason, null);
  }));
  const o = { f: util.callbackify(async function() { return this; }) };
  o.f(common.mustCall(function(err, value) {
    assert.strictEqual(this, o);
    assert.strictEqual(value, o);
  }));
}

async function aborted() {
  const controller = new AbortController();
  const done = util.aborted(controller.signal, controller);
  controller.abort();
  await done;
  await util.aborted(controller.signal, controller);
  await assert.rejects(util.aborted({}, {}), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(util.aborted(controller.signal), { code: 'ERR_INVALID_ARG_TYPE' });
}

async function debounced() {
  const calls = [];
  const f = util.debounce((x) => { calls.push(x); return x * 2; }, 10);
  assert.deepStrictEqual(await Promise.all([f(1), f(2), f(3)]), [6, 6, 6]);
  assert.deepStrictEqual(calls, [3]);
  const waiting = f(4);
  assert.strictEqual(f.pendingCount, 1);
  f.cancel('reason');
  await assert.rejects(waiting, { name: 'AbortError', cause: 'reason' });
  const flushed = f(5);
  f.flush();
  assert.strictEqual(await flushed, 10);
}

async function throttled() {
  const f = util.throttle((x) => x, 2, 20);
  assert.deepStrictEqual(await Promise.all([f(1), f(2), f(3)]), [1, 2, 3]);
  const dropping = util.throttle((x) => x, 1, 1000, { overflow: 'drop' });
  assert.strictEqual(await dropping(1), 1);
  await assert.rejects(dropping(2), { code: 'ERR_THROTTLED' });
  const failing = util.throttle(() => { throw new TypeError('x'); }, 1, 1);
  await assert.rejects(failing(), TypeError);
}

async function deprecated() {
  const warned = new Promise((resolve) => process.once('warning', resolve));
  const f = util.deprecate((x) => x + 1, 'old', 'DEP_OWN');
  assert.strictEqual(f(1), 2);
  assert.strictEqual(f(2), 3);
  const warning = await warned;
  assert.strictEqual(warning.name, 'DeprecationWarning');
  assert.strictEqual(warning.code, 'DEP_OWN');
  assert.strictEqual(warning.message, 'old');
}

callbackified();
(async () => {
  await promisified();
  await aborted();
  await debounced();
  await throttled();
  await deprecated();
})().then(common.mustCall());
