'use strict';
// Texts that eval and Function compile may have the syntax that files may have.
const common = require('../common');
const assert = require('node:assert');

// import() is relative to the file that runs.
new Function('name', 'return import(name)')('node:path').then(common.mustCall(({ sep }) => {
  assert.strictEqual(sep, require('node:path').sep);
}));
// eslint-disable-next-line no-eval
eval('import("../common/index.js")').then(common.mustCall((ns) => assert.strictEqual(ns.default, common)));
(0, eval)('(name) => import(name)')('node:nope').catch(common.mustCall(({ code }) => {
  assert.strictEqual(code, 'ERR_UNKNOWN_BUILTIN_MODULE');
}));
Promise.resolve('import("node:path")').then(eval).catch(common.mustCall(({ code }) => {
  assert.strictEqual(code, 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING'); // no script runs then
}));
Promise.resolve('1').then(() => (0, eval)('import("../common/index.js")')).then(common.mustCall());

// Async generators, for await, using.
const generate = eval('(async function* (n) { for (let i = 0; i < n; i++) yield i })');
const sum = new Function('list', 'return (async () => { let sum = 0; for await (const n of list) sum += n; return sum })()');
sum(generate(4)).then(common.mustCall((n) => assert.strictEqual(n, 6)));
const before = Object.getOwnPropertyNames(globalThis).length;
const log = [];
new Function('log', '{ using a = { [Symbol.dispose]() { log.push("disposed") } }; log.push("used") }')(log);
assert.deepStrictEqual(log, ['used', 'disposed']);
assert.strictEqual(Object.getOwnPropertyNames(globalThis).length, before); // no helpers are left there

// Scopes are those of a direct and an indirect eval.
{
  const local = 5;
  assert.strictEqual(eval('local + (async () => { for await (const x of []); }, 1)'), 6);
  assert.throws(() => (0, eval)('local'), ReferenceError);
}

// Regular expressions.
assert.strictEqual(eval('/^\\p{Lu}$/u.test("É")'), true);
assert.strictEqual(eval('/a/dg.flags'), 'dg');
assert.strictEqual(new Function('s', 'return /^[[a-z]--[aeiou]]$/v.test(s)')('b'), true);
assert.strictEqual(eval('4 / 2 / 1'), 2);
assert.strictEqual(eval('const d = 2, v = 3; 12 /d /v'), 2);
assert.throws(() => eval('/[a/v'), SyntaxError);

// What is wrong stays wrong.
assert.throws(() => eval('await 1'), SyntaxError);
assert.throws(() => new Function('for await (const x of []);'), SyntaxError);
assert.strictEqual(new Function('a', 'b', 'return a + b')(1, 2), 3);
assert.strictEqual(String(new Function('a', 'return a')), 'function anonymous(a\n) {\nreturn a\n}');
