'use strict';
// Connections that fail: 'error' with Node's properties, then 'close'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

function fails(options, properties, then) {
  const socket = net.connect(options);
  const seen = [];
  socket.on('connect', common.mustNotCall());
  socket.on('error', (error) => {
    seen.push('error');
    for (const key of Object.keys(properties)) assert.strictEqual(error[key], properties[key], key);
  });
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    assert.deepStrictEqual(seen, ['error']);
    if (then) then();
  }));
  return socket;
}

fails({ port: 1, host: '127.0.0.1', localAddress: '192.0.2.10' }, {
  code: 'EADDRNOTAVAIL', syscall: 'bind', address: '192.0.2.10', message: 'bind EADDRNOTAVAIL 192.0.2.10',
});
if (!common.isWindows) {
  fails({ path: '/no/such/socket' }, {
    code: 'ENOENT', syscall: 'connect', address: '/no/such/socket', port: undefined,
    message: 'connect ENOENT /no/such/socket',
  });
  fails({ path: '/tmp/' + 'x'.repeat(200) }, { code: 'EINVAL', syscall: 'connect' });
}

const server = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  server.close(common.mustCall(() => {
    const note = common.order('error', 'callback', 'close');
    const socket = fails({ port, host: '127.0.0.1' }, {
      code: 'ECONNREFUSED', message: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
    socket.on('error', () => note('error'));
    socket.write('x', (error) => {
      note('callback');
      assert.strictEqual(error.code, 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION');
      assert.strictEqual(error.message, 'Socket closed before the connection was established');
    });
    socket.on('close', () => note('close'));
  }));
}));
