'use strict';
// Lines 1003-1021: the ports of both sides are each other's mirror image.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

let serverSide;
const server = net.createServer(common.mustCall((socket) => {
  serverSide = [socket.localPort, socket.remotePort];
  assert.strictEqual(socket.localPort, server.address().port);
  socket.end();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let clientSide;
  client.on('connect', common.mustCall(() => { clientSide = [client.remotePort, client.localPort]; }));
  client.resume().on('close', common.mustCall(() => {
    assert.deepStrictEqual(serverSide, clientSide);
    server.close();
  }));
}));
