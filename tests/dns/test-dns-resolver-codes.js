'use strict';
// How resolutions fail: the codes of c-ares, with Node's texts and properties.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { record, reply, rr, start, u16 } = require('./nameserver');

const responses = {
  'nodata.test': () => ({}),
  'format.test': () => ({ rcode: 1 }),
  'failure.test': () => ({ rcode: 2 }),
  'missing.test': () => ({ rcode: 3 }),
  'notimp.test': () => ({ rcode: 4 }),
  'refused.test': () => ({ rcode: 5 }),
  'odd.test': () => ({ rcode: 13, answers: [rr('odd.test', 'A', '192.0.2.1')] }),
  'garbage.test': (q) => Buffer.concat([u16(q.id), Buffer.from('garbage garbage')]),
  'count.test': (q) => reply(q, { answers: [rr('count.test', 'A', '192.0.2.1')], count: 2 }),
  'short.test': (q) => reply(q, { answers: [record('short.test', 'A', Buffer.from([192, 0, 2]))] }),
  'other.test': () => ({ answers: [rr('other.test', 'TXT', 'no address')] }),
};
const codes = {
  'nodata.test': 'ENODATA', 'format.test': 'EFORMERR', 'failure.test': 'ESERVFAIL', 'missing.test': 'ENOTFOUND',
  'notimp.test': 'ENOTIMP', 'refused.test': 'EREFUSED', 'odd.test': 'ESERVFAIL', 'garbage.test': 'EBADRESP',
  'count.test': 'EBADRESP', 'short.test': 'EBADRESP', 'other.test': 'ENODATA',
  // These never leave for a server.
  'a..b': 'EBADNAME', '.test': 'EBADNAME', 'white space.test': 'EBADNAME', [`${'a'.repeat(64)}.test`]: 'EBADNAME',
  '\\': 'EBADNAME', 'service.onion': 'ENOTFOUND',
};

function check(err, syscall, hostname, code) {
  assert.ok(err instanceof Error);
  assert.strictEqual(err.message, `${syscall} ${code} ${hostname}`);
  assert.deepStrictEqual({ ...err }, { errno: undefined, code, syscall, hostname });
}

start((question) => responses[question.name](question), common.mustCall(async (server) => {
  const options = { tries: 1, timeout: 1000 };
  const resolver = new dns.Resolver(options);
  const promises = new dns.promises.Resolver(options);
  resolver.setServers([server.url]);
  promises.setServers([server.url]);
  for (const [host, code] of Object.entries(codes)) {
    await assert.rejects(promises.resolve4(host), (err) => check(err, 'queryA', host, code) ?? true);
    await new Promise((resolve) => resolver.resolveNs(host, common.mustCall((err, ...rest) => {
      check(err, 'queryNs', host, code);
      assert.deepStrictEqual(rest, []);
      resolve();
    })));
  }
  server.close();

  // Nobody listens there.
  promises.setServers(['127.0.0.1:1']);
  await assert.rejects(promises.resolve('host.test', 'TXT'), (err) => check(err, 'queryTxt', 'host.test', 'ECONNREFUSED') ?? true);
  promises.setServers([]);
  await assert.rejects(promises.resolve('host.test'), { code: 'UNKNOWN_ARES_ERROR' });
}));
