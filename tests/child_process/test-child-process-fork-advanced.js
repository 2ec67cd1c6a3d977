'use strict';
// With advanced serialization messages are copied as structuredClone does.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
  return;
}

const circular = { name: 'circular' };
circular.self = circular;
const messages = [
  circular,
  'text', 'é€😀', -0, NaN,
  { map: new Map([[{ a: 1 }, new Set(['b'])]]), date: new Date(5), big: 10n ** 30n, none: undefined, re: /x/gi },
  [1, , 3], // eslint-disable-line no-sparse-arrays
  Buffer.from('bytes'),
  { view: new Float64Array([1.5, -2]), data: new DataView(new ArrayBuffer(2)) },
  new RangeError('out of it'),
  Buffer.alloc(1 << 20, 'large'), // comes in many pieces
];

const child = fork(__filename, ['child'], { serialization: 'advanced' });
const left = [...messages];
child.on('message', mustCall((message) => {
  const sent = left.shift();
  if (left.length === 0) child.disconnect();
  if (sent === circular) {
    assert.strictEqual(message.self, message);
    return;
  }
  assert.deepStrictEqual(message, sent);
  if (Buffer.isBuffer(sent)) assert.ok(Buffer.isBuffer(message));
}, messages.length));
for (const message of messages) child.send(message);
assert.throws(() => child.send({ fn() {} }), /could not be cloned/);
child.on('exit', mustCall((code) => {
  assert.strictEqual(code, 0);
  assert.deepStrictEqual(left, []);
}));

assert.throws(() => fork(__filename, { serialization: 'other' }), { code: 'ERR_INVALID_ARG_VALUE' });
