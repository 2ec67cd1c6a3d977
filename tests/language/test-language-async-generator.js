'use strict';
// Asynchronous generator functions show their text and what they inherit.
const common = require('../common');
const assert = require('node:assert');
const { Readable } = require('node:stream');

async function* declared(a, { b } = {}) { yield a; yield b; }
const expression = async function* () {};
const { method } = { async *method() { yield 1; } };
class Class {
  static async *fixed() {}
  async * own() {}
}

assert.strictEqual(String(declared), 'async function* declared(a, { b } = {}) { yield a; yield b; }');
assert.strictEqual(String(expression), 'async function* () {}');
assert.strictEqual(String(method), 'async *method() { yield 1; }');
assert.strictEqual(String(Class.fixed), 'async *fixed() {}');
assert.strictEqual(String(Class.prototype.own), 'async * own() {}');

const { getPrototypeOf } = Object;
const functions = getPrototypeOf(async function* () {});
const generators = functions.prototype;
const iterators = getPrototypeOf(generators);
assert.strictEqual(functions[Symbol.toStringTag], 'AsyncGeneratorFunction');
assert.strictEqual(generators[Symbol.toStringTag], 'AsyncGenerator');
assert.strictEqual(getPrototypeOf(functions), Function.prototype);
assert.strictEqual(functions.constructor.name, 'AsyncGeneratorFunction');
assert.strictEqual(getPrototypeOf(functions.constructor), Function);
assert.strictEqual(generators.constructor, functions);
assert.deepStrictEqual(Reflect.ownKeys(generators), ['constructor', 'next', 'return', 'throw', Symbol.toStringTag]);
assert.deepStrictEqual(Reflect.ownKeys(iterators), [Symbol.asyncIterator, Symbol.asyncDispose]);
assert.strictEqual(getPrototypeOf(iterators), Object.prototype);
assert.strictEqual(iterators[Symbol.asyncIterator](), iterators);

for (const fn of [declared, expression, method, Class.fixed, Class.prototype.own]) {
  assert.strictEqual(getPrototypeOf(fn), functions);
  assert.strictEqual(Reflect.getPrototypeOf(fn), functions);
  assert.strictEqual(fn.__proto__, functions);
  assert.ok(fn instanceof functions.constructor);
  assert.strictEqual(Object.prototype.toString.call(fn), '[object AsyncGeneratorFunction]');
  assert.strictEqual(getPrototypeOf(fn.prototype), generators);
  assert.ok(!Object.hasOwn(fn.prototype, 'constructor'));
}
assert.strictEqual(getPrototypeOf(function* () {}).constructor.name, 'GeneratorFunction');
assert.strictEqual(getPrototypeOf(function async() {}), Function.prototype);
assert.strictEqual(getPrototypeOf(async () => {}).constructor.name, 'AsyncFunction');

// Iterators of streams inherit the same prototype.
let proto = Readable.from([])[Symbol.asyncIterator]();
while (proto !== null && proto !== iterators) proto = getPrototypeOf(proto);
assert.strictEqual(proto, iterators);

(async () => {
  assert.strictEqual(getPrototypeOf(declared), functions); // and goes on to work
  const got = [];
  for await (const value of declared(1, { b: 2 })) got.push(value);
  assert.deepStrictEqual(got, [1, 2]);
  await assert.rejects(generators.next.call({}), { name: 'TypeError' });
})().then(common.mustCall());
