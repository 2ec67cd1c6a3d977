'use strict';

// Contexts of node:vm. There is one set of built-ins: a context is an object
// that stands for the global one while a script of the context, or a function
// made there, looks names up.

const { createJobs, createScope, defineHidden } = require('internal/binding/vm');

const { has } = Reflect;

// The names that a context has by itself: the language's, not the host's.
const intrinsicNames = [
  'AggregateError', 'Array', 'ArrayBuffer', 'AsyncDisposableStack', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array',
  'Boolean', 'DataView', 'Date', 'DisposableStack', 'Error', 'EvalError', 'FinalizationRegistry', 'Float16Array',
  'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON',
  'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set',
  'SharedArrayBuffer', 'String', 'SuppressedError', 'Symbol', 'SyntaxError', 'Temporal', 'TypeError', 'URIError', 'Uint16Array',
  'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WebAssembly', 'WeakMap', 'WeakRef', 'WeakSet', 'console', 'decodeURI',
  'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'globalThis', 'isFinite', 'isNaN', 'parseFloat',
  'parseInt', 'undefined', 'unescape',
];
const intrinsics = new Set(intrinsicNames);

function forbidden() {
  throw new EvalError('Code generation from strings disallowed for this context');
}

// propertyOf finds the descriptor of a property, wherever up the prototypes.
function propertyOf(object, name) {
  for (let o = object; o !== null; o = Object.getPrototypeOf(o)) {
    const descriptor = Object.getOwnPropertyDescriptor(o, name);
    if (descriptor !== undefined) return descriptor;
  }
}

// changed has the globals that are not the main context's.
function changedGlobals({ strings, wasm }) {
  const changed = {};
  if (!strings) changed.eval = changed.Function = forbidden;
  const defineLazily = (name, make) => {
    let value;
    Object.defineProperty(changed, name, { __proto__: null, get: () => (value ??= make()) });
  };
  defineLazily('console', () => require('internal/vm/console').makeConsole());
  if (!wasm) defineLazily('WebAssembly', () => require('internal/vm/wasm').withoutCode(WebAssembly));
  return changed;
}

class Context {
  #sandbox;
  #changed;

  // vanilla: the object is nothing but the context's global one.
  constructor(sandbox, { strings = true, wasm = true, ownJobs, vanilla }) {
    this.#sandbox = sandbox;
    this.#changed = changedGlobals({ strings, wasm });
    this.global = this.#makeGlobal();
    this.#changed.globalThis = this.global;
    const { scope, lexicalNames, provide } =
      createScope(sandbox, this.global, intrinsicNames, this.#changed, has, propertyOf, vanilla);
    this.jobs = ownJobs ? createJobs() : undefined; // of promises, that run when a script has
    this.scope = scope; // what names are looked up in
    this.lexicalNames = lexicalNames; // those that let, const and class have declared
    this.provide = provide; // makes a name of compiled code's known
  }

  // makeGlobal makes what scripts see as globalThis: the object, with the
  // intrinsics behind its own properties.
  #makeGlobal() {
    const sandbox = this.#sandbox;
    const changed = this.#changed;
    return new Proxy(sandbox, {
      __proto__: null,
      has: (target, name) => name in sandbox || intrinsics.has(name),
      get: (target, name) => {
        if (name in sandbox || !intrinsics.has(name)) {
          const value = sandbox[name];
          return value === sandbox ? this.global : value;
        }
        return Object.hasOwn(changed, name) ? changed[name] : globalThis[name];
      },
      set: (target, name, value) => Reflect.set(sandbox, name, value),
    });
  }
}

let imports = 0;

// importName makes a name for what import() calls in one script.
const importName = () => `gonet:import ${++imports}`;

const mayImport = (code) => code.includes('import');

// provideImport says what the import() calls of a script: in a context, or in
// the main one if there is none.
function provideImport(name, call, context) {
  if (context === undefined) defineHidden(name, call);
  else context.provide(name, call);
}

const contexts = new WeakMap(); // by the object, and by what its scripts see of it

// addContext makes an object a context, unless it is one.
function addContext(object, options) {
  if (contexts.has(object)) return;
  const context = new Context(object, options);
  contexts.set(object, context);
  contexts.set(context.global, context);
}

module.exports = {
  addContext,
  contextOf: (object) => contexts.get(object),
  importName,
  intrinsics,
  isContext: (object) => contexts.has(object),
  mayImport,
  provideImport,
};
