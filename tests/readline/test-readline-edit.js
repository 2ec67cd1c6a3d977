'use strict';
// A terminal's keys change the line.
const common = require('../common');
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough, Writable } = require('node:stream');

process.env.TERM = 'xterm';

function open(options) {
  const written = [];
  const input = new PassThrough();
  const output = new Writable({ write(chunk, encoding, done) { written.push(chunk.toString()); done(); } });
  output.columns = 20;
  const rl = readline.createInterface({ input, output, terminal: true, prompt: '> ', ...options });
  const key = (name, modifiers) => input.emit('keypress', undefined, { name, ...modifiers });
  const ctrl = (name) => key(name, { ctrl: true });
  const meta = (name) => key(name, { meta: true });
  const type = (text) => input.emit('data', text);
  const shows = (line, cursor = line.length) => assert.deepStrictEqual([rl.line, rl.cursor], [line, cursor]);
  return { rl, written, key, ctrl, meta, type, shows };
}

{
  const { rl, key, ctrl, meta, type, shows } = open();
  type('the quick brown');
  ctrl('a');
  shows('the quick brown', 0);
  key('right');
  meta('f');
  shows('the quick brown', 4);
  ctrl('e');
  ctrl('b');
  shows('the quick brown', 14);
  type('X');
  shows('the quick browXn', 15);
  key('backspace');
  key('delete');
  shows('the quick brow');
  meta('b');
  ctrl('w');
  shows('the brow', 4);
  meta('d');
  shows('the ');
  type('𐐷');
  key('left');
  shows('the 𐐷', 4);
  key('delete');
  shows('the ');
  rl.close();
}

// The kill ring, undo and redo.
{
  const { rl, ctrl, meta, key, type, shows } = open();
  type('one two');
  ctrl('u');
  shows('');
  type('three');
  ctrl('a');
  ctrl('k');
  shows('');
  ctrl('y');
  shows('three');
  meta('y');
  shows('one two');
  rl.line = '';
  rl.cursor = 0;
  type('a');
  type('b');
  type('\x1f');
  shows('a');
  type('\x1e');
  shows('ab');
  key('backspace', { ctrl: true, shift: true });
  shows('');
  rl.close();
}

// History: all of it, and what begins as the line does.
{
  const { rl, ctrl, key, type, shows } = open({ history: ['beta 2', 'alpha', 'beta 1'], historySize: 4 });
  rl.on('history', common.mustCall((history) => assert.strictEqual(history[0], 'beta 3'), 2));
  key('up');
  shows('beta 2');
  key('up');
  key('up');
  shows('beta 1');
  key('up');
  shows('');
  key('down');
  shows('beta 1');
  ctrl('u');
  rl.historyIndex = -1;
  type('be');
  key('up');
  shows('beta 2');
  key('up');
  shows('beta 1');
  ctrl('u');
  rl.on('line', common.mustCall(() => {}, 2));
  type('beta 3\rbeta 3\r');
  assert.deepStrictEqual(rl.history, ['beta 3', 'beta 2', 'alpha', 'beta 1']);
  assert.strictEqual(rl.historySize, 4);
  rl.close();
}

// What is written: the prompt, a line longer than the terminal's.
{
  const { rl, written, type } = open();
  rl.prompt();
  assert.strictEqual(written.join(''), '\x1b[1G\x1b[0J> \x1b[3G');
  written.length = 0;
  type('abc');
  assert.strictEqual(written.join(''), 'abc');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 0, cols: 5 });
  type('0123456789abcdefgh');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 1, cols: 3 });
  type('\ttab');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 1, cols: 7 });
  rl.setPrompt('? ');
  assert.strictEqual(rl.getPrompt(), '? ');
  rl.close();
}

// Scripts replace the methods with an underscore, for passwords for one.
{
  const { rl, written, type } = open();
  rl._writeToOutput = (text) => rl.output.write('*'.repeat(text.length));
  type('secret');
  assert.strictEqual(written.join(''), '******');
  rl.close();
}

// ^C and ^D.
{
  const { rl, ctrl, type } = open();
  rl.once('SIGINT', common.mustCall());
  ctrl('c');
  assert.ok(!rl.closed);
  type('x');
  ctrl('d');
  assert.ok(!rl.closed);
  ctrl('u');
  rl.on('close', common.mustCall());
  ctrl('d');
  assert.ok(rl.closed);
}

// Completion, with and without a callback.
for (const completer of [
  (line) => [['apple', 'apply'].filter((word) => word.startsWith(line)), line],
  (line, done) => setImmediate(done, null, [['apple', 'apply'].filter((word) => word.startsWith(line)), line]),
]) {
  const { rl, written, type, shows } = open({ completer });
  // The interface pauses while the completer is at work.
  const tab = (then) => {
    rl.once('resume', () => setImmediate(common.mustCall(then)));
    type('\t');
  };
  type('ap');
  tab(() => {
    shows('appl');
    written.length = 0;
    tab(() => {
      assert.strictEqual(written[0], '\r\napple  apply\r\n\r\n');
      rl.close();
    });
  });
}
