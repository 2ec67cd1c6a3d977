'use strict';
// What rows give: values, declarations that last, rows that go on and
// errors, with the global object and with a context.
const common = require('../common');
const assert = require('node:assert');
const { sep } = require('node:path');
const { REPL_MODE_STRICT } = require('node:repl');
const { inspect, types: { isProxy } } = require('node:util');
const { run } = require('./session');

const session = [
  ['1 + 1', '2\n'],
  ['let x = 5', 'undefined\n'],
  ['const double = () => x * 2', 'undefined\n'],
  ['double()', '10\n'],
  ['function next() {', '| '],
  ['  return double() + 1', '| '],
  ['}', 'undefined\n'],
  ['next()', '11\n'],
  ['{ a: 1 }', '{ a: 1 }\n'],
  ['{ a: 1 };', '1\n'],
  ['class A { m() { return 1 } }', 'undefined\n'],
  ['new A().m()', '1\n'],
  ['var later; typeof later', "'undefined'\n"],
  ['typeof nowhere', "'undefined'\n"],
  ['nowhere', 'Uncaught ReferenceError: nowhere is not defined\n'],
  ['throw new Error("boom")', 'Uncaught Error: boom\n'],
  ['_error.message', "'boom'\n"],
  ['(() => { throw new TypeError("inner") })()', /^Uncaught TypeError: inner\n {4}at REPL\d+:1:\d+\n$/],
  ['throw null', 'Uncaught null\n'],
  ['throw "text"', "Uncaught 'text'\n"],
  ['"last"', "'last'\n"],
  ['_', "'last'\n"],
  ['let x = 3', "Uncaught SyntaxError: Identifier 'x' has already been declared\n"],
  ['const fixed = 1; fixed = 2', 'Uncaught TypeError: Assignment to constant variable.\n'],
  ['x = 6; x', '6\n'],
  ['x y', "x y\n  ^\n\nUncaught SyntaxError: Unexpected identifier 'y'\n"],
  ['`a', '| '],
  ['b`', "'a\\nb'\n"],
  ['path.basename("/a/b")', "'b'\n"],
  ['require("os") === os', 'true\n'],
  ['module.id', "'<repl>'\n"],
  ['this === globalThis && this === global', 'true\n'],
  ['(function() { return this })() === globalThis', 'true\n'],
  ['"a1b2".replace(/(\\d)/, ""); RegExp.$1', "'1'\n"],
  ['RegExp.$1', "'1'\n"],
  ['.nothing', 'Invalid REPL keyword\n'],
];

async function check(options) {
  const { shown } = await run(session.map(([row]) => row), options);
  const expected = [];
  for (const [, text] of session) {
    // A row that goes on shows the prompt of the next in the same piece.
    if (typeof expected.at(-1) === 'string' && expected.at(-1).endsWith('| ')) expected.push(expected.pop() + text);
    else expected.push(text);
  }
  expected.push('');
  assert.strictEqual(shown.length, expected.length, shown.join('---\n'));
  shown.forEach((text, i) => {
    if (typeof expected[i] === 'string') assert.strictEqual(text, expected[i]);
    else assert.match(text, expected[i]);
  });
}

async function checkAwait() {
  const awaiting = 'const { p, q } = await Promise.resolve({ p: 1, q: 2 }); (await import("node:path")).sep + p';
  let { shown } = await run([awaiting], { useGlobal: true });
  assert.strictEqual(shown[0], `${inspect(`${sep}1`)}\n`);
  ({ shown } = await run(['q'], { useGlobal: true }));
  assert.strictEqual(shown[0], '2\n');
  ({ shown } = await run(['await Promise.reject(new Error("rejected"))']));
  assert.match(shown[0], /^Uncaught Error: rejected\n {4}at REPL\d+:1:54\n$/);
}

// A script in strict mode is a function of its own in a context.
async function checkStrict() {
  const rows = ['throw new Error("boom")', 'absent = 1', '(function() { return this })()'];
  const { shown } = await run(rows, { replMode: REPL_MODE_STRICT });
  assert.deepStrictEqual(shown, [
    'Uncaught Error: boom\n', 'Uncaught ReferenceError: absent is not defined\n', 'undefined\n', '',
  ]);
  const { shown: [value] } = await run(['const w = await 7; w'], { replMode: REPL_MODE_STRICT });
  assert.strictEqual(value, '7\n');
}

// What a row gives is the context itself, not what stands for it inside.
async function checkContext() {
  const seen = [];
  const { server } = await run(['this'], { writer: (value) => { seen.push(value); return ''; } });
  assert.strictEqual(seen[0] === server.context && !isProxy(seen[0]), true);
}

check({ useGlobal: false }).then(() => check({ useGlobal: true })).then(checkAwait).then(checkStrict).then(checkContext).then(common.mustCall());
