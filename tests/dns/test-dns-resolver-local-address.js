'use strict';
// Queries leave from the address that setLocalAddress names.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { rr, start } = require('./nameserver');

const resolver = new dns.promises.Resolver({ tries: 1 });
for (const args of [['127.0.0.1'], ['::1'], ['::1', '127.0.0.1'], ['0.0.0.0', '::']]) resolver.setLocalAddress(...args);
for (const [args, message] of [
  [['host'], 'Invalid IP address.'],
  [['127.0.0.1', 'host'], 'Invalid IP address.'],
  [['127.0.0.1', '127.0.0.1'], 'Cannot specify two IPv4 addresses.'],
  [['::1', '::1'], 'Cannot specify two IPv6 addresses.'],
]) {
  assert.throws(() => resolver.setLocalAddress(...args), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message });
}
assert.throws(() => resolver.setLocalAddress(), { code: 'ERR_INVALID_ARG_TYPE' });

if (process.platform === 'linux') { // where all of 127/8 is local
  start(() => ({ answers: [rr('host.test', 'A', '192.0.2.1')] }), common.mustCall(async (server) => {
    resolver.setServers([server.url]);
    resolver.setLocalAddress('127.0.0.3');
    await resolver.resolve4('host.test');
    assert.strictEqual(server.questions[0].peer.address, '127.0.0.3');
    server.close();
  }));
}
