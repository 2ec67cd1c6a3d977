'use strict';
// The stack of domains, and the domain of asynchronous work.
const common = require('../common');
const assert = require('node:assert');
const domain = require('node:domain');
const { EventEmitter } = require('node:events');

const a = domain.create();
const b = domain.createDomain();
assert.ok(a instanceof domain.Domain && a instanceof EventEmitter);

a.enter();
assert.strictEqual(process.domain, a);
assert.strictEqual(domain.active, a);
b.enter();
assert.strictEqual(domain.active, b);
a.exit(); // with all that were entered since
assert.strictEqual(domain.active, undefined);
b.exit();

assert.strictEqual(a.run(function(one, two) {
  assert.strictEqual(this, a);
  assert.strictEqual(process.domain, a);
  return one + two;
}, 1, 2), 3);

a.run(common.mustCall(() => {
  const inside = common.mustCall(() => assert.strictEqual(process.domain, a), 4);
  setTimeout(inside, 1);
  setImmediate(inside);
  process.nextTick(inside);
  Promise.resolve().then(inside);
}));
assert.ok(!process.domain);

const capture = () => process.setUncaughtExceptionCaptureCallback(() => {});
assert.throws(capture, { code: 'ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE' });
