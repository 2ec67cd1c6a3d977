'use strict';
// Without scheduling the workers get the primary's handle itself.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (cluster.isWorker) {
  const server = net.createServer((socket) => socket.end('served'));
  server.listen(0, '127.0.0.1', mustCall(() => assert.ok(server._handle.fd > 2)));
  process.on('message', mustCall((message) => {
    if (message === 'close') server.close(mustCall(() => process.send('closed')));
  }));
  return;
}

cluster.schedulingPolicy = cluster.SCHED_NONE;
const workers = [cluster.fork(), cluster.fork()];
let port;
let listening = 0;
cluster.on('listening', mustCall((worker, address) => {
  port ??= address.port;
  assert.strictEqual(address.port, port);
  if (++listening === 2) serve(mustCall(() => workers[0].send('close')));
}, 2));
// The other one goes on serving.
workers[0].on('message', mustCall((message) => {
  assert.strictEqual(message, 'closed');
  serve(mustCall(() => cluster.disconnect(mustCall())));
}));
workers[1].process.on('spawn', () => workers[1].send('unused'));

function serve(then) {
  net.connect(port, '127.0.0.1').setEncoding('utf8')
    .on('data', mustCall((data) => assert.strictEqual(data, 'served')))
    .on('close', then);
}
