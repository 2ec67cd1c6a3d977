'use strict';

// node:vm. There is one set of built-ins for all contexts: what a script makes
// in another context is an instance of the same classes.

const {
  addContext, contextOf, importName, isContext: hasContext, mayImport, provideImport,
} = require('internal/vm/context');
const { compileContext, compileFunction: compileBody, compileScript, importFrom } = require('internal/binding/vm');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG },
} = require('internal/errors');
const { missingFunctions } = require('internal/unavailable');
const {
  kValidateObjectAllowNullable, kValidateObjectAllowObjects, validateArray, validateBoolean, validateBuffer, validateInt32,
  validateObject, validateOneOf, validateString, validateStringArray, validateUint32,
} = require('internal/validators');

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

function checkSourceOptions({ filename, lineOffset, columnOffset, cachedData, produceCachedData }) {
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
}

// given puts the source options of a call in place of the defaults.
function given(options, filename) {
  const all = { filename, lineOffset: 0, columnOffset: 0, produceCachedData: false };
  for (const key of ['filename', 'lineOffset', 'columnOffset', 'cachedData', 'produceCachedData', 'importModuleDynamically'])
    if (options[key] !== undefined) all[key] = options[key];
  checkSourceOptions(all);
  return all;
}

function readRunOptions(options = {}) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout, breakOnSigint, displayErrors };
}

let warned = false; // of USE_MAIN_CONTEXT_DEFAULT_LOADER

// importer makes what import() calls in the script filename. A callback would
// have to return one of the modules of --experimental-vm-modules, which are not
// there. Without it, files are found from the script's own place if its name is
// one, and from the working directory if not.
function importer(callback, filename) {
  if (callback === constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    const load = importFrom(filename);
    return (...args) => {
      if (!warned) {
        warned = true;
        process.emitWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER is an experimental feature and might change at any time', 'ExperimentalWarning');
      }
      return load(...args);
    };
  }
  const Failure = typeof callback === 'function' ? ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG : ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING;
  return () => Promise.reject(new Failure());
}

// Compiled code is not kept: what stands for it says only what text it was.
function cacheOf(code) {
  const { createHash } = require('crypto');
  return Buffer.concat([Buffer.from('gonet vm\n'), createHash('sha256').update(code).digest()]);
}

// noteCache says on an object what became of the options about cached data.
function noteCache(object, code, { cachedData, produceCachedData }) {
  if (cachedData !== undefined) {
    const bytes = Buffer.from(cachedData.buffer, cachedData.byteOffset, cachedData.byteLength);
    object.cachedDataRejected = !cacheOf(code).equals(bytes);
  }
  if (produceCachedData) {
    object.cachedDataProduced = true;
    object.cachedData = cacheOf(code);
  }
}

const placed = new WeakSet(); // errors whose stack shows their place

// showPlace has the stack of an error that a script throws begin with the line
// that it comes from.
function showPlace(error, code, { filename, lineOffset, columnOffset }) {
  if (typeof error !== 'object' || error === null || typeof error.stack !== 'string' || placed.has(error)) return;
  const frame = /^ {4}at (?:.*\()?(.*):(\d+):(\d+)\)?$/m.exec(error.stack);
  if (frame === null || frame[1] !== filename) return;
  const line = Number(frame[2]) - Math.max(lineOffset, 0);
  const text = code.split('\n')[line - 1] ?? '';
  const column = Number(frame[3]) - (line === 1 ? Math.max(columnOffset, 0) : 0);
  // The frame says where the error was made, which is often where it is thrown.
  const thrown = text.lastIndexOf('throw ', column - 1);
  const caret = ' '.repeat(Math.max((thrown < 0 ? column : thrown + 1) - 1, 0));
  placed.add(error);
  error.stack = `${filename}:${frame[2]}\n${text}\n${caret}^\n\n${error.stack}`;
}

class Script {
  #code;
  #source;
  #import;
  #importName = importName();
  #run; // in the main context
  #runIn; // in another

  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const { importModuleDynamically } = options;
    this.#source = given(options, 'evalmachine.<anonymous>');
    this.#code = code;
    const { filename, lineOffset, columnOffset } = this.#source;
    this.#run = compileScript(code, filename, lineOffset, columnOffset, this.#importName);
    if (mayImport(code)) {
      this.#import = importer(importModuleDynamically, filename);
      provideImport(this.#importName, this.#import);
    }
    if (options.cachedData !== undefined || options.produceCachedData) noteCache(this, code, this.#source);
    this.sourceMapURL = this.#run.sourceMapURL;
  }

  runInContext(contextifiedObject, options = undefined) {
    checkContext(contextifiedObject);
    const { timeout, breakOnSigint, displayErrors } = readRunOptions(options);
    const context = contextOf(contextifiedObject);
    if (this.#runIn === undefined) {
      const { filename, lineOffset, columnOffset } = this.#source;
      this.#runIn = compileContext(this.#code, filename, lineOffset, columnOffset, this.#importName);
    }
    if (this.#import !== undefined) provideImport(this.#importName, this.#import, context);
    try {
      return this.#runIn(context.scope, timeout, breakOnSigint, context.jobs);
    } catch (error) {
      if (displayErrors) showPlace(error, this.#code, this.#source);
      throw error;
    }
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }

  runInThisContext(options) {
    const { timeout, breakOnSigint, displayErrors } = readRunOptions(options);
    try {
      return this.#run(timeout, breakOnSigint);
    } catch (error) {
      if (displayErrors) showPlace(error, this.#code, this.#source);
      throw error;
    }
  }

  createCachedData() {
    return cacheOf(this.#code);
  }
}

// contextOptions takes those options of runInNewContext that are the context's.
function contextOptions(options) {
  if (options === undefined || typeof options === 'string') return {};
  validateObject(options, 'options');
  const { contextName: name, contextOrigin: origin, contextCodeGeneration: codeGeneration, microtaskMode } = options;
  if (name !== undefined) validateString(name, 'options.contextName');
  if (origin !== undefined) validateString(origin, 'options.contextOrigin');
  if (codeGeneration !== undefined) checkCodeGeneration(codeGeneration, 'options.contextCodeGeneration');
  return { name, origin, codeGeneration, microtaskMode };
}

function checkCodeGeneration(codeGeneration, name) {
  validateObject(codeGeneration, name);
  const { strings = true, wasm = true } = codeGeneration;
  validateBoolean(strings, `${name}.strings`);
  validateBoolean(wasm, `${name}.wasm`);
}

let contextCount = 0;

function createContext(contextObject = {}, options = {}) {
  if (contextObject === constants.DONT_CONTEXTIFY) contextObject = undefined;
  else validateObject(contextObject, 'contextObject', kValidateObjectAllowObjects);
  if (contextObject !== undefined && hasContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name = `VM Context ${++contextCount}`, origin, codeGeneration, microtaskMode } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) checkCodeGeneration(codeGeneration, 'options.codeGeneration');
  if (microtaskMode !== undefined) validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const object = contextObject ?? {};
  addContext(object, { ...codeGeneration, ownJobs: microtaskMode === 'afterEvaluate', vanilla: contextObject === undefined });
  return contextObject === undefined ? contextOf(object).global : object;
}

function checkContext(context) {
  validateObject(context, 'contextifiedObject', kValidateObjectAllowObjects);
  if (!hasContext(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context);
}

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  checkContext(contextifiedObject);
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  if (typeof options === 'string') options = { filename: options };
  contextObject = createContext(contextObject, contextOptions(options));
  return createScript(code, options).runInContext(contextObject, options);
}

function runInThisContext(code, options) {
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const { filename = '', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false, importModuleDynamically } = options;
  const source = { filename, lineOffset, columnOffset, cachedData, produceCachedData };
  checkSourceOptions(source);
  const { contextExtensions = [], parsingContext } = options;
  if (parsingContext !== undefined && (parsingContext === null || typeof parsingContext !== 'object' || !hasContext(parsingContext)))
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowNullable));
  const context = parsingContext && contextOf(parsingContext);
  const name = importName();
  const kind = context ? 2 : contextExtensions.length > 0 ? 1 : 0;
  const make = compileBody(code, filename, lineOffset, columnOffset, name, params ?? [], kind);
  const fn = make(kind === 0 ? undefined : extend(context?.scope, contextExtensions));
  if (mayImport(code)) provideImport(name, importer(importModuleDynamically, filename), context);
  noteCache(fn, code, source);
  return fn;
}
Object.defineProperty(compileFunction, 'length', { __proto__: null, configurable: true, value: 2 });

// extend makes a scope that has the properties of extensions before its own.
function extend(scope, extensions) {
  const owner = (name) => extensions.findLast((extension) => name in extension) ?? scope;
  return new Proxy({}, {
    __proto__: null,
    has: (target, name) => owner(name) !== undefined,
    get: (target, name) => (name === Symbol.unscopables ? undefined : owner(name)[name]),
    set: (target, name, value) => Reflect.set(owner(name), name, value),
  });
}

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  return hasContext(object);
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  ...missingFunctions('vm', { measureMemory: 0 }),
  constants,
};
