// The names that an ES module can import from a CommonJS one are found in its
// text, in the forms that people and compilers write.
import '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import { pathToFileURL } from 'node:url';

const dir = pathToFileURL(tree({
  'plain.cjs': 'exports.a = 1; module.exports.b = 2; exports["c"] = 3; if (false) exports.never = 4',
  'literal.cjs': 'const a = 1, b = 2; module.exports = { a, "b": b, c: require("path"), d: "no", e: 1 }',
  'defined.cjs': `Object.defineProperty(exports, '__esModule', { value: true });
    Object.defineProperty(exports, 'got', { enumerable: true, get: function () { return x.y; } });
    var x = { y: 5 };`,
  'hint.cjs': 'const secret = { f() {} }; module.exports = Object.assign({}, secret, { g: 1 }); 0 && (module.exports = { f, g });',
  'star.cjs': `var __exportStar = function (m, e) { Object.assign(e, m) };
    __exportStar(require('./plain.cjs'), exports);`,
  'babel.cjs': `var _plain = require('./plain.cjs');
    Object.keys(_plain).forEach(function (key) {
      if (key === "default" || key === "__esModule") return;
      exports[key] = _plain[key];
    });`,
  'spread.cjs': 'module.exports = { ...require("./plain.cjs"), z: dir }; var dir;',
  'all.cjs': 'module.exports = require("./plain.cjs")',
  'fn.cjs': 'module.exports = function f() {}; module.exports.x = 1',
  'missing.mjs': "import { nope as other } from './plain.cjs';",
  'missing-esm.mjs': "import { nope } from './none.mjs';",
  'none.mjs': 'export const here = 1;',
}));
const names = async (file) => Object.keys(await import(`${dir}/${file}`)).filter((name) => name !== 'default' && name !== 'module.exports');

assert.deepStrictEqual(await names('plain.cjs'), ['a', 'b', 'c', 'never']);
assert.deepStrictEqual(await names('literal.cjs'), ['a', 'b', 'c']);
assert.deepStrictEqual(await names('defined.cjs'), ['__esModule', 'got']);
assert.deepStrictEqual(await names('hint.cjs'), ['f', 'g']);
for (const file of ['star.cjs', 'babel.cjs', 'all.cjs']) assert.deepStrictEqual(await names(file), ['a', 'b', 'c', 'never'], file);
assert.deepStrictEqual(await names('spread.cjs'), ['a', 'b', 'c', 'never', 'z']);
assert.deepStrictEqual(await names('fn.cjs'), ['x']);

const plain = await import(`${dir}/plain.cjs`);
assert.strictEqual(plain.never, undefined);
assert.strictEqual(plain.default, plain['module.exports']);
assert.strictEqual((await import(`${dir}/defined.cjs`)).default.got, 5);

await assert.rejects(import(`${dir}/missing.mjs`), {
  name: 'SyntaxError',
  message: "Named export 'nope' not found. The requested module './plain.cjs' is a CommonJS module, which may not support all module.exports as named exports.\n" +
    'CommonJS modules can always be imported via the default export, for example using:\n\n' +
    "import pkg from './plain.cjs';\nconst { nope: other } = pkg;\n",
});
await assert.rejects(import(`${dir}/missing-esm.mjs`), {
  name: 'SyntaxError',
  message: "The requested module './none.mjs' does not provide an export named 'nope'",
});
