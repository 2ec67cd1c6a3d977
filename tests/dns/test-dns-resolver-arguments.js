'use strict';
// Arguments that the constructor and the methods refuse.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');

for (const Resolver of [dns.Resolver, dns.promises.Resolver]) {
  for (const options of [undefined, null, {}, { timeout: -1 }, { timeout: 0 }, { tries: 1 }, { maxTimeout: 0 }, 1, 'x']) {
    new Resolver(options);
  }
  for (const [options, code] of [
    [{ timeout: -2 }, 'ERR_OUT_OF_RANGE'], [{ timeout: 1.5 }, 'ERR_OUT_OF_RANGE'], [{ timeout: '1' }, 'ERR_INVALID_ARG_TYPE'],
    [{ tries: 0 }, 'ERR_OUT_OF_RANGE'], [{ tries: null }, 'ERR_INVALID_ARG_TYPE'],
    [{ maxTimeout: -1 }, 'ERR_OUT_OF_RANGE'], [{ maxTimeout: {} }, 'ERR_INVALID_ARG_TYPE'],
  ]) {
    assert.throws(() => new Resolver(options), { code });
  }
  assert.throws(() => Resolver(), /^TypeError: Class constructor Resolver cannot be invoked without 'new'$/);
}

const resolver = new dns.Resolver();
const promises = new dns.promises.Resolver();
for (const method of ['resolve4', 'resolveAny', 'resolveTlsa', 'reverse']) {
  assert.throws(() => resolver[method](1, common.mustNotCall()), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "name" argument must be of type string/,
  });
  assert.throws(() => resolver[method]('host.test'), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "callback" argument must be of type function/,
  });
  assert.throws(() => promises[method](), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const type of ['a', 'toString', 'ZZ']) {
  const error = { code: 'ERR_INVALID_ARG_VALUE', message: `The argument 'rrtype' is invalid. Received '${type}'` };
  assert.throws(() => resolver.resolve('host.test', type, common.mustNotCall()), error);
  assert.throws(() => promises.resolve('host.test', type), error);
}
assert.throws(() => resolver.resolve('host.test', 1, common.mustNotCall()), { code: 'ERR_INVALID_ARG_TYPE' });
