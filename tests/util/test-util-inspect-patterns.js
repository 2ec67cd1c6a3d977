'use strict';
// Regular expressions: what their source escapes, and their colours.
require('../common');
const assert = require('node:assert');
const { inspect } = require('node:util');

for (const [text, source] of [
  ['/', '\\/'], ['[/]', '[/]'], ['\\/', '\\/'], ['[\\]/]/', '[\\]/]\\/'], ['a\nb', 'a\\nb'], ['a\\\nb', 'a\\nb'],
  ['[\n]/', '[\\n]\\/'], ['\u2028', '\\u2028'], ['', '(?:)'], ['x', 'x'],
]) {
  const pattern = new RegExp(text);
  assert.strictEqual(pattern.source, source);
  assert.strictEqual(String(pattern), `/${source}/`);
  assert.strictEqual(inspect(pattern), `/${source}/`);
}
assert.strictEqual(RegExp.prototype.source, '(?:)');

// More groups closed than opened.
const color = (code, text) => `\x1b[${code}m${text}\x1b[39m`;
assert.ok(inspect(new RegExp('\\p{a(b})c)'.slice(0, -1)), { colors: true }).startsWith(color(32, '/')));
