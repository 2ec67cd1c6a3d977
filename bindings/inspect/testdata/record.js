'use strict';
// Records what Node answers: node testdata/record.js writes testdata/cases.json,
// a list of expressions with their values as texts. Each expression sees util's
// functions by name.
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');

const names = ['inspect', 'format', 'formatWithOptions', 'stripVTControlCharacters', 'types'];
const expressions = fs.readFileSync(path.join(__dirname, 'cases.js'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('//'));

const cases = expressions.map((expression) => {
  const run = new Function(...names, `return (${expression});`);
  let output;
  try {
    output = String(run(...names.map((name) => util[name])));
  } catch (error) {
    output = `throws ${error}`;
  }
  return { expression, output };
});
fs.writeFileSync(path.join(__dirname, 'cases.json'), `${JSON.stringify(cases, null, 1)}\n`);
