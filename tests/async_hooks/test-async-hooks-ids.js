'use strict';
// Identifiers of what runs and of what started it, and the four hooks.
const common = require('../common');
const assert = require('node:assert');
const hooks = require('node:async_hooks');

assert.strictEqual(hooks.executionAsyncId(), 1);
assert.strictEqual(hooks.triggerAsyncId(), 0);

const seen = new Map();
const hook = hooks.createHook({
  init(id, type, trigger, resource) { seen.set(id, { type, trigger, resource, calls: [] }); },
  before(id) { seen.get(id)?.calls.push('before'); },
  after(id) { seen.get(id)?.calls.push('after'); },
  destroy(id) { seen.get(id)?.calls.push('destroy'); },
}).enable();
assert.strictEqual(hook.enable(), hook);

const timer = setTimeout(common.mustCall(() => {
  const id = hooks.executionAsyncId();
  assert.strictEqual(hooks.triggerAsyncId(), 1);
  assert.strictEqual(hooks.executionAsyncResource(), timer);
  assert.deepStrictEqual(seen.get(id), { type: 'Timeout', trigger: 1, resource: timer, calls: ['before'] });
  process.nextTick(common.mustCall(() => {
    assert.strictEqual(hooks.triggerAsyncId(), id);
    assert.strictEqual(seen.get(hooks.executionAsyncId()).type, 'TickObject');
  }));
  setImmediate(common.mustCall(() => {
    assert.deepStrictEqual(seen.get(id).calls, ['before', 'after', 'destroy']);
    hook.disable();
  }));
}), 1);

// A resource of the script's own.
class Query extends hooks.AsyncResource {
  constructor() { super('QUERY', { triggerAsyncId: 1, requireManualDestroy: true }); }
}
const query = new Query();
const { calls, type } = seen.get(query.asyncId());
assert.strictEqual(type, 'QUERY');
assert.strictEqual(query.triggerAsyncId(), 1);
const result = query.runInAsyncScope(function(...args) {
  assert.strictEqual(hooks.executionAsyncId(), query.asyncId());
  assert.strictEqual(hooks.executionAsyncResource(), query);
  return [this, ...args];
}, 'this', 1, 2);
assert.deepStrictEqual(result, ['this', 1, 2]);
assert.throws(() => query.runInAsyncScope(() => { throw new Error('x'); }), /x/);
assert.deepStrictEqual(calls, ['before', 'after', 'before', 'after']);
assert.strictEqual(hooks.executionAsyncId(), 1);
assert.strictEqual(query.emitDestroy(), query);
setImmediate(common.mustCall(() => assert.strictEqual(calls.at(-1), 'destroy')));

assert.throws(() => new hooks.AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new hooks.AsyncResource('x', -2), { code: 'ERR_INVALID_ASYNC_ID' });
assert.throws(() => hooks.createHook({ init: 1 }), { code: 'ERR_ASYNC_CALLBACK' });
