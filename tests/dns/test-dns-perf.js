'use strict';
// Observers of performance entries hear of resolutions that went well.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { PerformanceObserver } = require('node:perf_hooks');
const { rr, start } = require('./nameserver');

const names = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    names.push(entry.name);
    assert.strictEqual(entry.entryType, 'dns');
    if (entry.name === 'queryA') assert.deepStrictEqual(entry.detail, { host: 'host.test', ttl: false, result: ['192.0.2.1'] });
  }
}).observe({ entryTypes: ['dns'] });

start(({ name }) => (name === 'host.test' ? { answers: [rr(name, 'A', '192.0.2.1')] } : { rcode: 3 }), common.mustCall(async (server) => {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([server.url]);
  await resolver.resolve4('host.test');
  await assert.rejects(resolver.resolve4('none.test'));
  await dns.promises.lookup('localhost');
  await dns.promises.lookup('127.0.0.1'); // no request
  server.close();
}));
process.on('exit', () => assert.deepStrictEqual(names, ['queryA', 'lookup']));
