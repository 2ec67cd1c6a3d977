'use strict';
// What send() and fork() refuse, and what becomes of a child that cannot be
// started.
const { mustCall, order, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork, spawn, spawnSync } = require('node:child_process');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  process.once('message', () => process.disconnect());
  return;
}

const child = fork(__filename, ['child']);
for (const message of [undefined, () => {}, Symbol('s'), 10n]) {
  const code = message === undefined ? 'ERR_MISSING_ARGS' : 'ERR_INVALID_ARG_TYPE';
  assert.throws(() => child.send(message), { code });
}
for (const handle of [{}, 1, 'x', new Map()])
  assert.throws(() => child.send('x', handle), { code: 'ERR_INVALID_HANDLE_TYPE', name: 'TypeError' });
for (const options of [null, 1, 'x', true, []])
  assert.throws(() => child.send('x', undefined, options), { code: 'ERR_INVALID_ARG_TYPE' });
const circular = {};
circular.self = circular;
assert.throws(() => child.send(circular), /circular/);
// A socket without a handle goes as a message alone.
child.send('bye', new net.Socket(), { keepOpen: true }, mustCall());
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));

assert.throws(() => fork(__filename, { stdio: ['pipe', 'pipe', 'pipe'] }), {
  code: 'ERR_CHILD_PROCESS_IPC_REQUIRED',
  message: "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio",
});
assert.throws(() => fork(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fork(__filename, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fork(__filename, [], { execArgv: ['a\0b'] }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawnSync('true', { stdio: 'ipc' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawnSync('true', { stdio: ['ipc'] }), { code: 'ERR_IPC_SYNC_FORK' });

const note = order('error', 'write', 'disconnect', 'close');
const nothing = spawn('no-such-program-anywhere', { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
assert.strictEqual(nothing.connected, true);
assert.strictEqual(nothing.pid, undefined);
nothing.send('x', mustCall((err) => {
  assert.strictEqual(err.code, 'EPIPE');
  assert.strictEqual(err.syscall, 'write');
  note('write');
}));
nothing.on('error', mustCall((err) => {
  assert.strictEqual(err.code, 'ENOENT');
  note('error');
}));
nothing.on('disconnect', mustCall(() => note('disconnect')));
nothing.on('close', mustCall((code) => {
  assert.strictEqual(code, -2);
  note('close');
}));
