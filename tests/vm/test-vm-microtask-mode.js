'use strict';
// With microtaskMode 'afterEvaluate' the promise jobs of a script run before the
// script returns, within its limits.
const common = require('../common');
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');

const microtaskMode = 'afterEvaluate';
const timedOut = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT', message: 'Script execution timed out after 20ms' };
const order = [];
Promise.resolve().then(common.mustCall(() => order.push('outer')));

const context = vm.createContext({ order }, { microtaskMode });
vm.runInContext('(async () => { await null; order.push(1); await null; order.push(2) })()', context);
order.push('returned');
assert.deepStrictEqual(order, [1, 2, 'returned']);
vm.runInContext("'use strict'; Promise.resolve().then(() => order.push(3))", context);
assert.throws(() => vm.runInContext('Promise.resolve().then(() => order.push(4)); throw new RangeError("no")', context),
              { name: 'RangeError', message: 'no' });
assert.deepStrictEqual(order, [1, 2, 'returned', 3]);
vm.runInContext('1', context); // what a script has left runs with the next
assert.deepStrictEqual(order, [1, 2, 'returned', 3, 4]);

const storage = new AsyncLocalStorage();
storage.run('mine', () => {
  assert.throws(() => vm.runInContext('Promise.resolve().then(() => { for (;;); })', context, { timeout: 20 }), timedOut);
  assert.strictEqual(storage.getStore(), 'mine');
});
assert.throws(() => vm.runInNewContext('Promise.resolve().then(() => { for (;;); }); for (;;);', {}, { microtaskMode, timeout: 20 }), timedOut);
assert.throws(() => vm.runInContext('Promise.resolve().then(() => order.push(5)); for (;;);', context, { timeout: 20 }), timedOut);
assert.strictEqual(order.at(-1), 4);
vm.runInContext('1', context);
assert.strictEqual(order.at(-1), 5);

setImmediate(common.mustCall(() => assert.strictEqual(order.at(-1), 'outer')));
