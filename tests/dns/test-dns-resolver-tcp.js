'use strict';
// An answer that does not fit into a datagram is asked for again over TCP.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { rr, start } = require('./nameserver');

const count = 10;
const long = 'x'.repeat(200);

start(({ transport }) => {
  if (transport === 'udp') return { truncated: true };
  return { answers: Array.from({ length: 100 }, () => rr('big.test', 'TXT', long)) };
}, common.mustCall((server) => {
  const resolver = new dns.Resolver();
  resolver.setServers([server.url]);
  let left = count;
  for (let i = 0; i < count; i++) {
    resolver.resolveTxt('big.test', common.mustSucceed((records) => {
      assert.deepStrictEqual(records, Array(100).fill([long]));
      if (--left > 0) return;
      const transports = server.questions.map((q) => q.transport);
      assert.ok(transports.filter((t) => t === 'udp').length >= count);
      assert.ok(transports.filter((t) => t === 'tcp').length >= count);
      server.close();
    }));
  }
}));
