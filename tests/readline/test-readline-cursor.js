'use strict';
// The functions that move a terminal's cursor, and the Readline class.
const common = require('../common');
const assert = require('node:assert');
const readline = require('node:readline');
const { Readline } = require('node:readline/promises');
const { PassThrough } = require('node:stream');

const stream = new PassThrough();
const written = () => String(stream.read() ?? '');

readline.cursorTo(stream, 1, 2, common.mustCall());
assert.strictEqual(written(), '\x1b[3;2H');
readline.cursorTo(stream, 4, common.mustCall());
assert.strictEqual(written(), '\x1b[5G');
readline.cursorTo(stream, 'x', 'y', common.mustCall());
assert.strictEqual(written(), '');
assert.throws(() => readline.cursorTo(stream, 'x', 1), { code: 'ERR_INVALID_CURSOR_POS' });
assert.throws(() => readline.cursorTo(stream, NaN), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => readline.cursorTo(stream, 1, NaN), { code: 'ERR_INVALID_ARG_VALUE' });

for (const [dx, dy, expected] of [[1, 0, '\x1b[1C'], [-2, 0, '\x1b[2D'], [0, 3, '\x1b[3B'], [4, -5, '\x1b[4C\x1b[5A'], [0, 0, '']]) {
  readline.moveCursor(stream, dx, dy, common.mustCall());
  assert.strictEqual(written(), expected);
}
for (const [direction, expected] of [[-1, '\x1b[1K'], [0, '\x1b[2K'], [1, '\x1b[0K']]) {
  readline.clearLine(stream, direction, common.mustCall());
  assert.strictEqual(written(), expected);
}
readline.clearScreenDown(stream, common.mustCall());
assert.strictEqual(written(), '\x1b[0J');
for (const name of ['cursorTo', 'moveCursor', 'clearLine', 'clearScreenDown']) {
  assert.strictEqual(readline[name](null), true);
  const args = { cursorTo: [1, 1], moveCursor: [1, 1], clearLine: [1], clearScreenDown: [] }[name];
  readline[name](undefined, ...args, common.mustCall((err) => assert.strictEqual(err, null)));
  assert.throws(() => readline[name](stream, ...args, {}), { code: 'ERR_INVALID_ARG_TYPE' });
}

assert.throws(() => new Readline({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Readline(stream, { autoCommit: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

const actions = new Readline(stream);
assert.throws(() => actions.clearLine(2), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => actions.moveCursor('1', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(actions.cursorTo(1).rollback(), actions);
actions.cursorTo(0, 1).moveCursor(1, -1).clearLine(0).clearScreenDown();
assert.strictEqual(written(), '');
actions.commit().then(common.mustCall(() => {
  assert.strictEqual(written(), '\x1b[2;1H\x1b[1C\x1b[1A\x1b[2K\x1b[0J');
  new Readline(stream, { autoCommit: true }).clearLine(1);
  setImmediate(common.mustCall(() => assert.strictEqual(written(), '\x1b[0K')));
}));
