'use strict';
// The names that servers are asked for, and names in their answers.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { rr, start } = require('./nameserver');

start(({ name }) => ({ answers: [rr(name, 'MX', 1, ['we ird', 'a.b', '(x)\\"', '\xe9'])] }), common.mustCall(async (server) => {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([server.url]);
  for (const [name, asked] of [
    ['host.test', 'host.test'], ['HOST.Test', 'host.test'], ['host.test.', 'host.test'], ['.', ''], ['', ''],
    ['\u00e4.test', 'xn--4ca.test'], ['a_b.*.test', 'a_b.*.test'], ['a\\.b.test', 'a.b.test'], ['\\097.test', 'a.test'],
    ['-', '-'], ['127.0.0.1', '127.0.0.1'],
  ]) {
    const [{ exchange }] = await resolver.resolveMx(name);
    assert.strictEqual(server.questions.at(-1).name, asked);
    assert.strictEqual(exchange, 'we ird.a\\.b.\\(x\\)\\\\\\".\\195\\169');
  }
  server.close();
}));
