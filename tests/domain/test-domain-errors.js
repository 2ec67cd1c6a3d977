'use strict';
// Where errors go: to the domain that what failed was started in.
const common = require('../common');
const assert = require('node:assert');
const domain = require('node:domain');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');

function open(name, check) {
  const d = domain.create();
  d.on('error', common.mustCall((err) => {
    assert.strictEqual(process.domain ?? null, null);
    assert.strictEqual(err.message, name);
    assert.strictEqual(err.domain, d);
    check?.(err);
  }));
  return d;
}

const fail = (message) => () => { throw new Error(message); };

for (const [name, start] of Object.entries({
  timeout: (fn) => setTimeout(fn, 1),
  immediate: (fn) => setImmediate(fn),
  tick: (fn) => process.nextTick(fn),
  file: (fn) => fs.stat(__filename, fn),
})) {
  open(name, (err) => assert.strictEqual(err.domainThrown, true)).run(() => start(fail(name)));
}

// Emitters made inside a domain, and those added to it.
{
  const d = open('emitted', (err) => {
    assert.strictEqual(err.domainEmitter, emitter);
    assert.strictEqual(err.domainThrown, false);
  });
  const emitter = d.run(() => new EventEmitter());
  assert.strictEqual(emitter.domain, d);
  assert.strictEqual(emitter.emit('error', new Error('emitted')), false);
}
{
  const d = open('added');
  const emitter = new EventEmitter();
  d.add(emitter);
  assert.deepStrictEqual(d.members, [emitter]);
  emitter.on('run', common.mustCall(() => assert.strictEqual(process.domain, d)));
  emitter.emit('run');
  emitter.emit('error', new Error('added'));
  d.remove(emitter);
  assert.deepStrictEqual(d.members, []);
  assert.throws(() => emitter.emit('error', new Error('alone')), /alone/);
}

// bind and intercept.
{
  const d = open('bound');
  const bound = d.bind((a, b) => {
    assert.strictEqual(process.domain, d);
    return a + b;
  });
  assert.strictEqual(bound(1, 2), 3);
  setImmediate(d.bind(fail('bound')));
}
{
  const d = open('intercepted', (err) => assert.strictEqual(err.domainBound, callback));
  const callback = common.mustCall((value) => assert.strictEqual(value, 'value'));
  const intercepted = d.intercept(callback);
  intercepted(null, 'value');
  intercepted(new Error('intercepted'), 'not passed on');
}

// What an inner domain's listener throws goes to the outer one.
{
  const outer = domain.create();
  outer.on('error', common.mustCall((err) => assert.strictEqual(err.message, 'second')));
  outer.run(() => {
    const inner = domain.create();
    inner.on('error', common.mustCall(() => { throw new Error('second'); }));
    setImmediate(() => inner.run(fail('first')));
  });
}
