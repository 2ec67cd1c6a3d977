'use strict';
// The channel net.client.socket tells of a TLS connection once, with the
// TLSSocket and not with what carries it.
const common = require('../common');
const assert = require('node:assert');
const dc = require('node:diagnostics_channel');
const tls = require('node:tls');
const { server: pair } = require('./keys');

let client;
dc.subscribe('net.client.socket', common.mustCall(({ socket }) => {
  assert.ok(socket instanceof tls.TLSSocket);
  process.nextTick(() => assert.strictEqual(socket, client));
}));
const server = tls.createServer(pair, common.mustCall((socket) => {
  socket.resume().end();
  server.close();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  client = tls.connect({ port: server.address().port, host: '127.0.0.1', rejectUnauthorized: false });
  client.resume().on('end', () => client.end());
}));
