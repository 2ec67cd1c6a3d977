'use strict';
// Signals are events; the watch for one ends with its last listener, and does
// not keep the process alive.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');

if (common.isWindows) common.skip('signals cannot be sent on Windows');

process.once('SIGUSR2', common.mustCall((name, number) => {
  assert.strictEqual(name, 'SIGUSR2');
  assert.strictEqual(number, require('node:os').constants.signals.SIGUSR2);
  clearInterval(alive);
}));
const alive = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');

// Without its listener the signal does what it does to others.
const child = spawn(process.execPath, ['-e', `
  const listen = () => {};
  process.on('SIGTERM', listen);
  process.removeListener('SIGTERM', listen);
  setInterval(() => {}, 1000);
  console.log('ready');`]);
child.stdout.once('data', () => child.kill());
child.on('exit', common.mustCall((code, signal) => {
  assert.strictEqual(code, null);
  assert.strictEqual(signal, 'SIGTERM');
}));
