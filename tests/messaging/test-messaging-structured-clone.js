'use strict';
// structuredClone keeps what the standard says and refuses the rest by name.
require('../common');
const assert = require('node:assert');

const refuses = (value, message, options) => assert.throws(() => structuredClone(value, options), {
  name: 'DataCloneError', code: 25, message,
});

const cycle = { list: [] };
cycle.self = cycle;
cycle.list.push(cycle);
const copy = structuredClone(cycle);
assert.strictEqual(copy.self, copy);
assert.strictEqual(copy.list[0], copy);

for (const value of [
  -0, 1n, 'text', null, undefined, new Date(5), /x/gi, [1, , 3], new Map([[{}, 1]]), new Set(['a']), Object(1n),
  new Uint16Array([1, 2]), new DataView(new ArrayBuffer(4), 1, 2), { get a() { return 1; } }.a,
]) assert.deepStrictEqual(structuredClone(value), value);

class Point { x = 1; get y() { return 2; } }
assert.deepStrictEqual(structuredClone(new Point()), { x: 1 });

const error = structuredClone(Object.assign(new RangeError('out', { cause: 'of it' }), { code: 'gone' }));
assert.ok(error instanceof RangeError);
assert.deepStrictEqual([error.message, error.cause, error.code], ['out', 'of it', undefined]);

refuses(() => 1, '() => 1 could not be cloned.');
refuses(Symbol('s'), 'Symbol(s) could not be cloned.');
refuses(Promise.resolve(), '#<Promise> could not be cloned.');
refuses(new WeakMap(), '#<WeakMap> could not be cloned.');
refuses(new Proxy({}, {}), '#<Object> could not be cloned.');

const buffer = new ArrayBuffer(8);
const { port1 } = new MessageChannel();
refuses({ port1 }, 'Object that needs transfer was found in message but not listed in transferList');
refuses(1, 'Transfer list contains duplicate ArrayBuffer', { transfer: [buffer, buffer] });
assert.strictEqual(structuredClone(buffer, { transfer: [buffer] }).byteLength, 8);
assert.strictEqual(buffer.byteLength, 0);
refuses(buffer, 'An ArrayBuffer is detached and could not be cloned.');
assert.throws(() => structuredClone(1, { transfer: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
