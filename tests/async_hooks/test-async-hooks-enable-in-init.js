'use strict';
// What hooks enable and disable while they are told of something counts when
// all of them have been told.
const common = require('../common');
const assert = require('node:assert');
const { AsyncResource, createHook } = require('node:async_hooks');

const seen = [];
const late = createHook({ init: (id, type) => seen.push(`late ${type}`) });
const leaving = createHook({ init: (id, type) => seen.push(`leaving ${type}`) }).disable();
const first = createHook({
  init(id, type) {
    seen.push(`first ${type}`);
    late.enable();
    leaving.disable();
    if (type === 'A') new AsyncResource('B');
  },
}).enable();
leaving.enable();
new AsyncResource('A');
assert.deepStrictEqual(seen, ['first A', 'first B', 'leaving B', 'leaving A']);
seen.length = 0;
new AsyncResource('C');
assert.deepStrictEqual(seen, ['first C', 'late C']);
first.disable();
late.disable();
