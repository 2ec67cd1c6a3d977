'use strict';
// Lines of a stream that is no terminal: what ends them, chunks that split
// them, the end of the input, pausing and the asynchronous iterator.
const common = require('../common');
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough, Readable } = require('node:stream');

function linesOf(chunks, options, check) {
  const lines = [];
  const input = new PassThrough();
  const rl = readline.createInterface({ input, ...options });
  rl.on('line', (line) => lines.push(line));
  rl.on('close', common.mustCall(() => check(lines)));
  for (const chunk of chunks) input.write(chunk);
  input.end();
}

const is = (...expected) => (lines) => assert.deepStrictEqual(lines, expected);

linesOf(['one\ntwo\r\nthree\rfour\u2028five\u2029six'], {}, is('one', 'two', 'three', 'four', 'five', 'six'));
linesOf(['one\r', '\ntwo\n'], { crlfDelay: Infinity }, is('one', 'two'));
linesOf(['\n\n', 'x'], {}, is('', '', 'x'));
linesOf(['a', 'b', 'c\nd'], {}, is('abc', 'd'));
linesOf([], {}, is());

// A character that two chunks share.
const bytes = Buffer.from('grün ☮\n');
linesOf([bytes.subarray(0, 3), bytes.subarray(3, 7), bytes.subarray(7)], {}, is('grün ☮'));

{
  const input = new PassThrough();
  const rl = readline.createInterface(input);
  assert.strictEqual(rl.terminal, false);
  rl.on('pause', common.mustCall(() => {}, 2)); // by pause and by close
  rl.on('resume', common.mustCall());
  assert.strictEqual(rl.pause(), rl);
  assert.strictEqual(rl.pause(), undefined);
  assert.strictEqual(input.isPaused(), true);
  rl.on('line', common.mustCall((line) => assert.strictEqual(line, 'written')));
  rl.write('written\n'); // resumes
  assert.strictEqual(input.isPaused(), false);
  rl.on('close', common.mustCall());
  rl.close();
  rl.close();
  for (const name of ['pause', 'resume', 'write'])
    assert.throws(() => rl[name](), { code: 'ERR_USE_AFTER_CLOSE', message: 'readline was closed' });
  assert.strictEqual(input.listenerCount('data'), 0);
  assert.strictEqual(input.listenerCount('end'), 0);
}

{
  const input = new PassThrough();
  const rl = readline.createInterface({ input });
  rl.on('error', common.mustCall((err) => assert.strictEqual(err.message, 'input')));
  input.emit('error', new Error('input'));
  rl.close();
}

{
  const controller = new AbortController();
  const rl = readline.createInterface({ input: new PassThrough(), signal: controller.signal });
  rl.on('close', common.mustCall());
  controller.abort();
  assert.strictEqual(rl.closed, true);
}

{
  const rl = readline.createInterface({ input: new PassThrough() });
  rl[Symbol.dispose]();
  assert.strictEqual(rl.closed, true);
}

(async () => {
  const rl = readline.createInterface({ input: Readable.from(['a\nb\n', 'c']) });
  const lines = [];
  for await (const line of rl) lines.push(line);
  assert.deepStrictEqual(lines, ['a', 'b', 'c']);

  const left = readline.createInterface({ input: Readable.from(['a\nb\nc\n']) });
  for await (const line of left) {
    assert.strictEqual(line, 'a');
    break;
  }
})().then(common.mustCall());
