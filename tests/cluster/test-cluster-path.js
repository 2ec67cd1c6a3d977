'use strict';
// Workers listen on a path together, wherever they are.
const { mustCall, skip, socketPath, isLinux } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

if (!isLinux) skip('modes of sockets differ');

if (cluster.isWorker) {
  const where = process.argv[2];
  process.chdir('/'); // a relative path would mean another place there
  const server = net.createServer((socket) => socket.end(`${cluster.worker.id}`));
  server.listen({ path: where, readableAll: true, writableAll: true }, mustCall(() => {
    assert.strictEqual(server.address(), where);
  }));
  return;
}

const where = socketPath();
process.chdir(path.dirname(where));
cluster.setupPrimary({ args: [where] });
let listening = 0;
const seen = new Set();
for (let i = 0; i < 2; i++) {
  cluster.fork().on('listening', mustCall(({ address, addressType, port }) => {
    assert.deepStrictEqual([address, addressType, port], [where, -1, -1]);
    if (++listening < 2) return;
    assert.strictEqual(fs.statSync(where).mode & 0o666, 0o666);
    connect(() => connect(() => {
      assert.deepStrictEqual([...seen].sort(), ['1', '2']);
      cluster.disconnect(mustCall());
    }));
  }));
}

function connect(then) {
  net.connect(where).setEncoding('utf8').on('data', mustCall((data) => seen.add(data))).on('close', mustCall(then));
}
