'use strict';
// cancel ends what is under way, in its order and not inside the call; servers
// can be set only while nothing is.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { start } = require('./nameserver');

start(() => undefined, common.mustCall((server) => {
  const resolver = new dns.Resolver();
  const promises = new dns.promises.Resolver();
  resolver.setServers([server.url]);
  promises.setServers([server.url]);
  resolver.cancel(); // nothing to do

  const ended = [];
  for (const [method, host, syscall] of [
    ['resolve4', 'a.test', 'queryA'], ['resolveMx', 'b.test', 'queryMx'], ['reverse', '192.0.2.1', 'getHostByAddr'],
  ]) {
    resolver[method](host, common.mustCall((err) => {
      ended.push(syscall);
      assert.strictEqual(err.message, `${syscall} ECANCELLED ${host}`);
      assert.strictEqual(err.code, dns.CANCELLED);
    }));
  }
  assert.throws(() => resolver.setServers(['127.0.0.1']), {
    code: 'ERR_DNS_SET_SERVERS_FAILED',
    message: "c-ares failed to set servers: \"There are pending queries.\" [[ '127.0.0.1' ]]",
  });
  setTimeout(common.mustCall(() => {
    resolver.cancel();
    assert.deepStrictEqual(ended, []);
    resolver.setServers(['192.0.2.53']);
    assert.deepStrictEqual(resolver.getServers(), ['192.0.2.53']);
  }), 50);

  promises.resolveSrv('c.test').then(common.mustNotCall(), common.mustCall((err) => {
    assert.strictEqual(err.message, 'querySrv ECANCELLED c.test');
    assert.deepStrictEqual(ended, ['queryA', 'queryMx', 'getHostByAddr']);
    server.close();
  }));
  setTimeout(() => promises.cancel(), 200);
}));
