'use strict';
// The wire format is V8's, byte for byte, and reads back.
require('../common');
const assert = require('node:assert');
const v8 = require('node:v8');

const error = new TypeError('x', { cause: 1 });
error.stack = 'TypeError: x';
const value = {
  i: 1, n: -5, f: 1.5, neg0: -0, big: 2 ** 40, s: 'hé', w: '日本', t: true, u: undefined, nil: null, b: 10n,
  nb: -(2n ** 70n), d: new Date(5), r: /a/gi, m: new Map([[1, { z: 2 }]]), set: new Set([1]), arr: [1, , 3, 'x'],
  dense: [1, 2], box: Object(3), e: error, 5: 'index', buf: Buffer.from('abc'), u16: new Uint16Array([1, 2, 300]),
};
value.self = value;
const bytes = v8.serialize(value);
assert.strictEqual(bytes.length, 291);
assert.strictEqual(require('node:crypto').createHash('sha256').update(bytes).digest('hex'),
                   'af7a1b960c9b74cb083fd2ad2a8c9ae0258618db2e8ae121350fa9c34f5acb1b');
const back = v8.deserialize(bytes);
assert.deepStrictEqual(back, value);
assert.strictEqual(back.self, back);
assert.throws(() => v8.serialize(() => {}), { message: '() => {} could not be cloned.' });
assert.throws(() => v8.deserialize(Buffer.from('ff0f51', 'hex')), { message: 'Unable to deserialize cloned data.' });

const serializer = new v8.Serializer();
serializer.writeHeader();
serializer.writeUint64(1, 2);
serializer.writeDouble(0.5);
const reader = new v8.Deserializer(serializer.releaseBuffer());
reader.readHeader();
assert.strictEqual(reader.getWireFormatVersion(), 15);
assert.deepStrictEqual(reader.readUint64(), [1, 2]);
assert.strictEqual(reader.readDouble(), 0.5);
