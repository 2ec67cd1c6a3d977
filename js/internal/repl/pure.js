'use strict';

// Evaluates code that does nothing but give a value, for previews. The engine
// cannot be told to stop at what has effects, so that this walks the tree and
// gives up at whatever might run code of the user's.

const { parse } = require('internal/repl/acorn');
const { isObjectLiteral } = require('internal/repl/syntax');
const { isProxy } = require('internal/util/types');

// Thrown for what is not known to be pure.
class Impure extends Error {}

const isPrimitive = (value) => (typeof value !== 'object' && typeof value !== 'function') || value === null;

// The functions that only compute, if all they are given is primitive.
const pureFunctions = new Set([parseInt, parseFloat, isNaN, isFinite, Number, String, Boolean, BigInt, Array.isArray]);
const pureOwners = [Math, Number, String.prototype, Number.prototype, Boolean.prototype, BigInt.prototype];
for (const owner of pureOwners) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (name === 'constructor' || owner === Math && name === 'random') continue;
    const { value } = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof value === 'function') pureFunctions.add(value);
  }
}

// The getters of the language, which only look.
const pureGetters = new Set();
const typedArrays = Object.getPrototypeOf(Uint8Array.prototype);
for (const owner of [typedArrays, ArrayBuffer.prototype, DataView.prototype, Map.prototype, Set.prototype, RegExp.prototype, Symbol.prototype]) {
  for (const { get } of Object.values(Object.getOwnPropertyDescriptors(owner))) if (get) pureGetters.add(get);
}
// Those of Node's globals load what they are for.
for (const { get } of Object.values(Object.getOwnPropertyDescriptors(globalThis))) if (get) pureGetters.add(get);

function read(object, name) {
  if (object === null || object === undefined || !isPrimitive(name)) throw new Impure();
  for (let o = Object(object); o !== null; o = Object.getPrototypeOf(o)) {
    if (isProxy(o)) throw new Impure();
    const property = Object.getOwnPropertyDescriptor(o, name);
    if (property === undefined) continue;
    if (property.get === undefined) return property.value;
    if (!pureGetters.has(property.get)) throw new Impure();
    return Reflect.apply(property.get, object, []);
  }
}

function primitives(...values) {
  if (!values.every(isPrimitive)) throw new Impure();
  return values;
}

const unary = {
  '__proto__': null,
  '!': (a) => !a,
  'typeof': (a) => typeof a,
  'void': () => undefined,
  '-': (a) => -primitives(a)[0],
  '+': (a) => +primitives(a)[0],
  '~': (a) => ~primitives(a)[0],
};

const binary = {
  '__proto__': null,
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b,
  '**': (a, b) => a ** b, '<<': (a, b) => a << b, '>>': (a, b) => a >> b, '>>>': (a, b) => a >>> b,
  '&': (a, b) => a & b, '|': (a, b) => a | b, '^': (a, b) => a ^ b,
  '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
  '==': (a, b) => a == b, '!=': (a, b) => a != b, // eslint-disable-line eqeqeq
};

const logical = {
  '__proto__': null,
  '&&': (a, b) => a && b(),
  '||': (a, b) => a || b(),
  '??': (a, b) => a ?? b(),
};

// makeEvaluator returns a function of code. lookUp gives the value of a
// variable, or throws.
function makeEvaluator(lookUp) {
  const visit = (node) => {
    const evaluate = evaluators[node.type];
    if (evaluate === undefined) throw new Impure();
    return evaluate(node);
  };
  const nameOf = ({ computed, property }) => (computed ? visit(property) : property.name);
  const evaluators = {
    '__proto__': null,
    ChainExpression: ({ expression }) => visit(expression),
    Identifier: ({ name }) => lookUp(name),
    Literal: ({ value, regex }) => (regex ? new RegExp(regex.pattern, regex.flags) : value),
    TemplateLiteral: ({ quasis, expressions }) => quasis.map(({ value }, i) =>
      value.cooked + (i < expressions.length ? String(primitives(visit(expressions[i]))[0]) : '')).join(''),
    MemberExpression: ({ object, optional, ...rest }) => {
      const value = visit(object);
      return optional && (value === null || value === undefined) ? undefined : read(value, nameOf(rest));
    },
    UnaryExpression: ({ operator, argument }) => {
      if (unary[operator] === undefined) throw new Impure();
      return unary[operator](visit(argument));
    },
    BinaryExpression: ({ operator, left, right }) => {
      if (left.type === 'PrivateIdentifier') throw new Impure();
      const operands = [visit(left), visit(right)];
      if (operator === '===' || operator === '!==') return (operands[0] === operands[1]) === (operator === '===');
      if (binary[operator] === undefined) throw new Impure();
      return binary[operator](...primitives(...operands));
    },
    LogicalExpression: ({ operator, left, right }) => logical[operator](visit(left), () => visit(right)),
    ConditionalExpression: ({ test, consequent, alternate }) => visit(visit(test) ? consequent : alternate),
    ArrayExpression: ({ elements }) => elements.map((element) => {
      if (element === null) throw new Impure();
      return visit(element);
    }),
    ObjectExpression({ properties }) {
      const made = {};
      for (const { type, kind, computed, method, key, value } of properties) {
        if (type !== 'Property' || kind !== 'init' || computed || method || key.name === '__proto__') throw new Impure();
        made[key.name ?? key.value] = visit(value);
      }
      return made;
    },
    CallExpression({ callee, arguments: args }) {
      const isMethod = callee.type === 'MemberExpression';
      const object = isMethod ? visit(callee.object) : undefined;
      const called = isMethod ? read(object, nameOf(callee)) : visit(callee);
      if (!pureFunctions.has(called) || isMethod && !isPrimitive(object) && object !== Math && object !== Number) throw new Impure();
      return Reflect.apply(called, object, primitives(...args.map(visit)));
    },
  };

  // Returns { value }, or undefined if that is not to be had without effects.
  return (code) => {
    try {
      const { body } = parse(isObjectLiteral(code) ? `(${code})` : code);
      if (body.length !== 1 || body[0].type !== 'ExpressionStatement') return undefined;
      return { value: visit(body[0].expression) };
    } catch {
      return undefined; // not finished, not pure, or an error: there is nothing to show
    }
  };
}

module.exports = { Impure, makeEvaluator, read };
