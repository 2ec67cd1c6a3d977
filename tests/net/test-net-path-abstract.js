'use strict';
// Names in Linux's abstract namespace.
const common = require('../common');
if (!common.isLinux) common.skip('only Linux has abstract names');
const assert = require('node:assert');
const net = require('node:net');

const path = `\0gonet-test-${process.pid}`;
const server = net.createServer((socket) => socket.end('abstract'));
server.listen(path, common.mustCall(() => {
  assert.strictEqual(server.address(), path);
  let text = '';
  net.connect(path).on('data', (chunk) => { text += chunk; }).on('close', common.mustCall(() => {
    assert.strictEqual(text, 'abstract');
    server.close();
  }));
}));
assert.throws(() => net.createServer().listen({ path: '\0x', readableAll: true }), { code: 'ERR_INVALID_ARG_VALUE' });
