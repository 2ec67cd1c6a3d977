// An ES module's namespace shows its exports, and which ones have no value yet.
import assert from 'node:assert';
import util from 'node:util';
import * as self from './test-util-inspect-namespace.mjs';

assert.strictEqual(util.inspect(self, { breakLength: 120 }),
                   '[Module: null prototype] { hoisted: [Function: hoisted], later: <uninitialized> }');
assert.ok(util.types.isModuleNamespaceObject(self));
assert.ok(!util.types.isProxy(self));

export function hoisted() {}
export const later = { a: { b: { c: 1 } } };

assert.strictEqual(util.inspect(self, { breakLength: 120 }),
                   '[Module: null prototype] { hoisted: [Function: hoisted], later: { a: { b: [Object] } } }');
