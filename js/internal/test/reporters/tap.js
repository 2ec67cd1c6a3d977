'use strict';

// Reports in the Test Anything Protocol. https://testanything.org/

const { inspect } = require('util');

const indentStep = '    ';

function escape(text) {
  return String(text).replace(/[\\#\b\f\n\r\t\v]/g, (c) => {
    const names = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' };
    return names[c] ?? `\\${c}`;
  });
}

// yaml writes one property of a test's diagnostics.
function yaml(indent, name, value) {
  if (value === undefined) return '';
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.split('\n').map((line) => `${indent}  ${line}\n`);
    return `${indent}${name}: |-\n${lines.join('')}`;
  }
  return `${indent}${name}: ${inspect(value, { breakLength: Infinity, colors: false })}\n`;
}

function stackOf(error) {
  return String(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    .map((line) => line.replace(/^\s+at /, '')).join('\n');
}

function errorLines(indent, failure) {
  const { cause, failureType } = failure;
  const error = cause instanceof Error && failureType !== 'subtestsFailed' ? cause : failure;
  let text = yaml(indent, 'failureType', failureType) + yaml(indent, 'error', error.message) + yaml(indent, 'code', error.code ?? 'ERR_TEST_FAILURE');
  if (error.name !== 'Error') text += yaml(indent, 'name', error.name);
  if ('expected' in error || 'actual' in error) {
    text += yaml(indent, 'expected', error.expected) + yaml(indent, 'actual', error.actual);
    if (error.operator) text += yaml(indent, 'operator', error.operator);
  }
  const stack = stackOf(error);
  return stack ? text + yaml(indent, 'stack', stack) : text;
}

function result(status, { nesting, testNumber, name, skip, todo, expectFailure, details, file, line, column }) {
  const indent = indentStep.repeat(nesting);
  let text = `${indent}${status} ${testNumber} - ${escape(name)}`;
  for (const [directive, value] of [['SKIP', skip], ['TODO', todo], ['EXPECTED FAILURE', expectFailure]]) {
    if (value !== undefined) text += ` # ${directive}${typeof value === 'string' && value ? ` ${escape(value)}` : ''}`;
  }
  const inner = `${indent}  `;
  text += `\n${inner}---\n${yaml(inner, 'duration_ms', details.duration_ms)}${yaml(inner, 'type', details.type)}`;
  if (details.error) {
    if (file !== undefined) text += yaml(inner, 'location', `${file}:${line}:${column}`);
    text += errorLines(inner, details.error);
  }
  return `${text}${inner}...\n`;
}

// formatter returns the function that writes each event as text; null stands
// for the end.
function formatter() {
  let begun = false;
  return (event) => {
    const head = begun ? '' : 'TAP version 13\n';
    begun = true;
    if (event === null) return head;
    const { data, type } = event;
    const indent = indentStep.repeat(data.nesting ?? 0);
    switch (type) {
      case 'test:start': return `${head}${indent}# Subtest: ${escape(data.name)}\n`;
      case 'test:pass': return head + result('ok', data);
      case 'test:fail': return head + result('not ok', data);
      case 'test:plan': return `${head}${indent}1..${data.count}\n`;
      case 'test:diagnostic': return `${head}${indent}# ${escape(data.message)}\n`;
    }
    return head;
  };
}

module.exports = { formatter };
