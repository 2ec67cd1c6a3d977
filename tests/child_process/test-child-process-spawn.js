'use strict';
// spawn tells of its child in the order 'spawn', data, 'exit', 'close', gives it
// the arguments, folder and environment, and its exit status or signal.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const os = require('node:os');

const child = spawn('/bin/sh', ['-c', 'pwd; echo $GREETING; cat; exit 3'], {
  cwd: os.tmpdir(), env: { GREETING: 'hello', PATH: process.env.PATH },
});
const order = [];
let output = '';
child.on('spawn', mustCall(() => order.push('spawn')));
child.stdout.setEncoding('utf8').on('data', (chunk) => { output += chunk; });
child.stdout.on('end', mustCall(() => order.push('end')));
child.on('exit', mustCall((code, signal) => {
  assert.deepStrictEqual([code, signal], [3, null]);
  order.push('exit');
}));
child.on('close', mustCall((code) => {
  assert.strictEqual(code, 3);
  assert.strictEqual(child.exitCode, 3);
  const lines = output.split('\n');
  assert.strictEqual(require('node:fs').realpathSync(lines[0]), require('node:fs').realpathSync(os.tmpdir()));
  assert.strictEqual(lines[1], 'hello');
  assert.strictEqual(lines[2], 'typed');
  assert.strictEqual(order[0], 'spawn');
  assert.ok(order.includes('exit') && order.includes('end'));
}));
child.stdin.end('typed');

const sleeper = spawn('sleep', ['60']);
sleeper.on('spawn', mustCall(() => assert.strictEqual(sleeper.kill('SIGTERM'), true)));
sleeper.on('exit', mustCall((code, signal) => {
  assert.deepStrictEqual([code, signal, sleeper.signalCode], [null, 'SIGTERM', 'SIGTERM']);
  assert.strictEqual(sleeper.kill(), false);
}));

const nothing = spawn('no-such-program-anywhere', ['a', 'b']);
assert.strictEqual(nothing.pid, undefined);
nothing.on('error', mustCall((err) => {
  assert.strictEqual(err.message, 'spawn no-such-program-anywhere ENOENT');
  assert.strictEqual(err.code, 'ENOENT');
  assert.strictEqual(err.syscall, 'spawn no-such-program-anywhere');
  assert.deepStrictEqual(err.spawnargs, ['a', 'b']);
}));
