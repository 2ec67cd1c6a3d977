'use strict';

// The global WebAssembly, over the engine in internal/binding/wasm.

const { binding, hidden } = require('internal/wasm/define');
const { Instance, Module, checkImports, instantiate } = require('internal/wasm/module');
const { Global, Memory, Table } = require('internal/wasm/memory');
const errors = require('internal/wasm/exception');

const { CompileError, Exception, JSTag, LinkError, RuntimeError, Tag } = errors;

binding.setClasses({ CompileError, Exception, Global, Instance, LinkError, Memory, Module, RuntimeError, Table, Tag });

// Compiles off the loop on behalf of caller.
function compile(source, options, caller) {
  return new Promise((resolve, reject) => {
    if (!binding.isBufferSource(source)) throw new TypeError(`${caller}: Argument 0 must be a buffer source`);
    binding.compile(source, options, caller, resolve, reject);
  });
}

async function both(source, imports, options, caller) {
  const module = await compile(source, options, caller);
  return { module, instance: instantiate(module, imports, caller) };
}

const functions = {
  compile(source, options) { return compile(source, options, 'WebAssembly.compile()'); },
  validate(source, options) { return binding.validate(source, options, 'WebAssembly.validate()'); },
  instantiate(source, imports, options) {
    const caller = 'WebAssembly.instantiate()';
    return new Promise((resolve) => {
      const isModule = binding.isModule(source);
      if (!isModule && !binding.isBufferSource(source))
        throw new TypeError(`${caller}: Argument 0 must be a buffer source or a WebAssembly.Module object`);
      checkImports(imports, caller);
      resolve(isModule ? instantiate(source, imports, caller) : both(source, imports, options, caller));
    });
  },
};

const streaming = {
  compileStreaming(source, options) {
    const { bytesOf } = require('internal/wasm/streaming');
    return bytesOf(source).then((bytes) => compile(bytes, options, 'WebAssembly.compileStreaming()'));
  },
  instantiateStreaming(source, imports, options) {
    const caller = 'WebAssembly.instantiateStreaming()';
    return new Promise((resolve) => {
      checkImports(imports, caller);
      const { bytesOf } = require('internal/wasm/streaming');
      resolve(bytesOf(source).then((bytes) => both(bytes, imports, options, caller)));
    });
  },
};

const WebAssembly = {};
Object.assign(WebAssembly, functions);
for (const [name, value] of Object.entries({
  Module, Instance, Table, Memory, Global, Tag, JSTag, Exception, CompileError, LinkError, RuntimeError,
}))
  hidden(WebAssembly, name, value, true);
Object.assign(WebAssembly, streaming);
for (const name of Object.keys(WebAssembly)) hidden(WebAssembly[name], 'length', 1);
hidden(WebAssembly, Symbol.toStringTag, 'WebAssembly');

module.exports = WebAssembly;
