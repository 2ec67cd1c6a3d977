'use strict';
// A program whose output nobody reads any more ends, if it goes on printing.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');

if (common.isWindows) common.skip('no such signals or pipes on Windows');

function run(print, listens) {
  const script = `${listens ? `process.stdout.on('error', (err) => {
    console.error(err.code, err.syscall);
    process.exit(5);
  });` : ''} setInterval(() => ${print}, 1); process.stdin.resume().on('end', () => {});`;
  const child = spawn(process.execPath, ['-e', script], { stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  child.stdout.once('data', () => child.stdout.destroy());
  child.on('close', common.mustCall((code) => {
    assert.strictEqual(code, listens ? 5 : 1);
    assert.match(said, listens ? /^EPIPE write/ : /Unhandled 'error' event[^]*write EPIPE/);
  }));
}

for (const print of ['console.log("x")', 'process.stdout.write("x")']) {
  run(print, true);
  run(print, false);
}
