'use strict';
// What a worker does not catch, as its parent gets it.
require('../common');
const assert = require('node:assert');
const { inspect } = require('node:util');
const { Worker } = require('node:worker_threads');

const thrown = (source) => new Promise((resolve) => new Worker(source, { eval: true }).once('error', resolve));

const own = (o) => Object.getOwnPropertyNames(o).sort().join();

(async () => {
  // Errors of the language: their class, and what can be cloned of them.
  {
    const err = await thrown(`
      class Mine extends TypeError {
        constructor(message) { super(message); this.name = 'Mine'; this.code = 'E'; this.symbol = Symbol(); }
        get twice() { return this.message + this.message; }
        set unread(v) {}
        get broken() { throw new Error(); }
        method() {}
      }
      throw new Mine('m');`);
    assert.ok(err instanceof TypeError);
    assert.strictEqual(own(err), 'code,message,name,stack,twice');
    assert.strictEqual(`${err.name} ${err.message} ${err.code} ${err.twice}`, 'Mine m E mm');
    assert.deepStrictEqual(Object.keys(err).sort(), ['code', 'name']);
  }
  {
    const err = await thrown(`throw new AggregateError([1, new RangeError('r')], 'a')`);
    assert.ok(err instanceof AggregateError);
    assert.strictEqual(err.errors[0], 1);
    assert.strictEqual(err.errors[1].name, 'RangeError');
  }
  // One with something that cannot be cloned has only what every error has.
  {
    const err = await thrown(`throw Object.assign(new TypeError('t'), { a: 1, weak: new WeakMap() })`);
    assert.ok(err instanceof TypeError);
    assert.strictEqual(own(err), 'message,stack');
  }
  // Causes, also in a circle.
  {
    const err = await thrown(`
      const inner = new TypeError('i', { cause: () => 1 }), outer = new Error('o', { cause: inner });
      throw outer;`);
    assert.strictEqual(err.cause.message, 'i');
    assert.match(err.cause.cause, /^\[Function/);
    const circle = await thrown(`const err = new Error('c'); err.cause = err; throw err;`);
    assert.strictEqual(inspect(circle.cause), '[Circular object]');
  }
  // A DOMException is no error of the language: its stack is what is left.
  for (const source of [
    `throw new DOMException('gone', 'AbortError')`,
    `throw Object.assign(new DOMException('gone', 'AbortError'), { more: 1 })`,
    `Promise.reject(new DOMException('gone', 'AbortError'))`,
  ]) {
    const err = await thrown(source);
    assert.ok(err instanceof Error && !(err instanceof DOMException));
    assert.strictEqual(own(err), 'stack');
    assert.match(err.stack, /AbortError: gone/);
    assert.strictEqual(`${err}`, 'Error');
  }
  {
    const { inner } = await thrown(`throw { inner: new DOMException('gone', 'AbortError') }`);
    assert.strictEqual(own(inner), 'stack');
  }
  // What shows itself is shown.
  for (const [source, shown] of [
    [`throw Buffer.from('a')`, '<Buffer 61>'],
    [`throw { [require('util').inspect.custom]: () => 'mine' }`, 'mine'],
    [`throw new URL('http://a')`, /^URL \{\n {2}href: 'http:\/\/a\/'/],
  ]) {
    const value = await thrown(source);
    assert.strictEqual(Object.getPrototypeOf(value), null);
    assert.ok(typeof shown === 'string' ? inspect(value) === shown : shown.test(inspect(value)));
  }
  // Anything else is cloned, or told in words.
  for (const [source, value] of [
    ['throw { a: [1n, new Map([[1, 2]])] }', { a: [1n, new Map([[1, 2]])] }], ['throw null', null], ['throw undefined', undefined],
    ['throw () => 1', '[Function (anonymous)]'], ['throw { f() {} }', '{ f: [Function: f] }'],
  ]) {
    assert.deepStrictEqual(await thrown(source), value);
  }
  assert.strictEqual((await thrown(`throw Symbol('s')`)).description, 's');
})();
