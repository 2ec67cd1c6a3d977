'use strict';
// Names of events are property keys: numbers, null and objects are converted,
// symbols are not, and eventNames lists them in the order of keys.
const common = require('../common');
const assert = require('node:assert');
const EventEmitter = require('node:events');

const ee = new EventEmitter();
const symbol = Symbol('s');
const nop = () => {};

ee.on(symbol, nop).on('b', nop).on(10, nop).on('a', nop).on(2, nop).on('01', nop);
assert.deepStrictEqual(ee.eventNames(), ['2', '10', 'b', 'a', '01', symbol]);
ee.off('b', nop).on('b', nop);
assert.deepStrictEqual(ee.eventNames(), ['2', '10', 'a', '01', 'b', symbol]);

for (const [name, same] of [
  [1, '1'], [1.5, '1.5'], [-0, '0'], [null, 'null'], [undefined, 'undefined'], [true, 'true'],
  [['x', 'y'], 'x,y'], [{ toString: () => 'made' }, 'made'], [10n, '10'], ['ü€𝒳', 'ü€𝒳'], ['\ud800', '\ud800'],
]) {
  const emitter = new EventEmitter();
  emitter.on('newListener', common.mustCall((got) => assert.strictEqual(got, name)));
  emitter.once(name, common.mustCall((value) => assert.strictEqual(value, 7)));
  assert.ok(emitter.emit(same, 7));
  assert.ok(!emitter.emit(name, 7));
}
assert.ok(!new EventEmitter().on('\ud800', nop).emit('\ud801'));
assert.ok(!new EventEmitter().on(symbol, nop).emit('Symbol(s)'));

// Names that objects have anyway.
for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
  const emitter = new EventEmitter();
  assert.strictEqual(emitter.emit(name), false);
  assert.strictEqual(emitter.listenerCount(name), 0);
  emitter.on(name, common.mustCall());
  assert.deepStrictEqual(emitter.eventNames(), [name]);
  emitter.emit(name);
}
