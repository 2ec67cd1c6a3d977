'use strict';
// The timer runs while connecting; the attempt goes on.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect({
    port: server.address().port, host: 'a.name', timeout: 20,
    lookup: (host, options, callback) => {
      setTimeout(callback, 60, null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  socket.once('timeout', common.mustCall(() => assert.strictEqual(socket.connecting, true)));
  socket.on('connect', common.mustCall(() => socket.setTimeout(0)));
  socket.resume().on('close', common.mustCall(() => server.close()));
}));
