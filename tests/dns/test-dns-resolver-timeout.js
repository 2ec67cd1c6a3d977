'use strict';
// A server that does not answer is asked again, later each time.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { rr, start } = require('./nameserver');

start(() => undefined, common.mustCall((silent) => {
  start(() => ({ answers: [rr('host.test', 'A', '192.0.2.1')] }), common.mustCall(async (good) => {
    const resolver = new dns.promises.Resolver({ timeout: 300, tries: 2, maxTimeout: 300 });
    resolver.setServers([silent.url]);
    const begin = process.hrtime.bigint();
    await assert.rejects(resolver.resolve4('host.test'), {
      code: 'ETIMEOUT', message: 'queryA ETIMEOUT host.test', errno: undefined,
    });
    const took = Number(process.hrtime.bigint() - begin) / 1e6;
    assert.ok(took >= 500 && took < 10_000, `${took} ms`);
    assert.strictEqual(silent.questions.length, 2);

    // The next server is asked, and from then on first.
    resolver.setServers([silent.url, good.url]);
    assert.deepStrictEqual(await resolver.resolve4('host.test'), ['192.0.2.1']);
    const asked = silent.questions.length;
    assert.deepStrictEqual(await resolver.resolve4('other.test'), ['192.0.2.1']);
    assert.strictEqual(silent.questions.length, asked);
    silent.close();
    good.close();
  }));
}));
