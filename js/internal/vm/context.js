'use strict';

// Contexts of node:vm. There is one set of built-ins: a context is an object
// that stands for the global one while a script of the context, or a function
// made there, looks names up.

const { defineHidden } = require('internal/binding/vm');

// The names that a context has by itself: the language's, not the host's.
const intrinsics = new Set([
  'AggregateError', 'Array', 'ArrayBuffer', 'AsyncDisposableStack', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array',
  'Boolean', 'DataView', 'Date', 'DisposableStack', 'Error', 'EvalError', 'FinalizationRegistry', 'Float16Array',
  'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON',
  'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set',
  'SharedArrayBuffer', 'String', 'SuppressedError', 'Symbol', 'SyntaxError', 'Temporal', 'TypeError', 'URIError', 'Uint16Array',
  'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WebAssembly', 'WeakMap', 'WeakRef', 'WeakSet', 'decodeURI',
  'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'globalThis', 'isFinite', 'isNaN', 'parseFloat',
  'parseInt', 'undefined', 'unescape',
]);

function forbidden() {
  throw new EvalError('Code generation from strings disallowed for this context');
}

// fail makes an error that seems to come from what called a function.
function fail(Class, message, called) {
  const error = new Class(message);
  Error.captureStackTrace(error, called);
  return error;
}

// use calls what reads or sets a let, const or class. It throws if that is too
// early, or if the value does not change.
function use(accessor, name, called, value) {
  try {
    return accessor(value);
  } catch (error) {
    if (error instanceof TypeError) throw fail(TypeError, error.message, called);
    throw fail(ReferenceError, `Cannot access '${name}' before initialization`, called);
  }
}

class Context {
  constructor(sandbox, { strings = true } = {}) {
    this.sandbox = sandbox;
    this.lexical = new Map(); // what let, const and class have declared: { get, set }
    this.declared = new Set(); // by var
    this.probing = undefined; // the name whose type is asked for
    this.strings = strings;
    this.imports = new Map(); // what import() calls in the scripts, by the name in the compiled script
    this.global = this.makeGlobal();
    this.special = new Map([
      ['gonet:this', this.global],
      ['gonet:var', (...names) => this.declare(names)],
      ['gonet:strict', (...names) => this.declareStrictly(names)],
      ['gonet:lexical', (name, get, set) => this.declareLexical(name, get, set)],
      ['gonet:own', (value) => (value === globalThis ? this.global : value)],
      ['gonet:probe', (name) => { this.probing = name; }],
      ['gonet:probed', (value) => {
        this.probing = undefined;
        return value;
      }],
    ]);
    this.scope = this.makeScope();
  }

  declare(names) {
    for (const name of names) {
      if (this.lexical.has(name)) throw new SyntaxError(`Identifier '${name}' has already been declared`);
      this.declared.add(name); // it becomes a property when it is set
    }
  }

  declareStrictly(names) {
    this.declare(names);
    for (const name of names) if (!(name in this.sandbox)) this.sandbox[name] = undefined;
  }

  declareLexical(name, get, set) {
    if (this.lexical.has(name)) throw new SyntaxError(`Identifier '${name}' has already been declared`);
    this.lexical.set(name, { get, set });
  }

  // seen is what scripts see of a value: not the object behind their global one.
  seen(value) {
    return value === this.sandbox ? this.global : value;
  }

  intrinsic(name) {
    if (name === 'globalThis') return this.global;
    if (!this.strings && (name === 'eval' || name === 'Function')) return forbidden;
    return globalThis[name];
  }

  // makeScope makes what names are looked up in. It has every name, so that none
  // reaches the scopes around.
  makeScope() {
    const { lexical, sandbox, special } = this;
    const traps = {
      __proto__: null,
      has: () => true,
      get: (target, name) => {
        if (name === Symbol.unscopables) return undefined;
        const probing = this.probing === name;
        this.probing = undefined;
        const declared = lexical.get(name);
        if (declared !== undefined) return use(declared.get, name, traps.get);
        if (name in sandbox) return this.seen(sandbox[name]);
        if (intrinsics.has(name)) return this.intrinsic(name);
        if (special.has(name)) return special.get(name);
        if (this.imports.has(name)) return this.imports.get(name);
        if (probing || this.declared.has(name)) return undefined;
        throw fail(ReferenceError, `${String(name)} is not defined`, traps.get);
      },
      set: (target, name, value) => {
        const declared = lexical.get(name);
        if (declared !== undefined) use(declared.set, name, traps.set, value);
        else Reflect.set(sandbox, name, value);
        return true;
      },
      deleteProperty: (target, name) => !lexical.has(name) && Reflect.deleteProperty(sandbox, name),
    };
    return new Proxy(sandbox, traps);
  }

  // makeGlobal makes what scripts see as globalThis: the object, with the
  // intrinsics behind its own properties.
  makeGlobal() {
    const { sandbox } = this;
    return new Proxy(sandbox, {
      __proto__: null,
      has: (target, name) => name in sandbox || intrinsics.has(name),
      get: (target, name) => {
        if (name in sandbox || !intrinsics.has(name)) return this.seen(sandbox[name]);
        return this.intrinsic(name);
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
  else context.imports.set(name, call);
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
