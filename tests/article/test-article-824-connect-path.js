'use strict';
// Lines 822-829: a local client is an ordinary stream without addresses.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const path = common.socketPath();
const server = net.createServer((socket) => socket.end('hi\n'));
server.listen(path, common.mustCall(() => {
  const note = common.order('connect', 'ready', 'data', 'end', 'close');
  const client = net.connect(path);
  client.on('lookup', common.mustNotCall());
  client.on('connectionAttempt', common.mustNotCall());
  client.on('connect', () => note('connect'));
  client.on('ready', () => {
    note('ready');
    for (const name of ['remoteAddress', 'remotePort', 'remoteFamily', 'localAddress', 'localPort']) {
      assert.strictEqual(client[name], undefined);
    }
    assert.deepStrictEqual(client.address(), {});
  });
  client.on('data', (chunk) => {
    note('data');
    process.stdout.write(chunk);
  });
  client.on('end', () => note('end'));
  client.on('close', () => {
    note('close');
    server.close();
  });
}));
