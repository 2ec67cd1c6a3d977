'use strict';
// The diagnostics channels of net.
const common = require('../common');
const assert = require('node:assert');
const dc = require('node:diagnostics_channel');
const net = require('node:net');

dc.subscribe('net.client.socket', common.mustCall(({ socket }) => assert.ok(socket instanceof net.Socket)));
dc.subscribe('net.server.socket', common.mustCall(({ socket }) => assert.ok(socket instanceof net.Socket)));
dc.subscribe('tracing:net.server.listen:asyncStart', common.mustCall(({ server, options }) => {
  assert.ok(server instanceof net.Server);
  assert.ok(options);
}, 2));
dc.subscribe('tracing:net.server.listen:asyncEnd', common.mustCall());
dc.subscribe('tracing:net.server.listen:error', common.mustCall(({ error }) => {
  assert.strictEqual(error.code, 'EADDRINUSE');
}));

const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  net.createServer().on('error', common.mustCall()).listen(port, '127.0.0.1');
  net.connect(port, '127.0.0.1').resume().on('close', common.mustCall(() => server.close()));
}));
