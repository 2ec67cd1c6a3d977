'use strict';

// The objects that a REPL's code has as its global one.

const { Console } = require('console');
const Module = require('module');
const path = require('path');
const vm = require('vm');
const { intrinsics } = require('internal/vm/context');

let builtins = Module.builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));

const builtinLibs = {
  get() { return builtins; },
  set(list) { builtins = list; },
};

// folder is what relative names are looked up from.
function folder() {
  try {
    return process.cwd();
  } catch {
    return path.dirname(process.execPath); // the working folder is gone
  }
}

function hidden(value) {
  return { __proto__: null, configurable: true, writable: true, value };
}

function makeContext(repl) {
  const context = repl.useGlobal ? globalThis : isolated(repl.output);
  const module = new Module('<repl>');
  const file = path.resolve(folder(), 'repl');
  module.paths = Module._nodeModulePaths(file).concat(Module.globalPaths);
  const require = Module.createRequire(file);
  Object.defineProperty(context, 'module', hidden(module));
  Object.defineProperty(context, 'require', hidden(makeRequire(module, require)));
  defineBuiltins(context, module);
  return context;
}

// A require whose parent is the REPL's module.
function makeRequire(module, inner) {
  function require(name) {
    return module.require(name);
  }
  return Object.assign(require, inner);
}

function isolated(output) {
  const context = vm.createContext({});
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (intrinsics.has(name) || name.startsWith('gonet:')) continue;
    Object.defineProperty(context, name, { __proto__: null, ...Object.getOwnPropertyDescriptor(globalThis, name) });
  }
  context.global = context;
  Object.defineProperty(context, 'globalThis', hidden(context));
  Object.defineProperty(context, 'console', hidden(new Console(output)));
  return context;
}

// defineBuiltins makes the built-in modules global, each loaded when it is
// named. One that is assigned to is a variable from then on.
function defineBuiltins(context, module) {
  for (const name of Module.builtinModules) {
    if (/^_|\/|^node:/.test(name) || Object.hasOwn(context, name)) continue;
    const define = (value) => {
      delete context[name];
      Object.defineProperty(context, name, { ...hidden(value), enumerable: false });
      return value;
    };
    const setReal = (value) => {
      delete context[name];
      context[name] = value;
    };
    Object.defineProperty(context, name, {
      __proto__: null, configurable: true, enumerable: false, get: () => define(module.require(name)), set: setReal,
    });
  }
}

module.exports = { makeContext, builtinLibs, folder };
