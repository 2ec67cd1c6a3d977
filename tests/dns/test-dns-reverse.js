'use strict';
// reverse asks for the names of an address.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { rr, start } = require('./nameserver');

start(({ name }) => {
  if (name === '2.2.0.192.in-addr.arpa') return { rcode: 2 };
  return { answers: [rr(name, 'PTR', 'one.test'), rr(name, 'PTR', 'two.test')] };
}, common.mustCall(async (server) => {
  const resolver = new dns.promises.Resolver({ tries: 1 });
  resolver.setServers([server.url]);
  for (const [address, asked] of [
    ['192.0.2.1', '1.2.0.192.in-addr.arpa'],
    ['2001:db8::1', `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`],
    ['::ffff:192.0.2.1', `1.0.2.0.0.0.0.c.f.f.f.f.${'0.'.repeat(20)}ip6.arpa`],
  ]) {
    assert.deepStrictEqual(await resolver.reverse(address), ['one.test', 'two.test']);
    assert.strictEqual(server.questions.at(-1).name, asked);
    assert.strictEqual(server.questions.at(-1).type, 'PTR');
  }
  // Whatever a server answers: there is no name.
  await assert.rejects(resolver.reverse('192.0.2.2'), { code: 'ENOTFOUND', message: 'getHostByAddr ENOTFOUND 192.0.2.2' });

  const invalid = { code: 'EINVAL', syscall: 'getHostByAddr', hostname: 'host.test', message: 'getHostByAddr EINVAL host.test' };
  await assert.rejects(resolver.reverse('host.test'), invalid);
  assert.throws(() => dns.reverse('host.test', common.mustNotCall()), invalid);
  server.close();
}));
