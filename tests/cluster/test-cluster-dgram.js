'use strict';
// UDP sockets of the workers share the primary's, unless they are exclusive.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const dgram = require('node:dgram');

if (isWindows) skip('no IPC');

if (cluster.isWorker) {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (data, { address, port }) => socket.send(`${data}!`, port, address));
  socket.bind(0, '127.0.0.1', mustCall(() => {
    const own = dgram.createSocket('udp4');
    own.bind({ port: 0, address: '127.0.0.1', exclusive: true }, mustCall(() => {
      process.send([socket.address().port, own.address().port]);
      own.close();
    }));
  }));
  cluster.worker.on('disconnect', mustCall(() => assert.throws(() => socket.address())));
  return;
}

const seen = [];
for (let i = 0; i < 2; i++) {
  const worker = cluster.fork();
  worker.on('listening', mustCall(({ addressType, address }) => {
    assert.deepStrictEqual([addressType, address], ['udp4', '127.0.0.1']);
  }));
  worker.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
  worker.on('message', mustCall((ports) => {
    if (seen.push(ports) < 2) return;
    const [[one, ownOne], [two, ownTwo]] = seen;
    assert.strictEqual(one, two);
    assert.ok(ownOne !== one && ownTwo !== two);
    const client = dgram.createSocket('udp4').on('message', mustCall((data) => {
      assert.strictEqual(data.toString(), 'ping!');
      client.close();
      cluster.disconnect(mustCall());
    }));
    client.send('ping', one, '127.0.0.1');
  }));
}
