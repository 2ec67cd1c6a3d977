'use strict';
// The channel keeps a child alive while that listens to it, unless channel.ref()
// or unref() has said otherwise.
const { mustCall, mustNotCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (isWindows) skip('no IPC');

const roles = {
  // ends at once
  silent() {},
  removed() {
    const listener = mustNotCall();
    process.on('message', listener);
    process.removeListener('message', listener);
  },
  unreferenced() {
    process.on('message', mustNotCall());
    process.channel.unref();
  },
  written() {
    process.send('written', mustCall());
  },
  // waits for its parent
  listens() {
    process.on('message', (message) => {
      assert.strictEqual(message, 'end');
      process.removeAllListeners('message');
    });
  },
  disconnects() {
    process.on('disconnect', mustCall());
  },
  referenced() {
    process.channel.ref();
    process.once('disconnect', mustCall());
    process.removeAllListeners('disconnect');
  },
};
const waiting = { __proto__: null, listens: true, disconnects: true, referenced: true };

if (process.argv[2]) {
  roles[process.argv[2]]();
  if (process.argv[2] in waiting) process.send('ready');
  return;
}

for (const role of Object.keys(roles)) {
  if (role === 'referenced') continue;
  const child = fork(__filename, [role]);
  child.on('message', (message) => {
    if (message !== 'ready') return;
    if (role === 'listens') child.send('end');
    else child.disconnect();
  });
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0, role)));
}

const child = fork(__filename, ['referenced']);
child.on('message', mustCall(() => child.disconnect()));
child.on('exit', mustCall());

// An unreferenced channel and child leave nothing to wait for.
const left = fork(__filename, ['disconnects']);
left.unref();
left.channel.unref();
