'use strict';
// How workers end: by kill(), process.exit(), destroy() from inside, or because
// their primary is gone.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

const roles = {
  killed: { code: null, signal: 'SIGTERM', meant: false, inside() {} },
  exits: { code: 7, signal: null, meant: false, inside: () => process.exit(7) },
  destroys: { code: 0, signal: null, meant: true, inside: () => cluster.worker.destroy() },
  disconnects: { code: 0, signal: null, meant: true, inside: () => cluster.worker.disconnect() },
  drops: { code: 0, signal: null, meant: false, inside: () => process.disconnect() },
};

if (cluster.isWorker) {
  net.createServer().listen(0, '127.0.0.1', () => {
    process.send('ready');
    if (process.argv[2] === 'orphan') return;
    roles[process.argv[2]].inside();
  });
  return;
}

if (process.argv[2] === 'primary') {
  cluster.setupPrimary({ args: ['orphan'] });
  const worker = cluster.fork();
  worker.on('message', () => {
    console.log(worker.process.pid);
    process.exit();
  });
  return;
}

for (const [role, { code, signal, meant }] of Object.entries(roles)) {
  cluster.setupPrimary({ args: [role] });
  const worker = cluster.fork();
  if (role === 'killed') worker.on('message', () => worker.kill());
  worker.on('exit', mustCall((...how) => {
    assert.deepStrictEqual(how, [code, signal], role);
    assert.strictEqual(worker.exitedAfterDisconnect, meant, role);
  }));
  worker.on('disconnect', mustCall());
}

// The output ends when both the primary and its worker have.
const primary = spawn(process.execPath, [__filename, 'primary']);
primary.stdout.on('data', mustCall((data) => assert.ok(data > 0)));
primary.on('close', mustCall((code) => assert.strictEqual(code, 0)));

assert.throws(() => {
  cluster.setupPrimary({ inspectPort: null });
  cluster.fork();
}, { code: 'ERR_SOCKET_BAD_PORT' });
