'use strict';

// The parser of JavaScript that Node's REPL has too: acorn, and what walks its
// trees.

function load(name) {
  const module = { exports: {} };
  require(`vendor/${name}`)(module.exports, module, TypeError, RangeError);
  return module.exports;
}

const acorn = load('acorn/acorn');

// parse takes what the latest edition of the language allows.
function parse(code, options) {
  return acorn.parse(code, { __proto__: null, ecmaVersion: 'latest', ...options });
}

// parses reports whether parse takes code.
function parses(code, options) {
  try {
    parse(code, options);
    return true;
  } catch {
    return false;
  }
}

let walker;

module.exports = {
  acorn,
  parse,
  parses,
  get walk() { return walker ??= load('acorn-walk/walk'); },
};
