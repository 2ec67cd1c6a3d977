'use strict';
// lookup: addresses are their own answer, and the options are checked.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const { promisify } = require('node:util');

// Never inside the call, and in the order of ticks.
const order = [];
process.nextTick(() => order.push('tick'));
dns.lookup('127.0.0.1', common.mustSucceed((address, family) => {
  order.push('lookup');
  assert.deepStrictEqual([address, family], ['127.0.0.1', 4]);
}));
process.nextTick(() => {
  order.push('tick');
  assert.deepStrictEqual(order, ['tick', 'lookup', 'tick']);
});
dns.lookup('::1', { all: true }, common.mustSucceed((list) => {
  assert.deepStrictEqual(list, [{ address: '::1', family: 6 }]);
}));

dns.lookup('localhost', 4, common.mustSucceed(function(address, family) {
  assert.deepStrictEqual([address, family], ['127.0.0.1', 4]);
  assert.strictEqual(this.hostname, 'localhost');
}));
dns.lookup('localhost', { all: true, family: 'IPv4', hints: dns.ADDRCONFIG | dns.V4MAPPED | dns.ALL }, common.mustCall());

(async () => {
  assert.deepStrictEqual(await promisify(dns.lookup)('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  assert.deepStrictEqual(await dns.promises.lookup('127.0.0.1', { all: true }), [{ address: '127.0.0.1', family: 4 }]);
  assert.deepStrictEqual(await dns.promises.lookup('localhost', 4), { address: '127.0.0.1', family: 4 });
  for (const host of ['', null, undefined, 0, false]) {
    await assert.rejects(dns.promises.lookup(host), {
      code: 'ERR_INVALID_ARG_VALUE', message: /^The argument 'hostname' must be a non-empty string/,
    });
    assert.throws(() => dns.lookup(host, common.mustNotCall()), { code: 'ERR_INVALID_ARG_VALUE' });
  }
})().then(common.mustCall());

for (const [args, code] of [
  [['host', 5], 'ERR_INVALID_ARG_VALUE'], [['host', { family: 5 }], 'ERR_INVALID_ARG_VALUE'],
  [['host', { hints: 1 }], 'ERR_INVALID_ARG_VALUE'], [['host', { hints: 'a' }], 'ERR_INVALID_ARG_TYPE'],
  [['host', { all: 1 }], 'ERR_INVALID_ARG_TYPE'], [['host', { verbatim: 1 }], 'ERR_INVALID_ARG_TYPE'],
  [['host', { order: 'x' }], 'ERR_INVALID_ARG_VALUE'], [['host', 'x'], 'ERR_INVALID_ARG_TYPE'],
  [[{}], 'ERR_INVALID_ARG_TYPE'], [['a\0b'], 'ERR_INVALID_ARG_VALUE'],
]) {
  assert.throws(() => dns.lookup(...args, common.mustNotCall()), { code });
  assert.throws(() => dns.promises.lookup(...args), { code });
}
assert.throws(() => dns.lookup('host'), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "callback" argument/ });

assert.strictEqual(dns.getDefaultResultOrder(), 'verbatim');
dns.promises.setDefaultResultOrder('ipv6first');
assert.strictEqual(dns.getDefaultResultOrder(), 'ipv6first');
assert.throws(() => dns.setDefaultResultOrder('x'), {
  code: 'ERR_INVALID_ARG_VALUE', message: /^The argument 'dnsOrder' must be one of: 'verbatim', 'ipv4first', 'ipv6first'/,
});
