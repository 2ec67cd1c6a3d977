'use strict';
// Small Buffers share a pool, which cannot be transferred; slices and Buffers of
// an ArrayBuffer share its memory; copies do not.
require('../common');
const assert = require('assert');

const a = Buffer.from('hello');
const b = Buffer.from('world');
assert.strictEqual(a.buffer, b.buffer);
assert.strictEqual(b.byteOffset % 8, 0);
assert.throws(() => a.buffer.transfer(), { name: 'TypeError' });
assert.notStrictEqual(Buffer.alloc(5).buffer, Buffer.alloc(5).buffer);
assert.strictEqual(Buffer.allocUnsafeSlow(5).buffer.byteLength, 5);

const part = a.subarray(1, -1);
part[0] = 0x45;
assert.strictEqual(a.toString(), 'hEllo');
assert.ok(part instanceof Buffer && part.constructor === Buffer);
assert.strictEqual(part.parent, a.buffer);
assert.strictEqual(part.offset, a.byteOffset + 1);

const memory = new ArrayBuffer(8);
const view = Buffer.from(memory, 2, 4);
view.fill('xy');
assert.strictEqual(Buffer.from(memory).toString('latin1'), '\0\0xyxy\0\0');
const copy = Buffer.from(view);
copy[0] = 0;
assert.strictEqual(view[0], 0x78);

const array = new Uint16Array([0x4142, 0x4344]);
assert.strictEqual(Buffer.copyBytesFrom(array, 1).toString('latin1'), 'DC');

// The methods of Uint8Array make Buffers.
assert.ok(Buffer.isBuffer(a.map((x) => x)));
assert.ok(!Buffer.isBuffer(Uint8Array.from(a)));
