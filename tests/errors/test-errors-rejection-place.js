'use strict';
// What the report of an exception points at: the throw, or for a rejection the
// place where the error was made.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const cases = {
  'thrown.js': ["function f() { throw new Error('x') } f()", 'throw'],
  'timer.js': ["setTimeout(() => { throw Error('x') }, 1)", 'throw'],
  'tick.js': ["process.nextTick(() => { throw new Error('x') })", 'throw'],
  'rejected.js': ["(async () => { throw new Error('x') })()", 'new'],
  'then.js': ["Promise.resolve().then(() => { throw TypeError('x') })", 'TypeError'],
  'module.mjs': ["function f() { throw new Error('x') } f()", 'new'],
};
const dir = tree(Object.fromEntries(Object.entries(cases).map(([name, [text]]) => [name, text])));
for (const [name, [text, what]] of Object.entries(cases)) {
  const [place, line, caret] = spawnSync(process.execPath, [path.join(dir, name)], { encoding: 'utf8' }).stderr.split('\n');
  assert.ok(place.endsWith(`${name}:1`), place);
  assert.strictEqual(line, text);
  assert.strictEqual(caret.trimEnd(), `${' '.repeat(text.indexOf(what))}^`, name);
}
