'use strict';

// node:vm. There is one set of built-ins for all contexts: what a script makes
// in another context is an instance of the same classes. In a context, typeof
// of a name that is not there throws as reading it does, and declarations with
// let, const, class and function last as long as the script runs.

const { compileScript } = require('internal/binding/vm');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { missingFunctions } = require('internal/unavailable');
const {
  validateArray, validateBoolean, validateBuffer, validateInt32, validateObject, validateString, validateStringArray,
  validateUint32,
} = require('internal/validators');

const runners = new WeakMap(); // what runs each Script

function checkSourceOptions({ filename, lineOffset, columnOffset, cachedData, produceCachedData }) {
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
}

const sourceDefaults = { lineOffset: 0, columnOffset: 0, produceCachedData: false };

function checkRunOptions(options = {}) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
}

class Script {
  #code;

  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const given = { ...sourceDefaults, filename: 'evalmachine.<anonymous>' };
    for (const key of ['filename', 'lineOffset', 'columnOffset', 'cachedData', 'produceCachedData'])
      if (options[key] !== undefined) given[key] = options[key];
    checkSourceOptions(given);
    this.#code = code;
    runners.set(this, compileScript(code, given.filename));
  }

  runInContext(context, options) {
    checkContext(context);
    checkRunOptions(options);
    return evaluate(scopeOf(context), this.#code);
  }

  runInNewContext(sandbox, options) {
    return this.runInContext(createContext(sandbox), options);
  }

  runInThisContext(options) {
    checkRunOptions(options);
    return runners.get(this)();
  }
}

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

const contexts = new WeakMap(); // the scope of each object that is a context

// A scope is what `with` looks names up in: the context's object, then the
// intrinsics. It has every name, so that none reaches the scopes around it.
function scopeOf(context) {
  return contexts.get(context);
}

function makeScope(context) {
  return new Proxy(context, {
    has: () => true,
    get(target, name) {
      if (name === Symbol.unscopables) return undefined;
      if (name in target) return target[name];
      if (name === 'globalThis') return target;
      if (intrinsics.has(name)) return globalThis[name];
      throw new ReferenceError(`${String(name)} is not defined`);
    },
  });
}

// Sloppy, as `with` must be. The scope hides every name around it, so that the
// code comes by `this`, which is no name.
const enter = new Function('with (this.scope) { return eval(this.code) }');

function evaluate(scope, code) {
  return enter.call({ scope, code });
}

function createContext(sandbox = {}, options = {}) {
  validateObject(sandbox, 'contextObject', { allowFunction: true });
  validateObject(options, 'options');
  if (!contexts.has(sandbox)) contexts.set(sandbox, makeScope(sandbox));
  return sandbox;
}

function checkContext(context) {
  validateObject(context, 'contextifiedObject');
  if (!contexts.has(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context);
}

function runInContext(code, context, options) {
  checkContext(context);
  return new Script(code, options).runInContext(context);
}

function runInNewContext(code, sandbox, options) {
  return new Script(code, options).runInNewContext(sandbox);
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext(typeof options === 'string' ? undefined : options);
}

function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const given = { ...sourceDefaults, filename: '', ...options };
  checkSourceOptions(given);
  const { contextExtensions = [] } = options;
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => validateObject(extension, `options.contextExtensions[${i}]`));
  return compileScript(`(function (${(params ?? []).join(', ')}) {${code}\n})`, given.filename)();
}
Object.defineProperty(compileFunction, 'length', { __proto__: null, configurable: true, value: 2 });

function isContext(object) {
  if (object === null || typeof object !== 'object') throw new ERR_INVALID_ARG_TYPE('object', 'Object', object);
  return contexts.has(object);
}

module.exports = {
  Script,
  createScript: (code, options) => new Script(code, options),
  runInThisContext,
  isContext,
  compileFunction,
  createContext,
  runInContext,
  runInNewContext,
  ...missingFunctions('vm', { measureMemory: 0 }),
  constants: Object.freeze({
    __proto__: null,
    USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
    DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
  }),
};
