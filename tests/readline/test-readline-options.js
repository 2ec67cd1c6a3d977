'use strict';
// What createInterface takes and refuses.
require('../common');
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const open = (options) => readline.createInterface({ input: new PassThrough(), ...options });

for (const [options, code] of [
  [{ completer: 1 }, 'ERR_INVALID_ARG_VALUE'],
  [{ history: {} }, 'ERR_INVALID_ARG_TYPE'],
  [{ historySize: -1 }, 'ERR_OUT_OF_RANGE'],
  [{ historySize: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ tabSize: 0 }, 'ERR_OUT_OF_RANGE'],
  [{ tabSize: '8' }, 'ERR_INVALID_ARG_TYPE'],
  [{ escapeCodeTimeout: Infinity }, 'ERR_INVALID_ARG_VALUE'],
  [{ signal: {} }, 'ERR_INVALID_ARG_TYPE'],
]) assert.throws(() => open(options), { code }, JSON.stringify(options));

const rl = open();
assert.ok(rl instanceof readline.Interface);
assert.ok(readline.Interface({ input: new PassThrough() }) instanceof readline.Interface);
assert.deepStrictEqual(
  [rl.crlfDelay, rl.tabSize, rl.escapeCodeTimeout, rl.historySize, rl.terminal, rl.line, rl.columns, rl.getPrompt()],
  [100, 8, 500, 30, false, '', Infinity, '> ']);
assert.strictEqual(open({ crlfDelay: 5 }).crlfDelay, 100);
assert.strictEqual(open({ crlfDelay: 5000 }).crlfDelay, 5000);

const output = new PassThrough();
output.isTTY = true;
output.columns = 7;
assert.strictEqual(open({ output }).terminal, true);
assert.strictEqual(open({ output }).columns, 7);
assert.strictEqual(open({ output, terminal: false }).terminal, false);
assert.strictEqual(open({ terminal: true }).terminal, true);
