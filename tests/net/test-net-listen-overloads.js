'use strict';
// Every form of listen ends in the same operation.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const forms = [
  [], [0], ['0'], [0, 10], [0, '127.0.0.1'], [0, '127.0.0.1', 10], [null], [undefined],
  [{ port: 0 }], [{ port: '0', backlog: 5 }], [{ port: undefined }], [{ port: null }],
  [{ port: 0, host: 'localhost' }], [{ port: 0, path: '/ignored' }], [{ port: 0, exclusive: true }],
];
for (const form of forms) {
  const server = net.createServer();
  assert.strictEqual(server.listen(...form, common.mustCall(() => {
    assert.strictEqual(typeof server.address().port, 'number');
    server.close();
  })), server);
}

const any = net.createServer().listen(0, common.mustCall(() => {
  const { address, family, port } = any.address();
  if (common.hasIPv6) {
    assert.strictEqual(address, '::');
    assert.strictEqual(family, 'IPv6');
  }
  any.on('connection', common.mustCall((socket) => {
    assert.strictEqual(socket.remoteAddress, common.hasIPv6 ? '::ffff:127.0.0.1' : '127.0.0.1');
    socket.end();
    any.close();
  }));
  net.connect(port, '127.0.0.1').resume();
}));
