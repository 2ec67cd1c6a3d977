'use strict';
// The functions of both modules ask the default resolver, which setServers
// replaces.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { promisify } = require('node:util');
const { rr, start } = require('./nameserver');

assert.strictEqual(dns.promises, require('node:dns/promises'));
assert.strictEqual(dns.resolve4.name, 'bound queryA');

start(({ name }) => ({ answers: [rr(name, 'A', '192.0.2.1'), rr(name, 'TXT', name)] }), common.mustCall(async (server) => {
  const { resolve4 } = dns; // bound to the resolver that was the default
  dns.setServers([server.url]);
  assert.deepStrictEqual(dns.promises.getServers(), [server.url]);
  assert.notStrictEqual(resolve4, dns.resolve4);
  assert.deepStrictEqual(await dns.promises.resolve('one.test'), ['192.0.2.1']);
  assert.deepStrictEqual(await promisify(dns.resolveTxt)('two.test'), [['two.test']]);
  dns.resolve('three.test', 'TXT', common.mustSucceed((records) => {
    assert.deepStrictEqual(records, [['three.test']]);
    server.close();
  }));
}));
