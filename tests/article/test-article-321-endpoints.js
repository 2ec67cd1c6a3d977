'use strict';
// Lines 319-325: both ends as both sides see them.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

let accepted;
const server = net.createServer(common.mustCall((socket) => {
  const { localAddress, localPort, remoteAddress, remotePort, localFamily, remoteFamily } = socket;
  accepted = [localAddress, localPort, remoteAddress, remotePort, localFamily, remoteFamily];
  socket.end();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const client = net.connect(port, '127.0.0.1', common.mustCall(() => {
    const { localAddress, localPort, remoteAddress, remotePort } = client;
    assert.strictEqual(remotePort, port);
    client.resume().on('close', common.mustCall(() => {
      assert.deepStrictEqual(accepted,
                             [remoteAddress, remotePort, localAddress, localPort, 'IPv4', 'IPv4']);
      server.close();
    }));
  }));
}));
