'use strict';

// WebAssembly for contexts that may not make code of it.

function withoutCode(wasm) {
  const fail = (name) => new wasm.CompileError(`WebAssembly.${name}(): Wasm code generation disallowed by embedder`);
  const made = Object.create(Object.getPrototypeOf(wasm), Object.getOwnPropertyDescriptors(wasm));
  const define = (name, value) =>
    Object.defineProperty(made, name, { ...Object.getOwnPropertyDescriptor(wasm, name), value });
  define('Module', new Proxy(wasm.Module, { __proto__: null, construct() { throw fail('Module'); } }));
  for (const name of ['compile', 'compileStreaming', 'instantiateStreaming'])
    define(name, { async [name]() { throw fail(name); } }[name]);
  define('instantiate', async function instantiate(source, imports) {
    if (source instanceof wasm.Module) return wasm.instantiate(source, imports);
    throw fail('instantiate');
  });
  return made;
}

module.exports = { withoutCode };
