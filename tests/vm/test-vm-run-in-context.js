'use strict';
// Scripts in contexts: their declarations, this, limits, places and import().
const common = require('../common');
const assert = require('node:assert');
const vm = require('node:vm');

const context = vm.createContext({ a: 1 });
const run = (code, options) => vm.runInContext(code, context, options);

// Declarations last: var and function as properties, the others beside them.
assert.strictEqual(run('var x = 5; function f() { return x + a } let y = 7; const z = 8; class K {} f()'), 6);
assert.strictEqual(context.x, 5);
assert.strictEqual(typeof context.f, 'function');
assert.strictEqual('y' in context, false);
assert.strictEqual(run('y += 1; y + z + f() + typeof K'), '22function');
assert.throws(() => run('z = 9'), { name: 'TypeError', message: 'Assignment to constant variable.' });
assert.throws(() => run('let y'), { name: 'SyntaxError', message: "Identifier 'y' has already been declared" });
assert.throws(() => run('later; let later = 1'), { name: 'ReferenceError' });
assert.strictEqual(run('var { m, n: [o = 4] } = { m: 1, n: [] }; for (var i = 0; i < 3; i++); for (var k in { b: 1 }); m + o + i + k'), '8b');
assert.strictEqual(run('if (true) { function inner() { return 3 } } inner()'), 3);
assert.strictEqual(run('var u; u'), undefined);
assert.strictEqual('u' in context, false);
assert.strictEqual(run('"use strict"; var s = 1; let t = 2; s + t + this.x'), 8);
assert.strictEqual(run('t'), 2);
assert.strictEqual(run('async function g() { return 5 } g() instanceof Promise'), true);
assert.strictEqual(run(''), undefined);

// Names that are not there, and the global object.
assert.strictEqual(run('typeof nope + typeof process + typeof require'), 'undefinedundefinedundefined');
assert.throws(() => run('nope'), { name: 'ReferenceError', message: 'nope is not defined' });
assert.strictEqual(run('this === globalThis && globalThis.Array === Array'), true);
assert.strictEqual(run('(function () { return this === globalThis })()'), true);
assert.strictEqual(run('(() => this.a)()'), 1);
context.self = context;
assert.strictEqual(run('self === this'), true);
run('made = () => x + typeof nope');
assert.strictEqual(context.made(), '5undefined');
assert.strictEqual(globalThis.made, undefined);
assert.strictEqual(run('delete made'), true);
const bare = vm.createContext(vm.constants.DONT_CONTEXTIFY);
assert.strictEqual(vm.runInContext('var v = 1; globalThis', bare), bare);
assert.strictEqual(bare.v, 1);
assert.throws(() => vm.runInNewContext('eval("1")', {}, { contextCodeGeneration: { strings: false } }), { name: 'EvalError' });

// Limits.
assert.throws(() => run('while (true);', { timeout: 20 }),
              { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT', message: 'Script execution timed out after 20ms' });
assert.throws(() => vm.runInThisContext('while (true);', { timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
assert.throws(() => run('for (;;);', { timeout: 20 }), { stack: /^Error: Script execution timed out after 20ms\n {4}at / });
assert.throws(() => run('try { while (true); } catch {}', { timeout: 20, breakOnSigint: true }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
assert.strictEqual(run('1 + 1', { timeout: 100000, breakOnSigint: true }), 2);

// Places.
assert.throws(() => run('\n  throw new Error("boom")', { filename: 'my.js', lineOffset: 10 }), ({ stack }) => {
  assert.match(stack, /^my\.js:12\n {2}throw new Error\("boom"\)\n {2}\^\n\nError: boom\n {4}at my\.js:12:9/);
  return true;
});
assert.throws(() => run('throw new Error()', { filename: 'my.js', columnOffset: 5, displayErrors: false }), ({ stack }) => {
  assert.match(stack, /^Error\n {4}at my\.js:1:12/);
  return true;
});
assert.throws(() => run('function (', 'bad.js'), ({ name, stack }) => name === 'SyntaxError' && stack.startsWith('bad.js:1\nfunction (\n'));

assert.throws(() => run('1 +\n  nowhere', 'my.js'), ({ stack }) => {
  assert.match(stack, /^my\.js:2\n {2}nowhere\n {2}\^\n\nReferenceError: nowhere is not defined\n {4}at my\.js:2:3/);
  return true;
});

// What declarations are worth, and names that typeof has asked for.
assert.strictEqual(run('var worth = 5'), undefined);
assert.strictEqual(run('function worthless() {}'), undefined);
assert.strictEqual(run('var [p1, { q1 }] = [1, { q1: 2 }]; for (var [r1] of [[3]]); p1 + q1 + r1'), 6);
assert.throws(() => run('typeof early; let early'), { message: "Cannot access 'early' before initialization" });
assert.throws(() => run('absent'), { message: 'absent is not defined' });
assert.throws(() => run('let twice; var twice'), { message: "Identifier 'twice' has already been declared" });
assert.throws(() => run('"use strict"; absent = 1'), { message: 'absent is not defined' });
assert.strictEqual(run('"use strict"; function bound() { return this } bound()'), undefined);

// import()
assert.rejects(run('import("node:fs")'), { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' }).then(common.mustCall());
const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
run('import("node:path")', { importModuleDynamically }).then(common.mustCall(({ sep }) => {
  assert.strictEqual(sep, require('node:path').sep);
}));

// Functions.
const fn = vm.compileFunction('return a + this.b + c', ['a'], { contextExtensions: [{ c: 3 }] });
assert.strictEqual(fn.call({ b: 2 }, 1), 6);
assert.strictEqual(vm.compileFunction('return x + typeof process', [], { parsingContext: context })(), '5undefined');
assert.strictEqual(String(vm.compileFunction('return p', ['p'])), 'function (p) {\nreturn p\n}');
assert.throws(() => vm.compileFunction('}); (function () {'), { name: 'SyntaxError', message: "Unexpected token '}'" });

// Cached data says whether it is of the same text.
const source = 'var q = 1';
const cachedData = new vm.Script(source).createCachedData();
assert.strictEqual(new vm.Script(source, { cachedData }).cachedDataRejected, false);
assert.strictEqual(new vm.Script('var another = 2', { cachedData }).cachedDataRejected, true);
assert.strictEqual(new vm.Script(source, { produceCachedData: true }).cachedDataProduced, true);
assert.strictEqual(new vm.Script('1 //# sourceMappingURL=x.map').sourceMapURL, 'x.map');
assert.strictEqual(vm.isContext([]), false);
assert.strictEqual(vm.isContext(context), true);
