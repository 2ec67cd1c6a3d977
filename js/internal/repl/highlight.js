'use strict';

// Colors the line while it is typed.

const { acorn: { tokenizer } } = require('internal/repl/acorn');
const { inspect } = require('internal/util/inspect');

function styleOfName(name) {
  switch (name) {
    case 'undefined': return 'undefined';
    case 'NaN':
    case 'Infinity': return 'number';
    case 'Symbol': return 'symbol';
    case 'Date': return 'date';
  }
}

function styleOf({ type: { keyword, label }, value }) {
  if (keyword !== undefined) {
    if (label === 'true' || label === 'false') return 'boolean';
    if (label === 'null') return 'null';
    return label === 'import' || label === 'export' ? 'module' : 'special';
  }
  switch (label) {
    case 'name': return styleOfName(value);
    case 'num': return 'number';
    case 'bigint':
    case 'string':
    case 'regexp': return label;
    case 'template':
    case '`': return 'string';
  }
}

function paint(text, style) {
  const color = inspect.colors[inspect.styles[style]];
  return color === undefined ? text : `\x1b[${color[0]}m${text}\x1b[${color[1]}m`;
}

function highlight(code) {
  let text = '';
  let done = 0;
  const add = (start, end, style) => {
    text += code.slice(done, start) + paint(code.slice(start, end), style);
    done = end;
  };
  try {
    const tokens = tokenizer(code, {
      __proto__: null,
      allowHashBang: true,
      ecmaVersion: 'latest',
      onComment: (block, comment, start, end) => add(start, end, 'undefined'),
    });
    for (const token of tokens) {
      const style = styleOf(token);
      if (style !== undefined) add(token.start, token.end, style);
    }
  } catch {
    // A string, template or comment is not finished yet.
  }
  return text + code.slice(done);
}

module.exports = { highlight };
