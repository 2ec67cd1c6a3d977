// What is wrong with a text is said in V8's words, in ES modules and in CommonJS.
import '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const strictWord = 'Unexpected strict mode reserved word';
const strictFunction = 'In strict mode code, functions can only be declared at top level or inside a block.';
const inModules = {
  'export let let': strictWord, 'var yield = 1': strictWord, 'const static = 1': strictWord, 'yield 1': strictWord,
  'let await = 1': 'Unexpected reserved word', 'function f() { await 1 }': 'Unexpected reserved word',
  'eval = 1': 'Unexpected eval or arguments in strict mode', 'arguments++': 'Unexpected eval or arguments in strict mode',
  'delete x': 'Delete of an unqualified identifier in strict mode.', 'with (a) {}': 'Strict mode code may not include a with statement',
  '07': 'Octal literals are not allowed in strict mode.', '08': 'Decimals with leading zeros are not allowed in strict mode.',
  'x = "\\07"': 'Octal escape sequences are not allowed in strict mode.',
  'return 1': 'Illegal return statement', 'new.target': 'new.target expression is not allowed here',
  'if (1) function f() {}': strictFunction, 'a: function f() {}': strictFunction, '<!-- x': 'HTML comments are not allowed in modules',
  'import "x" with { type: "json", type: "css" }': "Import attribute has duplicate key 'type'", 'import { default } from "x"': /^Unexpected /,
  'import { "1" } from "x"': /^Unexpected /, 'function f(a, a) {}': 'Duplicate parameter name not allowed in this context',
};
const anywhere = {
  'class A { constructor(){} constructor(){} }': 'A class may only have one constructor',
  'class A { get constructor() {} }': 'Class constructor may not be an accessor',
  'class A { static prototype() {} }': "Classes may not have a static property named 'prototype'",
  'class A { foo() { this.#b } }': "Private field '#b' must be declared in an enclosing class",
  'class A { x = arguments }': "'arguments' is not allowed in class field initializer or static initialization block",
  'break': 'Illegal break statement', 'continue': 'Illegal continue statement: no surrounding iteration statement',
  'a: a: 1': "Label 'a' has already been declared", 'a: while (1) break b': "Undefined label 'b'",
  'for (let i, j of []) ;': 'Invalid left-hand side in for-of loop: Must have a single binding.',
  'for (async of []) ;': "The left-hand side of a for-of loop may not be 'async'.",
  'switch (1) { default: default: }': 'More than one default clause in switch statement',
  'try {}': 'Missing catch or finally after try', 'throw\n1': 'Illegal newline after throw', 'a ?? b || c': "Unexpected token '||'",
  'if (1) let a': 'Lexical declaration cannot appear in a single-statement context',
  'if (1) async function f() {}': 'Async functions can only be declared at the top level or inside a block.',
  'x = { set a() {} }': 'Setter must have exactly one formal parameter.', 'x = { get a(b) {} }': 'Getter must not have any formal parameters.',
  '({ __proto__: 1, __proto__: 2 })': 'Duplicate __proto__ fields are not allowed in object literals',
  '({ a = 1 })': 'Invalid shorthand property initializer', 'function (a) {}': 'Function statements require a function name',
  'x = /[b-a]/': 'Invalid regular expression: /[b-a]/: Range out of order in character class',
};
const inCommonJS = {
  'yield 1': 'Unexpected number', 'a: function* g() {}': 'Generators can only be declared at the top level or inside a block.',
  'export { nope }': "Unexpected token 'export'", 'import a, b from "x"': 'Cannot use import statement outside a module',
};

const modules = Object.entries({ ...inModules, ...anywhere });
const scripts = Object.entries({ ...inCommonJS, ...anywhere });
const files = (list, extension) => list.map(([source], i) => [`${i}.${extension}`, source]);
const dir = tree(Object.fromEntries([...files(modules, 'mjs'), ...files(scripts, 'cjs')]));
for (const [i, [source, message]] of modules.entries())
  await assert.rejects(import(pathToFileURL(path.join(dir, `${i}.mjs`))), { name: 'SyntaxError', message }, source);
const require = createRequire(import.meta.url);
for (const [i, [source, message]] of scripts.entries())
  assert.throws(() => require(path.join(dir, `${i}.cjs`)), { name: 'SyntaxError', message }, source);
