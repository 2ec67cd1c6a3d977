'use strict';
// What scripts declare in a context is there for the scripts that follow.
require('../common');
const assert = require('node:assert');
const vm = require('node:vm');

const context = vm.createContext({ given: 1 });
const run = (code) => vm.runInContext(code, context, { filename: 'script.js' });

assert.strictEqual(run('let a = 1, b; const { c, d: [e] } = { c: 3, d: [5] }; class F {} a + c + e'), 9);
assert.strictEqual(run('a += 1; a + (b === undefined) + c'), 6);
assert.strictEqual(run('typeof F + typeof nothing + typeof a'), 'functionundefinednumber');
assert.strictEqual(run('function g() { return a } var v = g(); g()'), 2);
assert.strictEqual(run('g() + v'), 4);
assert.deepStrictEqual(Object.keys(context).sort(), ['g', 'given', 'v']); // no let, const or class
assert.strictEqual(run('this.given + this.v'), 3);
assert.strictEqual(run('(() => this)() === globalThis'), true);
assert.strictEqual(run("'use strict'; let s = (function() { return this }); s()"), undefined);
assert.strictEqual(run('typeof s'), 'function');
assert.strictEqual(run('undeclared = 4; given + undeclared'), 5);
assert.strictEqual(context.undeclared, 4);

const named = (name, message) => ({ name, message });
assert.throws(() => run('let a'), named('SyntaxError', "Identifier 'a' has already been declared"));
assert.throws(() => run('c = 1'), named('TypeError', 'Assignment to constant variable.'));
assert.throws(() => run('early; let early = 1'), named('ReferenceError', "Cannot access 'early' before initialization"));
assert.throws(() => run('absent'), named('ReferenceError', 'absent is not defined'));
assert.throws(() => run('absent()'), named('ReferenceError', 'absent is not defined'));
assert.throws(() => run('given()'), named('TypeError', 'given is not a function'));
assert.throws(() => run("'use strict'; absent = 1"), named('ReferenceError', 'absent is not defined'));
assert.throws(() => run('\n  given()'), (err) => /at script\.js:2:3/.test(err.stack));
assert.strictEqual(typeof globalThis.g, 'undefined');
