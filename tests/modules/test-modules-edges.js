'use strict';
// Corners of loading: what imports see of a CommonJS module that was required
// before, hints, warnings, and a program that waits for ever.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { realpathSync } = require('node:fs');

const dir = realpathSync(tree({
  'one.cjs': 'module.exports = 1;\n',
  'change.cjs': 'require("./one.cjs");\nrequire.cache[require.resolve("./one.cjs")].exports++;\n',
  'import.mjs': 'import "./change.cjs";\nimport one from "./one.cjs";\nconsole.log(one);\n',
  'node_modules/some/a%25b #/index.js': '',
  'hint.mjs': 'import "some/a%25b #/index.js";\n',
  'waits.mjs': 'process.on("exit", (code) => console.log(code, process.exitCode));\nawait new Promise(() => {});\n',
  'constant.js': 'const foo bar = 1;\n',
  'esm.mjs': 'export const a = 1;\n',
  'requires.cjs': 'require("./esm.mjs");\n',
}));
function run(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
  return { stdout, stderr: stderr.replaceAll('\r', ''), status };
}

assert.strictEqual(run('import.mjs').stdout, '1\n');
assert.match(run('hint.mjs').stderr, /Did you mean to import "some\/a%2525b%20%23\/index\.js"\?/);
const waits = run('waits.mjs');
assert.strictEqual(waits.stdout, '13 13\n');
assert.strictEqual(waits.status, 13);
assert.match(run('constant.js').stderr, /\nSyntaxError: Missing initializer in const declaration\n/);

const traced = run('--trace-warnings', '--trace-require-module=all', 'requires.cjs').stderr.split('\n');
assert.match(traced[0], /ExperimentalWarning: CommonJS module .*requires\.cjs is loading ES Module .*esm\.mjs using require\(\)\.$/);
assert.match(traced[2], /^ {4}at require \(/);
assert.match(traced[3], /^ {4}at Object\.<anonymous> \(.*requires\.cjs:1:1\)$/);
const wrong = run('--trace-require-module=1', 'requires.cjs');
assert.strictEqual(wrong.status, 9);
assert.match(wrong.stderr, /invalid value for --trace-require-module/);
