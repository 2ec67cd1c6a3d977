'use strict';
// An 'error' without a listener is an uncaught exception.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

process.on('uncaughtException', common.mustCall((error, origin) => {
  assert.ok(['ECONNREFUSED', 'EADDRINUSE'].includes(error.code));
  assert.strictEqual(origin, 'uncaughtException');
}, 2));

const server = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  net.createServer().listen(port, '127.0.0.1');
  setTimeout(() => server.close(common.mustCall(() => net.connect(port, '127.0.0.1'))), 20);
}));
