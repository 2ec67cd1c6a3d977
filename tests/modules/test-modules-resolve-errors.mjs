// What import cannot find or load fails with Node's codes and texts.
import '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dir = tree({
  'dir/index.js': '', 'x.txt': '', 'j.json': { a: 1 }, 'bad.json': '{"a":}', 'addon.node': 'x',
  'node_modules/lib/lib.js': '',
  'node_modules/maps/package.json': { exports: { '.': './main.js', './a/*': './lib/*.js', './gone': './gone.js', './up': '../up.js', './none': null } },
  'node_modules/maps/lib/b.js': 'module.exports = "b"',
  'node_modules/broken/package.json': '{',
  'node_modules/mixed/package.json': { exports: { '.': './x.js', import: './x.js' } },
  'package.json': { name: 'self', exports: { './j': './j.json' }, imports: { '#in': './in.mjs', '#pkg': 'maps/a/b' } },
  'in.mjs': 'export default "in"',
  'from.mjs': 'export default (specifier, options) => import(specifier, options); export const { resolve } = import.meta;',
});
const from = path.join(dir, 'from.mjs');
const { default: load, resolve } = await import(pathToFileURL(from));
const fails = (specifier, code, message, options) => assert.rejects(load(specifier, options), { code, message });

await fails('./nope.mjs', 'ERR_MODULE_NOT_FOUND', `Cannot find module '${path.join(dir, 'nope.mjs')}' imported from ${from}`);
await fails('nope', 'ERR_MODULE_NOT_FOUND', `Cannot find package 'nope' imported from ${from}`);
await fails('lib/lib', 'ERR_MODULE_NOT_FOUND', `Cannot find module '${path.join(dir, 'node_modules/lib/lib')}' imported from ${from}\nDid you mean to import "lib/lib.js"?`);
await fails('./dir', 'ERR_UNSUPPORTED_DIR_IMPORT', `Directory import '${path.join(dir, 'dir')}' is not supported resolving ES modules imported from ${from}`);
await fails('./x.txt', 'ERR_UNKNOWN_FILE_EXTENSION', `Unknown file extension ".txt" for ${path.join(dir, 'x.txt')}`);
await fails('./x%2fy', 'ERR_INVALID_MODULE_SPECIFIER', /must not include encoded "\/" or "\\" characters/);
await fails('http://x/y', 'ERR_UNSUPPORTED_ESM_URL_SCHEME', /^Only URLs with a scheme in: file and data are supported.*Received protocol 'http:'$/);
await fails('data:text/plain,x', 'ERR_UNKNOWN_MODULE_FORMAT', 'Unknown module format: text/plain for URL data:text/plain,x');
await fails('node:nope', 'ERR_UNKNOWN_BUILTIN_MODULE', 'No such built-in module: node:nope');
await fails('./j.json', 'ERR_IMPORT_ATTRIBUTE_MISSING', /needs an import attribute of "type: json"$/);
await fails('./in.mjs', 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE', /is not of type "json"$/, { with: { type: 'json' } });
await fails('./j.json', 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED', /^Import attribute "type" with value "yaml" is not supported in file:/, { with: { type: 'yaml' } });
await fails('maps/gone', 'ERR_MODULE_NOT_FOUND', /^Cannot find module .*gone\.js' imported from/);
await fails('maps/x', 'ERR_PACKAGE_PATH_NOT_EXPORTED', `Package subpath './x' is not defined by "exports" in ${path.join(dir, 'node_modules/maps/package.json')} imported from ${from}`);
await fails('maps/none', 'ERR_PACKAGE_PATH_NOT_EXPORTED', /'\.\/none'/);
await fails('maps/up', 'ERR_INVALID_PACKAGE_TARGET', /^Invalid "exports" target "\.\.\/up\.js" defined for '\.\/up' in the package config .*; targets must start with "\.\/"$/);
await fails('maps/a/../b', 'ERR_INVALID_MODULE_SPECIFIER', /request is not a valid match in pattern "\.\/a\/\*"/);
await fails('broken', 'ERR_INVALID_PACKAGE_CONFIG', /while importing "broken" from/);
await fails('mixed', 'ERR_INVALID_PACKAGE_CONFIG', /cannot contain some keys starting with '\.' and some not/);
await fails('#nope', 'ERR_PACKAGE_IMPORT_NOT_DEFINED', `Package import specifier "#nope" is not defined in package ${path.join(dir, 'package.json')} imported from ${from}`);
await assert.rejects(load('./bad.json', { with: { type: 'json' } }), { name: 'SyntaxError', message: /bad\.json: Unexpected token '}'/ });
await assert.rejects(load('./j.json', { with: { type: 1 } }), { name: 'TypeError', message: 'Import attribute value must be a string' });

assert.strictEqual((await load('#in')).default, 'in');
assert.strictEqual((await load('#pkg')).default, 'b');
assert.deepStrictEqual((await load('self/j', { with: { type: 'json' } })).default, { a: 1 });
assert.strictEqual(resolve('./missing'), pathToFileURL(path.join(dir, 'missing')).href);
assert.strictEqual(resolve('fs'), 'node:fs');
assert.throws(() => resolve('nope'), { code: 'ERR_MODULE_NOT_FOUND' });
