'use strict';
// require() of ES modules: the namespace, marked if there is a default export,
// or what is exported as "module.exports"; cycles and top-level await throw.
const common = require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { types } = require('node:util');

const dir = tree({
  'named.mjs': 'export const a = 1;',
  'default.mjs': 'export default 5; export let n = 0; export function next() { return ++n }',
  'marked.mjs': 'export default 1; export const __esModule = false;',
  'exports.mjs': 'const f = () => 1; export { f as "module.exports" }; export default 2;',
  'awaits.mjs': 'export default await 1;',
  'deep.cjs': 'module.exports = require("./awaits.mjs")',
  'cycle.mjs': 'import "./cycle.cjs"; export default 1;',
  'cycle.cjs': 'require("./cycle.mjs")',
  'type/package.json': { type: 'module' },
  'type/x.js': 'export const url = import.meta.url, { filename, dirname, main } = import.meta;',
  'detected.js': 'export const detected = true;',
  'throws.mjs': 'throw new RangeError("once")',
});
const load = (name) => require(`${dir}/${name}`);

assert.deepStrictEqual({ ...load('named.mjs') }, { a: 1 });
assert.ok(types.isModuleNamespaceObject(load('named.mjs')));
const withDefault = load('default.mjs');
assert.deepStrictEqual({ ...withDefault }, { __esModule: true, default: 5, n: 0, next: withDefault.next });
withDefault.next();
assert.strictEqual(withDefault.n, 1);
assert.strictEqual(load('default.mjs'), withDefault);
assert.strictEqual(load('marked.mjs').__esModule, false);
assert.strictEqual(load('exports.mjs')(), 1);
assert.strictEqual(load('detected.js').detected, true);
assert.strictEqual(load('type/x.js').filename, `${dir}/type/x.js`.replaceAll('/', require('node:path').sep));
assert.strictEqual(load('type/x.js').main, false);

assert.throws(() => load('deep.cjs'), (err) => {
  assert.strictEqual(err.code, 'ERR_REQUIRE_ASYNC_MODULE');
  assert.match(err.message, /Required module: .*awaits\.mjs\nRequire stack:\n- .*deep\.cjs\n- .*require-esm\.js$/);
  return true;
});
assert.throws(() => load('cycle.mjs'), { code: 'ERR_REQUIRE_CYCLE_MODULE', message: /^Cannot require\(\) ES Module .*cycle\.mjs in a cycle\. \(from .*require-esm\.js\)$/ });
for (let i = 0; i < 2; i++) assert.throws(() => load('throws.mjs'), { name: 'RangeError', message: 'once' });

import(require('node:url').pathToFileURL(`${dir}/named.mjs`)).then(common.mustCall((ns) => {
  assert.strictEqual(ns, load('named.mjs'));
}));
