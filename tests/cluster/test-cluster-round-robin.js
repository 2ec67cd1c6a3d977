'use strict';
// The primary hands connections to its workers in turn.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

const workers = 3;
const rounds = 2;

if (cluster.isWorker) {
  const server = net.createServer((socket) => socket.end(`${cluster.worker.id}`));
  server.listen(0, '127.0.0.1', mustCall(() => {
    // The handle that plays the server's has its name.
    assert.deepStrictEqual(Object.keys(server.address()).sort(), ['address', 'family', 'port']);
    assert.strictEqual(server.listening, true);
    assert.strictEqual(server._handle.fd, undefined);
  }));
  return;
}

cluster.schedulingPolicy = cluster.SCHED_RR;
let port;
let listening = 0;
const seen = [];
cluster.on('listening', mustCall((worker, address) => {
  port ??= address.port;
  assert.strictEqual(address.port, port);
  if (++listening === workers) connect();
}, workers));

function connect() {
  if (seen.length === workers * rounds) {
    for (let i = 0; i < workers; i++) assert.strictEqual(seen[i], seen[i + workers]);
    assert.deepStrictEqual(seen.slice(0, workers).sort(), ['1', '2', '3']);
    cluster.disconnect(mustCall(() => {
      assert.deepStrictEqual(cluster.workers, {});
      // Nobody listens any more.
      net.connect(port, '127.0.0.1').on('error', mustCall((err) => assert.strictEqual(err.code, 'ECONNREFUSED')));
    }));
    return;
  }
  let text = '';
  net.connect(port, '127.0.0.1').setEncoding('utf8')
    .on('data', (data) => { text += data; })
    .on('close', mustCall(() => {
      seen.push(text);
      connect();
    }));
}

for (let i = 0; i < workers; i++) cluster.fork().on('exit', mustCall((code) => assert.strictEqual(code, 0)));
