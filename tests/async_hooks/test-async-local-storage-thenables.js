'use strict';
// The then method of what a promise is resolved with runs in the context of who
// resolved it; disable takes the value from all that share the context.
const common = require('../common');
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const thenable = (expected) => ({
  then: common.mustCall((resolve) => {
    assert.strictEqual(storage.getStore(), expected);
    setImmediate(resolve);
  }),
});

storage.run('await', common.mustCall(async () => {
  await thenable('await');
  assert.strictEqual(storage.getStore(), 'await');
}));
storage.run('return', common.mustCall(async () => thenable('return')));
storage.run('resolve', () => Promise.resolve(thenable('resolve')));
storage.run('handler', () => Promise.resolve().then(() => thenable('handler')).then(common.mustCall(() => {
  assert.strictEqual(storage.getStore(), 'handler');
})));
assert.strictEqual(storage.getStore(), undefined);

const other = new AsyncLocalStorage();
other.run('value', common.mustCall(() => {
  setImmediate(common.mustCall(() => assert.strictEqual(other.getStore(), undefined)));
  other.disable();
  assert.strictEqual(other.getStore(), undefined);
}));

process.once('unhandledRejection', common.mustCall(() => {
  assert.strictEqual(storage.getStore(), 'rejected');
}));
storage.run('rejected', async () => {
  await null;
  throw new Error('expected');
});
