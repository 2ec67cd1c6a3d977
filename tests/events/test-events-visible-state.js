'use strict';
// _events, _eventsCount and _maxListeners, which libraries look into.
const assert = require('node:assert');
const util = require('node:util');
const EventEmitter = require('node:events');
const { Duplex } = require('node:stream');

const ee = new EventEmitter();
const a = () => 'a';
const b = () => 'b';
assert.strictEqual(Object.getPrototypeOf(ee._events), null);
ee.on('x', a);
assert.strictEqual(ee._events.x, a);
assert.strictEqual(ee._eventsCount, 1);
ee.on('x', b).once('y', a);
assert.deepStrictEqual([...ee._events.x], [a, b]);
assert.strictEqual(ee._events.y.listener, a);
assert.deepStrictEqual(Object.keys(ee._events), ['x', 'y']);
assert.ok('x' in ee._events && !('z' in ee._events));
assert.strictEqual(ee._events, ee._events);

// What is put there is registered.
const calls = [];
ee._events.z = () => calls.push('z');
ee._events.w = [() => calls.push('w1'), () => calls.push('w2')];
ee.emit('z');
ee.emit('w');
assert.deepStrictEqual(calls, ['z', 'w1', 'w2']);
delete ee._events.z;
assert.ok(!ee.emit('z'));
ee._events = { only: a };
assert.ok(ee.emit('only') && !ee.emit('w'));

assert.strictEqual(ee._maxListeners, undefined);
ee._maxListeners = 3;
assert.strictEqual(ee.getMaxListeners(), 3);

// A limit on a prototype holds for what inherits it.
class Limited extends EventEmitter {}
Limited.prototype._maxListeners = 20;
assert.strictEqual(new Limited().getMaxListeners(), 20);
assert.strictEqual(new EventEmitter().getMaxListeners(), 10);

// util.inspect shows them.
assert.match(util.inspect(new EventEmitter()), /^EventEmitter \{\n {2}_events: \[Object: null prototype\] \{\},\n {2}_eventsCount: 0,\n {2}_maxListeners: undefined,/);
const shown = util.inspect(new Duplex(), { depth: 0 });
assert.match(shown, /^Duplex \{\n {2}_events: \[Object\],\n {2}_readableState: \[ReadableState\],\n {2}_writableState: \[WritableState\],\n {2}allowHalfOpen: true,/);

// What holds for all emitters cannot be redefined.
for (const name of ['captureRejections', 'defaultMaxListeners'])
  assert.throws(() => Object.defineProperty(EventEmitter, name, { value: 1 }), { message: `Cannot redefine property: ${name}` });
