'use strict';
// A signal of several follows the first that aborts; one that times out keeps
// neither the process nor itself alive.
const { mustCall, mustNotCall } = require('../common');
const assert = require('node:assert');

const first = new AbortController();
const second = new AbortController();
const both = AbortSignal.any([first.signal, second.signal]);
const nested = AbortSignal.any([both]);
const order = [];
for (const [name, signal] of Object.entries({ first: first.signal, both, nested }))
  signal.addEventListener('abort', mustCall(() => order.push([name, signal.reason])));
first.abort('why');
second.abort('too late');
assert.deepStrictEqual(order, [['first', 'why'], ['both', 'why'], ['nested', 'why']]);
assert.strictEqual(nested.aborted, true);
assert.throws(() => nested.throwIfAborted(), (reason) => reason === 'why');
assert.throws(() => AbortSignal.any([{}]), { code: 'ERR_INVALID_ARG_TYPE' });

AbortSignal.timeout(100000).addEventListener('abort', mustNotCall());
const soon = AbortSignal.timeout(5);
soon.addEventListener('abort', mustCall(() => assert.strictEqual(soon.reason.name, 'TimeoutError')));
setTimeout(mustCall(() => assert.strictEqual(soon.aborted, true)), 50);
