'use strict';

// node:vm. See internal/vm/contexts for what a context is. In one, typeof of a
// name that is not there throws as reading it does.

const { compileScript } = require('internal/binding/vm');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { compileFor, isContext: isContextified, makeContext } = require('internal/vm/contexts');
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
  #filename;

  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const given = { ...sourceDefaults, filename: 'evalmachine.<anonymous>' };
    for (const key of ['filename', 'lineOffset', 'columnOffset', 'cachedData', 'produceCachedData'])
      if (options[key] !== undefined) given[key] = options[key];
    checkSourceOptions(given);
    this.#code = code;
    this.#filename = given.filename;
    runners.set(this, compileScript(code, given.filename));
  }

  runInContext(context, options) {
    checkContext(context);
    checkRunOptions(options);
    return compileFor(this.#code, this.#filename)(context);
  }

  runInNewContext(sandbox, options) {
    return this.runInContext(createContext(sandbox), options);
  }

  runInThisContext(options) {
    checkRunOptions(options);
    return runners.get(this)();
  }
}

function createContext(sandbox = {}, options = {}) {
  validateObject(sandbox, 'contextObject', { allowFunction: true });
  validateObject(options, 'options');
  makeContext(sandbox);
  return sandbox;
}

function checkContext(context) {
  validateObject(context, 'contextifiedObject');
  if (!isContextified(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context);
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
  return isContextified(object);
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
