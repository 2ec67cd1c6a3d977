'use strict';
// Lines 446-451: dns.lookup as the lookup is the default.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.end(), 2));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const socket = net.connect({ host: 'localhost', port, lookup: dns.lookup, family: 4 });
  socket.resume().on('close', common.mustCall(() => {
    const other = net.connect({
      host: 'some.name', port,
      lookup: common.mustCall((host, options, callback) => {
        assert.strictEqual(host, 'some.name');
        assert.strictEqual(options.all, true);
        assert.strictEqual(options.hints, dns.ADDRCONFIG);
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      }),
    });
    other.resume().on('close', common.mustCall(() => server.close()));
  }));
}));
