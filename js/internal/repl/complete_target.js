'use strict';

// What of a line is to be completed.

const { parse, walk } = require('internal/repl/acorn');

const acting = ['ForInStatement', 'ForOfStatement', 'CallExpression', 'AssignmentExpression', 'UpdateExpression'];

// targetOf returns the expression at the end of code, or null if there is none
// that can be evaluated without doing anything.
function targetOf(code) {
  for (const end of ['?.', '.']) {
    if (!code.endsWith(end)) continue;
    const target = targetOf(code.slice(0, -end.length));
    return target ? target + end : target;
  }
  if (code === '') return null;
  let statement;
  try {
    statement = parse(code, { sourceType: 'module' }).body.at(-1);
  } catch {
    // What is in front of the last word may be unfinished.
    const space = code.lastIndexOf(' ');
    return space === -1 ? null : targetOf(code.slice(space + 1));
  }
  if (!statement || statement.type === 'BlockStatement') return null;
  const part = lastPart(statement);
  if (part !== undefined) return part === null ? null : targetOf(code.slice(part.start, part.end));
  return acts(statement) ? null : code.slice(statement.start, statement.end);
}

// lastPart is the part of a statement that is completed in its stead.
function lastPart({ type, declarations, expression }) {
  if (type === 'VariableDeclaration') return declarations.at(-1).init;
  if (type !== 'ExpressionStatement') return undefined;
  if (expression.right) return expression.right;
  if (expression.type === 'UnaryExpression') return expression.argument;
  if (expression.type === 'NewExpression') return expression.callee;
}

function acts(statement) {
  let found = false;
  const note = () => { found = true; };
  walk.simple(statement, Object.fromEntries(acting.map((type) => [type, note])));
  return found;
}

module.exports = { targetOf };
