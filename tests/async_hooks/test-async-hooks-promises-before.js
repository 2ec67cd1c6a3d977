'use strict';
// The handlers of promises that were made before there was a hook are callbacks
// of resources too.
const common = require('../common');
const assert = require('node:assert');
const { createHook, executionAsyncId } = require('node:async_hooks');

const events = [];
const main = executionAsyncId();
Promise.resolve().then(common.mustCall(() => {
  assert.notStrictEqual(executionAsyncId(), main);
  assert.ok(executionAsyncId() > 0);
  events.push('handler');
}));
const hook = createHook({
  init: common.mustNotCall(),
  before() { events.push('before'); },
  after() { events.push('after'); hook.disable(); },
});
hook.enable();
process.on('exit', () => assert.deepStrictEqual(events, ['before', 'handler', 'after']));
