'use strict';
// Lines 238-242: telling the two kinds of address apart.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

function describe(server) {
  const address = server.address();
  if (typeof address === 'string') {
    return `path ${address}`;
  }
  return `port ${address.port}`;
}

const path = common.socketPath();
const local = net.createServer().listen(path, common.mustCall(() => {
  assert.strictEqual(describe(local), `path ${path}`);
  local.close();
}));
const tcp = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  assert.match(describe(tcp), /^port \d+$/);
  tcp.close();
}));
