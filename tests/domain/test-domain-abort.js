'use strict';
// --abort-on-uncaught-exception: only a domain that takes the error prevents
// it; a listener for uncaughtException comes too late.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');

if (process.platform === 'win32') process.exit();

const domain = '{ const d = require("domain").create(); d.on("error", () => process.exit(3)); d.enter(); }';
const listener = 'process.on("uncaughtException", () => process.exit(4));';
const raise = 'setImmediate(() => { throw new Error("uncaught") });';

for (const [code, expected] of [
  [raise, 'aborted'],
  [listener + raise, 'aborted'],
  [domain + raise, 3],
]) {
  // The shell keeps memory dumps off the disk.
  const command = `ulimit -c 0; exec "$0" --abort_on_uncaught_exception -e '${code}'`;
  const child = spawn('/bin/sh', ['-c', command, process.execPath], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk) => { text += chunk; });
  child.on('close', common.mustCall((status, signal) => {
    const aborted = ['SIGABRT', 'SIGTRAP', 'SIGILL'].includes(signal); // V8 has its own way
    assert.strictEqual(aborted ? 'aborted' : status, expected, text);
    if (signal) assert.match(text, /Error: uncaught/);
  }));
}
