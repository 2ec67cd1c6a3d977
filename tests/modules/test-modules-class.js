'use strict';
// node:module as scripts that change it see it.
const common = require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const path = require('node:path');
const Module = require('node:module');
const { inspect } = require('node:util');

const dir = tree({
  'a.js': 'exports.first = 1; exports.b = require("./b.js"); exports.last = 2',
  'b.js': 'const a = require("./a.js"); module.exports = { first: a.first, last: a.last }',
  'w.js': 'module.exports = wrapped',
  'x.other': 'ignored',
  'package.json': { name: 'root' },
  'node_modules/dep/package.json': { name: 'dep', main: 'lib/main' },
  'node_modules/dep/lib/main.js': 'module.exports = [module.parent && module.parent.id, require.main === module, module.children.length]',
});
const file = (name) => path.join(dir, name);

// A module in a cycle warns of what is not there yet.
process.on('warning', common.mustCall((w) => {
  assert.strictEqual(w.message, "Accessing non-existent property 'last' of module exports inside circular dependency");
}));
const a = require(file('a.js'));
assert.deepStrictEqual(a, { first: 1, b: { first: 1, last: undefined }, last: 2 });
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);

const { wrapper } = Module;
Module.wrapper = [`${wrapper[0]}const wrapped = __filename;`, wrapper[1]];
assert.strictEqual(require(file('w.js')), file('w.js'));
Module.wrapper = wrapper;

require.extensions['.other'] = (module, filename) => { module.exports = path.basename(filename); };
assert.strictEqual(require(file('x')), 'x.other');
delete require.extensions['.other'];

const made = Module.createRequire(file('x.js'));
assert.strictEqual(made.resolve('dep'), file('node_modules/dep/lib/main.js'));
assert.deepStrictEqual(made('dep'), [file('x.js'), false, 0]);
assert.strictEqual(Module.findPackageJSON('dep', file('x.js')), file('node_modules/dep/package.json'));
assert.strictEqual(Module.findPackageJSON('..', file('node_modules/dep/lib/x.js')), file('node_modules/dep/package.json'));
assert.deepStrictEqual([Module._stat(dir), Module._stat(file('a.js')), Module._stat(file('none')) < 0], [1, 0, true]);
assert.throws(() => Module.createRequire('relative'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => made.resolve('x', { paths: [1] }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => made('none'), { code: 'MODULE_NOT_FOUND', message: `Cannot find module 'none'\nRequire stack:\n- ${file('x.js')}` });

const m = new Module(file('virtual.js'), null);
m._compile('exports.dir = __dirname; exports.self = module', file('virtual.js'));
assert.strictEqual(m.exports.dir, dir);
assert.strictEqual(m.exports.self, m);
assert.strictEqual(m.parent, null);

assert.strictEqual(m.constructor, Module);
assert.match(inspect(new Module('x')), /^\{\n {2}id: 'x',\n/);

const map = new Module.SourceMap({ version: 3, sources: ['a.ts'], names: ['f'], mappings: 'AAAA;AACA,IAAIA' });
assert.deepStrictEqual({ ...map.findEntry(1, 6) }, { generatedLine: 1, generatedColumn: 4, originalSource: 'a.ts', originalLine: 1, originalColumn: 4, name: 'f' });
assert.strictEqual(map.findOrigin(2, 1).lineNumber, 2);
