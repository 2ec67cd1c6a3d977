// WebAssembly as ES modules: instances, whose imports are modules, and sources.
import '../common/index.js';
import tree from '../common/tree.js';
import binary from './binary.js';
import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const { code, exported, global, i32, imported, module, type } = binary;

process.removeAllListeners('warning');
const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

const dir = tree({
  'package.json': '{ "type": "module" }',
  'log.js': 'export const log = []; export function start() { log.push("start"); } export const ten = () => 10;',
  'user.js': 'import source s from "./adding.wasm"; import source from "./adding.wasm"; import * as ns from "./adding.wasm";' +
    'export { s, source, ns }; export const dynamic = (u) => import.source(u);',
  'none.js': 'import source s from "./log.js";',
  'from.js': 'import source from from "./adding.wasm"; export { from };',
  'common.cjs': 'exports.get = (u) => import.source(u);',
});
const url = pathToFileURL(dir).href;
const write = (name, ...args) => writeFileSync(`${dir}/${name}`, module(...args));

write('adding.wasm', {
  types: [type([], []), type([], [i32])],
  imports: [imported('./log.js', 'start', 'func', 0), imported('./log.js', 'ten', 'func', 1)],
  funcs: [[1]],
  globals: [global(i32, false, 0x41, 7), global(i32, true, 0x41, 8)],
  exports: [
    exported('add', 'func', 2), exported('seven', 'global', 0), exported('eight', 'global', 1),
    exported('default', 'global', 0), exported('not a name', 'func', 2),
  ],
  start: 0,
  code: [code(0x10, 1, 0x41, 5, 0x6a)],
});
write('second.wasm', {
  imports: [imported('./adding.wasm', 'eight', 'global', i32, 1)], exports: [exported('eight', 'global', 0)],
});
write('extensionless', { globals: [global(i32, false, 0x41, 3)], exports: [exported('three', 'global', 0)] });
write('missing.wasm', { types: [type([], [])], imports: [imported('./nowhere.js', 'f', 'func', 0)] });
write('reserved.wasm', { types: [type([], [])], imports: [imported('wasm-js:x', 'f', 'func', 0)] });
write('reserved-export.wasm', { globals: [global(i32, false, 0x41, 3)], exports: [exported('wasm:x', 'global', 0)] });
writeFileSync(`${dir}/broken.wasm`, new Uint8Array([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0]));

// A source neither loads what it imports nor runs.
const { log } = await import(`${url}/log.js`);
const missing = await import.source(`${url}/missing.wasm`);
assert.ok(missing instanceof WebAssembly.Module);
assert.strictEqual(await import.source(`${url}/missing.wasm`), missing);
assert.deepStrictEqual(log, []);
assert.deepStrictEqual(warnings, []);
await assert.rejects(import(`${url}/missing.wasm`), { code: 'ERR_MODULE_NOT_FOUND' });

// An instance.
const ns = await import(`${url}/adding.wasm`);
assert.deepStrictEqual(log, ['start']);
assert.deepStrictEqual(Object.keys(ns), ['add', 'default', 'eight', 'not a name', 'seven']);
assert.strictEqual(ns.add(), 15);
assert.strictEqual(ns['not a name'], ns.add);
assert.deepStrictEqual([ns.seven, ns.eight, ns.default], [7, 8, 7]);
assert.strictEqual(await import(`${url}/adding.wasm`), ns);
// A global that one module imports from another is the global and not its value.
assert.strictEqual((await import(`${url}/second.wasm`)).eight, 8);
assert.strictEqual((await import(`${url}/extensionless`)).three, 3);
await new Promise(setImmediate);
assert.deepStrictEqual(warnings, [
  'ExperimentalWarning: Importing WebAssembly module instances is an experimental feature and might change at any time',
]);

// The statement, and names that look like it.
const user = await import(`${url}/user.js`);
assert.ok(user.s instanceof WebAssembly.Module);
assert.strictEqual(user.source, 7);
assert.strictEqual(user.ns, ns);
assert.strictEqual(await user.dynamic('./adding.wasm'), user.s);
assert.strictEqual((await import(`${url}/from.js`)).from, user.s);
assert.strictEqual(await createRequire(import.meta.url)(`${dir}/common.cjs`).get('./adding.wasm'), user.s);
const AbstractModuleSource = Object.getPrototypeOf(WebAssembly.Module);
assert.ok(user.s instanceof AbstractModuleSource);
assert.throws(() => new AbstractModuleSource(), TypeError);

const nothing = { name: 'SyntaxError', message: `Source phase import object is not defined for module '${url}/log.js'` };
await assert.rejects(import.source(`${url}/log.js`), nothing);
await assert.rejects(import(`${url}/none.js`), nothing);
await assert.rejects(import.source('node:fs'), { message: "Source phase import object is not defined for module 'node:fs'" });
await assert.rejects(import.source(`${url}/nowhere.wasm`), { code: 'ERR_MODULE_NOT_FOUND' });

await assert.rejects(import(`${url}/reserved.wasm`), {
  name: 'LinkError', message: `Invalid Wasm import "wasm-js:x" in ${url}/reserved.wasm`,
});
await assert.rejects(import(`${url}/reserved-export.wasm`), {
  name: 'LinkError', message: `Invalid Wasm export name "wasm:x" in ${url}/reserved-export.wasm`,
});
await assert.rejects(import(`${url}/broken.wasm`), {
  name: 'CompileError', message: /broken\.wasm: WebAssembly\.Module\(\): expected version 01 00 00 00, found 09 00 00 00 @\+4$/,
});
const data = `data:application/wasm;base64,${Buffer.from(module({
  globals: [global(i32, false, 0x41, 3)], exports: [exported('x', 'global', 0)],
})).toString('base64')}`;
assert.strictEqual((await import(data)).x, 3);
assert.throws(() => createRequire(import.meta.url)(`${dir}/adding.wasm`), SyntaxError);
