'use strict';

// Top-level await: code with it becomes the body of an asynchronous function,
// and what it declares is declared outside of the function.

const { parse, walk } = require('internal/repl/acorn');
const { Recoverable } = require('internal/repl/recoverable');

const prefix = '(async () => { ';
const suffix = ' })()';

// wrapAwait returns the code as a script whose value is a promise of an object
// with the value; null if nothing is awaited, or the code is not to be wrapped.
function wrapAwait(code) {
  const text = `${prefix}${code}${suffix}`;
  const body = parseWrapped(text, code)?.body[0].expression.callee.body;
  if (!body) return null;
  const rewriting = new Rewriting(text);
  const state = { rewriting, body, ancestors: [], outside: [], awaits: false, returns: false };
  walk.recursive(body, state, visitors());
  if (!state.awaits || state.returns) return null;
  returnLast(body, rewriting);
  return state.outside.join('') + rewriting.text;
}

function parseWrapped(text, code) {
  try {
    return parse(text);
  } catch (err) {
    if (err.message.startsWith('Unterminated ')) throw new Recoverable(err);
    // What is wrong before the await is better told by the engine.
    const at = code.indexOf('await');
    const wrong = err.pos - prefix.length;
    if (at > wrong) return null;
    if (wrong === at + 6 && err.message.includes('Expecting Unicode escape sequence')) return null;
    if (wrong === at + 7 && err.message.includes('Unexpected token')) return null;
    throw new SyntaxError(describe(err, code));
  }
}

// describe puts the parser's message in V8's form.
function describe(err, code) {
  const { line } = err.loc;
  const column = line === 1 ? err.loc.column - prefix.length : err.loc.column;
  const message = err.message.replace(/ \([^)]+\)/, '');
  const token = code[err.pos - prefix.length] ?? code[code.length - 1];
  const named = message.endsWith('Unexpected token') ? `${message} '${token}'` : message;
  return `\n${code.split('\n', line)[line - 1]}\n${' '.repeat(column)}^\n\n${named}`;
}

// Rewriting is a text that changes at the places of its nodes.
class Rewriting {
  #parts;

  constructor(text) {
    this.#parts = text.split('');
  }

  replace(start, end, text) {
    for (let i = start; i < end; i++) this.#parts[i] = '';
    this.#parts[start] = start === end ? text + this.#parts[start] : text;
  }

  before(node, text) {
    this.#parts[node.start] = text + this.#parts[node.start];
  }

  after(node, text) {
    this.#parts[node.end - 1] += text;
  }

  get text() {
    return this.#parts.join('');
  }
}

// returnLast makes the last expression the result. It is a property, or a
// promise that is the result would be awaited.
function returnLast(body, rewriting) {
  const last = body.body.findLast(({ type }) => type !== 'EmptyStatement');
  if (last?.type !== 'ExpressionStatement') return;
  rewriting.before(last.expression, '{ value: (');
  rewriting.before(last, 'return ');
  rewriting.after(last.expression, ') }');
}

const skip = () => {};

function isOutermost({ body, ancestors }) {
  return ancestors[ancestors.length - 2] === body;
}

const handlers = {
  ClassDeclaration(node, state, go) {
    if (isOutermost(state)) {
      state.rewriting.before(node, `${node.id.name}=`);
      state.outside.push(`let ${node.id.name}; `);
    }
    walk.base.ClassDeclaration(node, state, go);
  },
  FunctionDeclaration(node, state) {
    state.rewriting.before(node, `this.${node.id.name} = ${node.id.name}; `);
    state.outside.push(`var ${node.id.name}; `);
  },
  FunctionExpression: skip,
  ArrowFunctionExpression: skip,
  MethodDefinition: skip,
  AwaitExpression(node, state, go) {
    state.awaits = true;
    walk.base.AwaitExpression(node, state, go);
  },
  ForOfStatement(node, state, go) {
    if (node.await) state.awaits = true;
    walk.base.ForOfStatement(node, state, go);
  },
  ReturnStatement(node, state, go) {
    state.returns = true;
    walk.base.ReturnStatement(node, state, go);
  },
  VariableDeclaration(node, state, go) {
    if (node.kind === 'var' || isOutermost(state)) moveOutside(node, state);
    walk.base.VariableDeclaration(node, state, go);
  },
};

// moveOutside makes a declaration assignments to variables declared outside.
function moveOutside(node, { rewriting, ancestors, outside }) {
  const { kind, declarations } = node;
  const inLoopHead = /^For(?:Of|In)Statement$/.test(ancestors[ancestors.length - 2].type);
  const several = declarations.length !== 1;
  if (inLoopHead) {
    rewriting.replace(node.start, node.start + kind.length + 1, kind === 'var' ? '' : 'void' + (several ? ' (' : ''));
  } else {
    rewriting.replace(node.start, node.start + kind.length, `void${several ? ' (' : ''}`);
    for (const declaration of declarations) {
      rewriting.before(declaration, '(');
      rewriting.after(declaration, declaration.init ? ')' : '=undefined)');
    }
    if (several) rewriting.after(declarations[declarations.length - 1], ')');
  }
  const names = declarations.flatMap(({ id }) => namesIn(id));
  if (names.length > 0) outside.push(`${kind === 'var' ? 'var' : 'let'} ${names.join(', ')}; `);
}

function namesIn(pattern) {
  switch (pattern?.type) {
    case 'Identifier': return [pattern.name];
    case 'ObjectPattern': return pattern.properties.flatMap(({ value, argument }) => namesIn(value || argument));
    case 'ArrayPattern': return pattern.elements.flatMap(namesIn);
    case 'AssignmentPattern': return namesIn(pattern.left);
    case 'RestElement': return namesIn(pattern.argument);
  }
  return [];
}

let tracking;

// visitors are the handlers, each keeping state.ancestors.
function visitors() {
  if (tracking) return tracking;
  tracking = {};
  for (const [type, base] of Object.entries(walk.base)) {
    const handle = handlers[type] ?? base;
    tracking[type] = (node, state, go) => {
      const { ancestors } = state;
      const isNew = node !== ancestors[ancestors.length - 1];
      if (isNew) ancestors.push(node);
      handle(node, state, go);
      if (isNew) ancestors.pop();
    };
  }
  return tracking;
}

module.exports = { wrapAwait };
