'use strict';
// emitKeypressEvents: which keys sequences mean.
const common = require('../common');
const assert = require('node:assert');
const { emitKeypressEvents } = require('node:readline');
const { PassThrough } = require('node:stream');

const stream = new PassThrough();
emitKeypressEvents(stream);
emitKeypressEvents(stream); // once is enough

function keysOf(text) {
  const keys = [];
  const take = (character, key) => keys.push([character, key]);
  stream.on('keypress', take);
  stream.emit('data', Buffer.from(text));
  stream.removeListener('keypress', take);
  return keys;
}

// Each key as "modifiers-name".
function names(text) {
  return keysOf(text).map(([, { name, ctrl, meta, shift }]) =>
    `${ctrl ? 'C' : ''}${meta ? 'M' : ''}${shift ? 'S' : ''}-${name}`).join(' ');
}

stream.on('keypress', () => {});

assert.deepStrictEqual(keysOf('a'), [['a', { sequence: 'a', name: 'a', ctrl: false, meta: false, shift: false }]]);
assert.deepStrictEqual(keysOf('\x1b[1;5A'), [
  [undefined, { sequence: '\x1b[1;5A', name: 'up', ctrl: true, meta: false, shift: false, code: '[A' }],
]);
for (const [text, expected] of [
  ['aB3', '-a S-b -3'],
  ['\r\n\t \b\x7f', '-return -enter -tab -space -backspace -backspace'],
  ['\x01\x1a\x03', 'C-a C-z C-c'],
  ['\x1ba\x1bA\x1b\r\x1b\x7f', 'M-a MS-a M-return M-backspace'],
  ['.€', '-undefined -undefined'],
  ['\x1b[A\x1bOA\x1b[[A\x1bOP\x1b[11~', '-up -up -f1 -f1 -f1'],
  ['\x1b[3~\x1b[3;5~\x1b[3^\x1b[3$', '-delete C-delete C-delete S-delete'],
  ['\x1b[24~\x1b[24;2~\x1b[1;3D\x1b[2D', '-f12 S-f12 M-left S-left'],
  ['\x1b\x1b[A\x1b[200~\x1b[201~\x1b[Z', '-up -paste-start -paste-end S-tab'],
  ['\x1b[9x', 'M-undefined'],
  ['\x1b[999zq', '-undefined -q'],
]) assert.strictEqual(names(text), expected, JSON.stringify(text));

// A sequence may come in pieces.
assert.strictEqual(names('\x1b[1'), '');
assert.strictEqual(names(';6'), '');
assert.strictEqual(names('Hx'), 'CS-home -x');

// A listener that throws does not stop the keys that follow.
{
  const throwing = () => { throw new Error('listener'); };
  stream.on('keypress', throwing);
  assert.throws(() => stream.emit('data', 'x'), /listener/);
  stream.removeListener('keypress', throwing);
  assert.strictEqual(names('y'), '-y');
}

// An escape that nothing follows is a key after a while.
{
  const slow = new PassThrough();
  emitKeypressEvents(slow, { escapeCodeTimeout: 1 });
  slow.on('keypress', common.mustCall((character, key) => {
    assert.strictEqual(character, undefined);
    assert.deepStrictEqual(key, { sequence: '\x1b', name: 'escape', ctrl: false, meta: true, shift: false });
  }));
  slow.emit('data', '\x1b');
}
