'use strict';
// Lines 186-190: listen with options, and where failures go.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.on('error', common.mustNotCall());
const host = '127.0.0.1';
const port = 0;
assert.strictEqual(server.listen({ host, port }), server);
server.on('listening', common.mustCall(() => {
  const second = net.createServer();
  const taken = server.address().port;
  second.on('error', common.mustCall((err) => {
    assert.deepStrictEqual(Object.keys(err), ['code', 'errno', 'syscall', 'address', 'port']);
    assert.strictEqual(err.code, 'EADDRINUSE');
    assert.strictEqual(err.syscall, 'listen');
    assert.strictEqual(err.address, host);
    assert.strictEqual(err.port, taken);
    assert.strictEqual(err.message, `listen EADDRINUSE: address already in use ${host}:${taken}`);
    server.close();
  }));
  second.on('listening', common.mustNotCall());
  second.on('close', common.mustNotCall());
  second.listen({ host, port: taken });
}));
