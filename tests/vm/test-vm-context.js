'use strict';
// What a script in a context sees, and what it leaves there.
const common = require('../common');
const assert = require('node:assert');
const vm = require('node:vm');

assert.strictEqual(vm.runInNewContext('a + 1', { a: 2 }), 3);
assert.strictEqual(vm.runInNewContext('new ArrayBuffer(3)').byteLength, 3);
assert.strictEqual(vm.runInNewContext('function f(n) { return n < 2 ? 1 : n * f(n - 1) } f(5)'), 120);
assert.strictEqual(new vm.Script('n * 2').runInNewContext({ n: 4 }), 8);

const context = vm.createContext({ x: 1 });
vm.runInContext('var y = x + 1; x = 10; z = 5', context);
assert.deepStrictEqual({ ...context }, { x: 10, y: 2, z: 5 });
assert.strictEqual(vm.isContext(context), true);
assert.strictEqual(vm.isContext({}), false);
assert.strictEqual(globalThis.z, undefined);

assert.throws(() => vm.runInNewContext('process.exit()'), /process is not defined/);
assert.throws(() => vm.runInNewContext('let a = (;'), { name: 'SyntaxError' });
assert.throws(() => vm.runInContext('1', {}), { code: 'ERR_INVALID_ARG_TYPE' });

// Every context has the language's own console, which shows nothing here.
assert.strictEqual(vm.runInNewContext('console.log("not shown"), Object.prototype.toString.call(console)'), '[object console]');
assert.strictEqual(vm.runInNewContext('console', { console: 1 }), 1);

// One that may not make code of WebAssembly.
const bytes = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const coded = vm.createContext({ bytes, made: new WebAssembly.Module(bytes) }, { codeGeneration: { wasm: false } });
const disallowed = (name) => ({ name: 'CompileError', message: `WebAssembly.${name}(): Wasm code generation disallowed by embedder` });
assert.throws(() => vm.runInContext('new WebAssembly.Module(bytes)', coded), disallowed('Module'));
assert.rejects(vm.runInContext('WebAssembly.compile(bytes)', coded), disallowed('compile')).then(common.mustCall());
assert.rejects(vm.runInContext('WebAssembly.instantiate(bytes)', coded), disallowed('instantiate')).then(common.mustCall());
assert.strictEqual(vm.runInContext('WebAssembly.validate(bytes)', coded), true);

// A global object of nothing else takes no names once it is frozen.
const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
vm.runInContext('Object.freeze(globalThis); ignored = 1', vanilla);
assert.throws(() => vm.runInContext('ignored', vanilla), { name: 'ReferenceError' });
