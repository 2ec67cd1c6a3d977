'use strict';

// Reports for people: a tree with marks.

const { inspect } = require('util');

const symbols = {
  'pass': '✔ ', 'fail': '✖ ', 'diagnostic': 'ℹ ', 'skip': '﹣ ', 'todo': '⚠ ', 'suite': '▶ ',
};

function colorsOf() {
  const { stdout } = process;
  const on = stdout.isTTY && (stdout.getColorDepth?.() ?? 1) > 2;
  const code = (n) => (on ? `\u001b[${n}m` : '');
  return { pass: code(32), fail: code(31), diagnostic: code(34), skip: code(90), todo: code(33), gray: code(90), clear: code(39), on };
}

function describe(colors, kind, { details, name, nesting, skip, todo, expectFailure }, isSuite) {
  const directive = skip !== undefined ? ` # ${typeof skip === 'string' && skip ? skip : 'SKIP'}` :
    todo !== undefined ? ` # ${typeof todo === 'string' && todo ? todo : 'TODO'}` :
      expectFailure !== undefined ? ' # EXPECTED FAILURE' : '';
  const shown = skip !== undefined ? 'skip' : todo !== undefined && kind === 'fail' ? 'todo' : kind;
  const mark = isSuite ? symbols.suite : symbols[shown];
  const indent = '  '.repeat(nesting);
  const time = details ? ` ${colors.gray}(${details.duration_ms}ms)${colors.clear}` : '';
  return `${indent}${colors[shown]}${mark}${name}${colors.clear}${time}${directive}\n`;
}

function errorText(colors, failure, indent) {
  const { cause, failureType } = failure;
  const error = cause !== undefined && failureType !== 'subtestsFailed' ? cause : failure;
  const text = typeof error === 'string' ? error : inspect(error, { colors: colors.on, breakLength: Infinity });
  return `\n${indent}${text.split('\n').join(`\n${indent}`)}\n`;
}

function formatter() {
  const colors = colorsOf();
  const stack = []; // tests that have begun and whose line is not written yet
  const open = []; // tests whose heading is written, since they have subtests
  const failed = [];

  function onResult(kind, data) {
    const begun = stack.pop();
    let heading = '';
    for (const parent of stack) {
      if (open.includes(parent)) continue;
      open.push(parent);
      heading += describe(colors, 'pass', { ...parent, details: undefined }, true);
    }
    open.splice(open.indexOf(begun) >>> 0, 1);
    if (kind === 'fail' && data.details.error?.failureType !== 'subtestsFailed') failed.push(data);
    return heading + describe(colors, kind, data);
  }

  function summary() {
    if (failed.length === 0) return '';
    let text = `\n${colors.fail}${symbols.fail}failing tests:${colors.clear}\n`;
    for (const data of failed) {
      const file = data.file === undefined ? '' : require('path').relative(process.cwd(), data.file);
      text += `\ntest at ${file}:${data.line}:${data.column}\n${describe(colors, 'fail', { ...data, nesting: 0 })}`;
      text += `${errorText(colors, data.details.error, '  ').slice(1)}`;
    }
    return text;
  }

  return (event) => {
    if (event === null) return summary();
    const { data, type } = event;
    switch (type) {
      case 'test:start': stack.push(data); return '';
      case 'test:pass': return onResult('pass', data);
      case 'test:fail': return onResult('fail', data);
      case 'test:diagnostic': {
        const indent = '  '.repeat(data.nesting);
        return `${colors.diagnostic}${indent}${symbols.diagnostic}${data.message}${colors.clear}\n`;
      }
    }
    return '';
  };
}

module.exports = { formatter };
