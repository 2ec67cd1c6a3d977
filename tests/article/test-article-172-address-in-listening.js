'use strict';
// Lines 172-175: in 'listening' there is an AddressInfo.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.on('listening', common.mustCall(() => {
  const address = server.address();
  assert.deepStrictEqual(Object.keys(address), ['address', 'family', 'port']);
  server.close();
}));
server.listen(0, '127.0.0.1');
