'use strict';
// Every kind of record, as each method of a resolver gives it.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { record, rr, start, string, name } = require('./nameserver');

const soa = ['ns.test', 'admin.test', 4294967295, 3600, 2147483648, 86400, 60];
const zone = {
  A: [rr('host.test', 'A', '192.0.2.1'), record('host.test', 'A', Buffer.from([192, 0, 2, 2]), { ttl: 5 })],
  AAAA: [rr('host.test', 'AAAA', '2001:db8::1'), rr('host.test', 'AAAA', '::1')],
  CAA: [rr('host.test', 'CAA', 0, 'issue', 'ca.test'), rr('host.test', 'CAA', 128, 'iodef', 'mailto:x')],
  CNAME: [rr('host.test', 'CNAME', 'real.test'), rr('real.test', 'CNAME', 'other.test')],
  MX: [rr('host.test', 'MX', 10, 'mail.test'), rr('host.test', 'MX', 0, '')],
  NAPTR: [rr('host.test', 'NAPTR', 30, 100, 's', 'SIP+D2U', '!a\\b!c!', '_sip._udp.test')],
  NS: [rr('host.test', 'NS', 'ns1.test'), rr('host.test', 'NS', 'ns2.test')],
  PTR: [rr('host.test', 'PTR', 'one.test'), rr('host.test', 'PTR', 'two.test')],
  SOA: [rr('host.test', 'SOA', ...soa), rr('host.test', 'SOA', 'no', 'no', 1, 2, 3, 4, 5)],
  SRV: [rr('host.test', 'SRV', 1, 2, 8080, 'srv.test')],
  TLSA: [rr('host.test', 'TLSA', 3, 1, 1, [1, 2, 255])],
  TXT: [rr('host.test', 'TXT', 'one', 'two'), record('host.test', 'TXT', string(Buffer.from([0xe9, 0, 34])))],
};
const soaObject = {
  nsname: 'ns.test', hostmaster: 'admin.test', serial: 4294967295, refresh: 3600, retry: -2147483648,
  expire: 86400, minttl: 60, type: undefined,
};
const expected = {
  A: ['192.0.2.1', '192.0.2.2'],
  AAAA: ['2001:db8::1', '::1'],
  CAA: [{ critical: 0, type: 'CAA', issue: 'ca.test' }, { critical: 128, type: 'CAA', iodef: 'mailto:x' }],
  CNAME: ['real.test'],
  MX: [{ exchange: 'mail.test', priority: 10, type: 'MX' }, { exchange: '', priority: 0, type: 'MX' }],
  NAPTR: [{
    flags: 's', service: 'SIP+D2U', regexp: '!a\\b!c!', replacement: '_sip._udp.test', order: 30, preference: 100,
    type: undefined,
  }],
  NS: ['ns1.test', 'ns2.test'],
  PTR: ['one.test', 'two.test'],
  SOA: soaObject,
  SRV: [{ name: 'srv.test', port: 8080, priority: 1, weight: 2, type: 'SRV' }],
  TLSA: [{ certUsage: 3, selector: 1, match: 1, data: Uint8Array.of(1, 2, 255).buffer }],
  TXT: [['one', 'two'], ['\xe9\0"']],
};
const methods = { A: 'resolve4', AAAA: 'resolve6' };

function method(type) {
  return methods[type] ?? `resolve${type[0]}${type.slice(1).toLowerCase()}`;
}

function answer({ type, name: host }) {
  if (host === 'any.test') return { answers: Object.values(zone).flat().filter((r) => !zone.CNAME.includes(r)) };
  if (host === 'alias.test') {
    const alias = record('alias.test', 'CNAME', name('host.test'), { ttl: 7 });
    return { answers: [alias, ...zone.A, ...zone.AAAA] };
  }
  return { answers: zone[type] };
}

start(answer, common.mustCall(async (server) => {
  const callbacks = new dns.Resolver();
  const promises = new dns.promises.Resolver();
  callbacks.setServers([server.url]);
  promises.setServers([server.url]);
  for (const [type, want] of Object.entries(expected)) {
    assert.deepStrictEqual(await promises[method(type)]('host.test'), want, type);
    assert.deepStrictEqual(await promises.resolve('host.test', type), want, type);
    assert.deepStrictEqual(await new Promise((resolve, reject) => {
      callbacks[method(type)]('host.test', (err, result) => (err ? reject(err) : resolve(result)));
    }), want, type);
  }

  assert.deepStrictEqual(await promises.resolve4('host.test', { ttl: true }),
                         [{ address: '192.0.2.1', ttl: 60 }, { address: '192.0.2.2', ttl: 5 }]);
  // An address lives no longer than the alias that leads to it.
  assert.deepStrictEqual(await promises.resolve6('alias.test', { ttl: true }),
                         [{ address: '2001:db8::1', ttl: 7 }, { address: '::1', ttl: 7 }]);
  assert.deepStrictEqual(await promises.resolveMx('host.test', { ttl: true }), expected.MX);

  const any = await promises.resolveAny('any.test');
  assert.deepStrictEqual(any.filter((r) => r.type).map((r) => r.type), [
    'A', 'A', 'AAAA', 'AAAA', 'MX', 'MX', 'NS', 'NS', 'TXT', 'TXT', 'SRV', 'PTR', 'PTR', 'NAPTR', 'SOA', 'CAA', 'CAA',
  ]);
  assert.deepStrictEqual(any[0], { address: '192.0.2.1', ttl: 60, type: 'A' });
  assert.deepStrictEqual(any[8], { entries: ['one', 'two'], type: 'TXT' });
  assert.deepStrictEqual(any[14], { ...soaObject, type: 'SOA' });
  assert.deepStrictEqual(any.filter((r) => r.data), expected.TLSA);
  assert.deepStrictEqual((await promises.resolveAny('alias.test'))[0], { value: 'host.test', type: 'CNAME' });
  server.close();
}));
