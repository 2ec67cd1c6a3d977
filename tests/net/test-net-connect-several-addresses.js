'use strict';
// Addresses are tried in turn, the families alternating, until one connects.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const answer = (...addresses) => (host, options, callback) => {
  process.nextTick(callback, null, addresses.map((address) => ({ address, family: net.isIP(address) })));
};

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const seen = [];
  const socket = net.connect({
    host: 'a.name', port, lookup: answer('127.0.0.2', '127.0.0.3', '127.0.0.1', '127.0.0.2'),
    autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 60_000,
  });
  socket.on('lookup', (error, address) => seen.push(`lookup ${address}`));
  socket.on('connectionAttempt', (address, p, family) => {
    assert.strictEqual(p, port);
    assert.strictEqual(family, 4);
    seen.push(`attempt ${address}`);
  });
  socket.on('connectionAttemptFailed', (address, p, family, error) => {
    assert.strictEqual(error.address, address);
    seen.push(`failed ${address} ${error.code}`);
  });
  socket.on('connect', common.mustCall(() => {
    const refused = common.isLinux ? ['failed 127.0.0.2 ECONNREFUSED'] : seen.slice(5, 6);
    assert.deepStrictEqual(seen, [
      'lookup 127.0.0.2', 'lookup 127.0.0.3', 'lookup 127.0.0.1', 'lookup 127.0.0.2',
      'attempt 127.0.0.2', ...refused, 'attempt 127.0.0.3', 'failed 127.0.0.3 ECONNREFUSED', 'attempt 127.0.0.1',
    ]);
    assert.deepStrictEqual(socket.autoSelectFamilyAttemptedAddresses,
                           [`127.0.0.2:${port}`, `127.0.0.3:${port}`, `127.0.0.1:${port}`]);
  }));
  socket.resume().on('close', common.mustCall(() => {
    server.close(common.mustCall(() => {
      const note = common.order('error', 'close true');
      const failing = net.connect({ host: 'a.name', port, lookup: answer('127.0.0.1', '127.0.0.2') });
      failing.on('error', (error) => {
        note('error');
        assert.strictEqual(error.constructor, AggregateError);
        assert.strictEqual(error.code, 'ECONNREFUSED');
        assert.deepStrictEqual(error.errors.map((e) => e.message),
                               [`connect ECONNREFUSED 127.0.0.1:${port}`, `connect ECONNREFUSED 127.0.0.2:${port}`]);
      });
      failing.on('close', (hadError) => note(`close ${hadError}`));
    }));
  }));
}));
