'use strict';
// What a script in a context sees, and what it leaves there.
require('../common');
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
