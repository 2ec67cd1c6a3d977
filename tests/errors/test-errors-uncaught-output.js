'use strict';
// What ends the process is written as Node writes it: the place, the line with
// a caret, the stack, the properties and causes, the version.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const dir = tree({
  'thrown.js': 'function f() {\n  throw Object.assign(new TypeError("bad"), { code: "E_BAD", cause: new Error("why") });\n}\nf();\n',
  'syntax.js': 'let a = 1;\nlet b = ];\n',
  'missing.mjs': 'import { a,\n  nope } from "./other.mjs";\n',
  'other.mjs': 'export const a = 1;\n',
  'module.mjs': 'const x = require("fs");\n',
  'value.js': '"use strict";\nthrow { a: [1] };\n',
  'rethrown.js': 'process.on("uncaughtException", (err) => { err.again = true; throw err; });\nthrow new Error("first");\n',
  'rejected.mjs': 'await Promise.reject(new Error("late"));\n',
});
function run(name) {
  const { stderr, status } = spawnSync(process.execPath, [name], { cwd: dir, encoding: 'utf8' });
  return { lines: stderr.replaceAll('\r', '').split('\n'), stderr, status };
}

const thrown = run('thrown.js');
assert.strictEqual(thrown.status, 1);
assert.match(thrown.lines[0], /thrown\.js:2$/);
assert.strictEqual(thrown.lines[1], '  throw Object.assign(new TypeError("bad"), { code: "E_BAD", cause: new Error("why") });');
assert.strictEqual(thrown.lines[2], '  ^');
assert.match(thrown.stderr, /\n\nTypeError: bad\n {4}at f \(.*thrown\.js:2:\d+\)\n[^]*code: 'E_BAD',\n {2}\[?cause\]?: Error: why\n[^]*\}\n\nNode\.js v26\.\d+\.\d+\n$/);

const syntax = run('syntax.js');
assert.match(syntax.stderr, /^.*syntax\.js:2\nlet b = \];\n {8}\^\n\nSyntaxError: Unexpected token '\]'\n/);
assert.match(run('missing.mjs').stderr, /^file:\/\/.*missing\.mjs:2\n {2}nope } from ".\/other.mjs";\n {2}\^{4}\n+SyntaxError: The requested module '.\/other.mjs' does not provide an export named 'nope'\n/);
assert.match(run('module.mjs').stderr, /\nReferenceError: require is not defined in ES module scope, you can use import instead\n/);
assert.match(run('value.js').stderr, /^\n.*value\.js:2\nthrow { a: \[1\] };\n\^\n{ a: \[ 1 \] }\n\nNode/);
const rethrown = run('rethrown.js');
assert.strictEqual(rethrown.status, 7);
assert.match(rethrown.stderr, /Error: first\n[^]*again: true/);
const rejected = run('rejected.mjs');
assert.strictEqual(rejected.status, 1);
assert.match(rejected.stderr, /rejected\.mjs:1\nawait Promise\.reject\(new Error\("late"\)\);\n {21}\^\n\nError: late\n/);
