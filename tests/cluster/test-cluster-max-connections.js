'use strict';
// A worker that has enough connections sends them back to the primary, for
// another one; with dropMaxConnection it closes them.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (cluster.isWorker) {
  const server = net.createServer((socket) => socket.write(`${cluster.worker.id}`));
  server.maxConnections = cluster.worker.id === 1 ? 0 : 10;
  server.dropMaxConnection = process.argv[2] === 'drop';
  if (cluster.worker.id === 1 && process.argv[2] === 'drop') server.on('drop', mustCall(() => process.send('dropped')));
  server.listen(0, '127.0.0.1');
  return;
}

cluster.schedulingPolicy = cluster.SCHED_RR;
cluster.setupPrimary({ args: [process.argv[2] ?? 'back'] });
const drops = process.argv[2] === 'drop';
let port;
const first = cluster.fork();
first.on('listening', mustCall((address) => {
  port = address.port;
  cluster.fork().on('listening', mustCall(connect));
}));

function connect() {
  let text = '';
  const client = net.connect(port, '127.0.0.1').setEncoding('utf8');
  client.on('data', (data) => {
    text += data;
    client.end();
  });
  client.on('close', mustCall(() => {
    assert.strictEqual(text, drops ? '' : '2');
    for (const id in cluster.workers) cluster.workers[id].kill();
    if (!drops) require('node:child_process').fork(__filename, ['drop']).on('exit', mustCall((code) => assert.strictEqual(code, 0)));
  }));
  client.on('error', () => {});
}
