'use strict';

// node:wasi: WASI preview 1 over the engine's.

const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_VALUE, ERR_WASI_ALREADY_STARTED, ERR_WASI_NOT_STARTED },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUndefined,
} = require('internal/validators');
const fs = require('fs');

process.emitWarning('WASI is an experimental feature and might change at any time', 'ExperimentalWarning');

// What proc_exit throws to leave the code that has called it.
const exit = Symbol('exit');

const moduleNames = { preview1: 'wasi_snapshot_preview1', unstable: 'wasi_unstable' };

function readDescriptor(fd, buffer) { return fs.readSync(fd, new Uint8Array(buffer)); }
function writeDescriptor(fd, buffer) { return fs.writeSync(fd, new Uint8Array(buffer)); }

// The code of what is wrong with a folder, if anything.
function folderError(name) {
  try {
    return fs.statSync(name).isDirectory() ? undefined : 'UVWASI_ENOTDIR';
  } catch (err) {
    return `UVWASI_${err.code}`;
  }
}

// Checks options and returns them as the engine's settings.
function settingsOf({ args, env, preopens, stdin = 0, stdout = 1, stderr = 2 }) {
  if (args !== undefined) validateArray(args, 'options.args');
  if (env !== undefined) validateObject(env, 'options.env');
  if (preopens !== undefined) validateObject(preopens, 'options.preopens');
  for (const [name, fd] of Object.entries({ stdin, stdout, stderr })) validateInt32(fd, `options.${name}`, 0);
  const pairs = (object) => Object.entries(object ?? {}).filter(([, value]) => value !== undefined).flat().map(String);
  const folders = pairs(preopens);
  for (let i = 1; i < folders.length; i += 2) {
    const code = folderError(folders[i]);
    if (code) throw Object.assign(new Error(`${code}, uvwasi_init`), { code, syscall: 'uvwasi_init' });
  }
  return {
    args: (args ?? []).map(String), env: pairs(env), preopens: folders, stdin, stdout, stderr,
    read: readDescriptor, write: writeDescriptor,
  };
}

class WASI {
  #moduleName;
  #settings;
  #functions;
  #exitCode = 0;

  constructor(options = {}) {
    validateObject(options, 'options');
    validateString(options.version, 'options.version');
    const { version, returnOnExit = true } = options;
    if (!Object.hasOwn(moduleNames, version))
      throw new ERR_INVALID_ARG_VALUE('options.version', version, 'unsupported WASI version');
    if (version === 'unstable') throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('WASI of version unstable');
    this.#moduleName = moduleNames[version];
    this.#settings = settingsOf(options);
    validateBoolean(returnOnExit, 'options.returnOnExit');
    this.wasiImport = this.#imports(returnOnExit);
  }

  // The functions that a module imports. They work once there is a memory.
  #imports(returnOnExit) {
    const functions = {};
    for (const [name, length] of Object.entries(binding().wasiFunctions())) {
      const { [name]: run } = {
        [name]: (...args) => {
          if (this.#functions === undefined) throw new ERR_WASI_NOT_STARTED();
          return this.#functions[name](...args);
        },
      };
      Object.defineProperty(run, 'length', { __proto__: null, configurable: true, value: length });
      functions[name] = run;
    }
    functions.proc_exit = returnOnExit ? (code) => {
      this.#exitCode = code;
      throw exit;
    } : (code) => process.exit(code);
    return functions;
  }

  finalizeBindings(instance, { memory = instance?.exports?.memory } = {}) {
    if (this.#functions !== undefined) throw new ERR_WASI_ALREADY_STARTED();
    validateObject(instance, 'instance');
    validateObject(instance.exports, 'instance.exports');
    if (!binding().isMemory(memory)) {
      throw Object.assign(new TypeError('"instance.exports.memory" property must be a WebAssembly.Memory object'),
                          { code: 'ERR_INVALID_ARG_TYPE' });
    }
    this.#functions = binding().newWASI(memory, this.#settings);
  }

  start(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = instance.exports;
    validateFunction(_start, 'instance.exports._start');
    validateUndefined(_initialize, 'instance.exports._initialize');
    try {
      _start();
    } catch (err) {
      if (err !== exit) throw err;
    }
    return this.#exitCode;
  }

  initialize(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = instance.exports;
    validateUndefined(_start, 'instance.exports._start');
    if (_initialize === undefined) return;
    validateFunction(_initialize, 'instance.exports._initialize');
    _initialize();
  }

  getImportObject() { return { [this.#moduleName]: this.wasiImport }; }
}

// The engine is made with the first WASI.
function binding() {
  require('internal/wasm');
  return require('internal/binding/wasm');
}

module.exports = { WASI };
