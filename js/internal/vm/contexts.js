'use strict';

// The contexts of node:vm. There is one set of built-ins for all of them: what
// a script makes in another context is an instance of the same classes.

const { compileInScope } = require('internal/binding/vm');

// The names that a context has by itself: the language's, not the host's.
const intrinsics = new Set([
  'AggregateError', 'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView',
  'Date', 'Error', 'EvalError', 'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function', 'Infinity',
  'Int16Array', 'Int32Array', 'Int8Array', 'Iterator', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise',
  'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol',
  'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray',
  'WeakMap', 'WeakRef', 'WeakSet', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape',
  'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape',
]);

const contexts = new WeakMap(); // the Scope of each object that is a context

const unset = Symbol('unset'); // the value of a variable before its declaration is run

// Names that code in a scope asks for by itself, or that are the engine's: see
// compileInScope.
const ownPrefix = 'gonet:';
const thisName = 'gonet:this';
const typeofPrefix = 'gonet:typeof:';

// A Scope is what a script in a context looks names up in: what scripts have
// declared by let, const and class, then the context's object, then the
// intrinsics. The proxy has every name, so that none reaches the scopes around
// it.
class Scope {
  lexical = new Map(); // name -> { value, constant }
  proxy;
  strictProxy; // for code in strict mode
  #asked; // the name whose type is asked for
  #traps = {
    has: () => true,
    get: (target, name) => this.#get(target, name),
    set: (target, name, value) => this.#set(target, name, value),
  };

  constructor(context) {
    this.proxy = new Proxy(context, this.#traps);
    const set = (target, name, value) => {
      if (!this.lexical.has(name) && !(name in target) && !intrinsics.has(name))
        throw fail(ReferenceError, `${name} is not defined`, set);
      return this.#set(target, name, value);
    };
    this.strictProxy = new Proxy(context, { ...this.#traps, set });
  }

  #get(target, name) {
    const asked = this.#asked;
    this.#asked = undefined;
    if (name === Symbol.unscopables) {
      this.#asked = asked;
      return undefined;
    }
    const variable = this.lexical.get(name);
    if (variable !== undefined) {
      if (variable.value !== unset) return variable.value;
      throw fail(ReferenceError, `Cannot access '${name}' before initialization`, this.#traps.get);
    }
    if (name in target) return target[name];
    if (name === 'globalThis' || name === thisName) return target;
    if (name.startsWith(typeofPrefix)) this.#asked = name.slice(typeofPrefix.length);
    else if (intrinsics.has(name) || name.startsWith(ownPrefix)) return globalThis[name];
    else if (name !== asked) throw fail(ReferenceError, `${name} is not defined`, this.#traps.get);
  }

  #set(target, name, value) {
    const variable = this.lexical.get(name);
    if (variable === undefined) return Reflect.set(target, name, value);
    if (variable.constant && variable.value !== unset)
      throw fail(TypeError, 'Assignment to constant variable.', this.#traps.set);
    variable.value = value;
    return true;
  }

  // Makes the names that a script declares, or throws if one is taken.
  declare(context, { lexical, constant, variables }) {
    const taken = [...lexical, ...variables].find((name) => this.lexical.has(name));
    if (taken !== undefined) throw new SyntaxError(`Identifier '${taken}' has already been declared`);
    for (const name of lexical) this.lexical.set(name, { value: unset, constant: constant.includes(name) });
    for (const name of variables) if (!(name in context)) context[name] = undefined;
  }
}

// fail makes an error that seems to come from what the trap was called for.
function fail(Class, message, trap) {
  const err = new Class(message);
  Error.captureStackTrace(err, trap);
  return err;
}

function makeContext(object) {
  if (!contexts.has(object)) contexts.set(object, new Scope(object));
}

function isContext(object) {
  return contexts.has(object);
}

// lexicalNames are what scripts have declared in a context by let, const and
// class.
function lexicalNames(context) {
  return [...contexts.get(context).lexical.keys()];
}

// compileFor returns the function that runs code in a context.
function compileFor(code, filename, base) {
  const run = compileInScope(code, filename, base);
  return (context) => {
    const scope = contexts.get(context);
    scope.declare(context, run);
    return run(run.strict ? scope.strictProxy : scope.proxy);
  };
}

module.exports = { compileFor, intrinsics, isContext, lexicalNames, makeContext };
