'use strict';

// Questions about what the user has typed so far.

const { acorn: { Parser, tokTypes }, parse, parses } = require('internal/repl/acorn');

// What may go on in the next row although its token has begun in this one.
const openEnded = new Set(['Unterminated template', 'Unterminated comment']);
const continuedString = /\\(?:\r\n?|\n|\u2028|\u2029)$/;

// isRecoverable reports whether more text may make code valid: whether what is
// wrong with it is that it ends.
function isRecoverable(code) {
  if (/^\s*\{/.test(code) && isRecoverable(`(${code}`)) return true;
  let recoverable = false;
  class Watching extends Parser {
    nextToken() {
      super.nextToken();
      if (this.type === tokTypes.eof) recoverable = true;
    }

    raise(position, message) {
      if (openEnded.has(message)) recoverable = true;
      else if (message === 'Unterminated string constant')
        recoverable ||= continuedString.test(this.input.slice(this.lastTokStart, this.pos));
      super.raise(position, message);
    }
  }
  try {
    Watching.parse(code, { ecmaVersion: 'latest' });
    return false; // the engine refuses what the parser takes: more text will not help
  } catch {
    return recoverable;
  }
}

function isValidSyntax(code) {
  const options = { allowAwaitOutsideFunction: true };
  return parses(code, options) || parses(`_=${code}`, options);
}

// isObjectLiteral reports whether code looks like an object rather than a
// block.
function isObjectLiteral(code) {
  return /^\s*{/.test(code) && !/;\s*$/.test(code);
}

// toDynamicImport makes the import declarations in a line calls of import().
function toDynamicImport(line) {
  const declarations = parse(line, { sourceType: 'module' }).body.filter(({ type }) => type === 'ImportDeclaration');
  return declarations.map(({ source, specifiers }) => {
    const load = `await import(${JSON.stringify(source.value)});`;
    if (specifiers.length === 0) return load;
    if (specifiers.length === 1 && specifiers[0].type === 'ImportNamespaceSpecifier')
      return `const ${specifiers[0].local.name} = ${load}`;
    const names = specifiers.map(({ local, imported }) =>
      local.name === imported?.name ? local.name : `${imported?.name ?? 'default'}: ${local.name}`);
    return `const { ${names.join(', ')} } = ${load}`;
  }).join('');
}

module.exports = { isRecoverable, isValidSyntax, isObjectLiteral, toDynamicImport };
