'use strict';
// Globals that are plain properties in Node are so here, whenever they are made.
require('../common');
const assert = require('node:assert');

for (const name of ['URL', 'URLSearchParams', 'TextDecoder', 'AbortController', 'Blob', 'console', 'WeakRef']) {
  const d = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.strictEqual(d.value, globalThis[name]);
  assert.deepStrictEqual({ ...d, value: 0 }, { value: 0, writable: true, enumerable: false, configurable: true });
}
const d = Reflect.getOwnPropertyDescriptor(globalThis, 'MessageChannel');
assert.strictEqual(typeof d.value, 'function');
Object.defineProperty(globalThis, 'mine', { get() { throw new Error('not to be called'); }, configurable: true });
assert.strictEqual(typeof Object.getOwnPropertyDescriptor(globalThis, 'mine').get, 'function');
for (const name of ['process', 'Buffer', 'performance'])
  assert.strictEqual(typeof Object.getOwnPropertyDescriptor(globalThis, name).get, 'function');
