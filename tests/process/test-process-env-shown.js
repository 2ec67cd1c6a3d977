'use strict';
// process.env is shown as a plain object, not as a Proxy; so is what an emitter
// shows of its listeners.
const common = require('../common');
const assert = require('node:assert');
const EventEmitter = require('node:events');
const { format, inspect, types } = require('node:util');

for (const name of Object.keys(process.env)) delete process.env[name];
process.env.A = 'b';
process.env.NONE = undefined;
const shown = "{ A: 'b', NONE: 'undefined' }";
assert.strictEqual(inspect(process.env), shown);
assert.strictEqual(inspect([process.env], { showProxy: true }), `[ ${shown} ]`);
assert.strictEqual(format('%o', process.env), shown);
assert.ok(!types.isProxy(process.env));
assert.notDeepStrictEqual(process.env, { ...process.env }); // of another class
assert.throws(() => Object.preventExtensions(process.env), TypeError);
process.env.B = 'c';
assert.strictEqual(process.env.B, 'c');

const emitter = new EventEmitter().on('event', common.mustNotCall());
assert.ok(!types.isProxy(emitter._events));
assert.match(inspect(emitter._events, { showProxy: true }), /^\[Object: null prototype\] {\n? *event: \[Function/);
