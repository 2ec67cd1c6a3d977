'use strict';

// WebAssembly.Module and WebAssembly.Instance.

const { binding, defineClass, hidden, isObject } = require('internal/wasm/define');

const kModule = 'WebAssembly.Module()';
const kInstance = 'WebAssembly.Instance()';

function AbstractModuleSource() { throw new TypeError('Illegal invocation'); }

Object.defineProperty(AbstractModuleSource.prototype, Symbol.toStringTag, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get: { get [Symbol.toStringTag]() { return binding.isModule(this) ? 'WebAssembly.Module' : undefined; } }
    .__lookupGetter__(Symbol.toStringTag),
});

const Module = defineClass('Module', 1, function(source, options) {
  if (!binding.isBufferSource(source)) throw new TypeError(`${kModule}: Argument 0 must be a buffer source`);
  binding.newModule(this, source, options, kModule);
}, {}, {
  imports(module) { return binding.moduleImports(module, 'WebAssembly.Module.imports()'); },
  exports(module) { return binding.moduleExports(module, 'WebAssembly.Module.exports()'); },
  customSections(module, name) {
    const caller = 'WebAssembly.Module.customSections()';
    if (binding.isModule(module) && name === undefined) throw new TypeError(`${caller}: Argument 1 is required`);
    return binding.customSections(module, caller, String(name));
  },
}, {
  clone() {
    const copy = { __proto__: Module.prototype };
    binding.shareModule(copy, this);
    return copy;
  },
  pack() { return { data: binding.moduleSource(this), from: 'internal/wasm/module:unpack' }; },
});

// Compiles what another thread has sent, whose machine code belongs to it.
function unpack({ bytes, options }) {
  return new (require('internal/wasm').Module)(bytes, options);
}
Object.setPrototypeOf(Module, AbstractModuleSource);
Object.setPrototypeOf(Module.prototype, AbstractModuleSource.prototype);
hidden(Module.imports, 'length', 1);
hidden(Module.exports, 'length', 1);
hidden(Module.customSections, 'length', 2);

function checkImports(imports, caller) {
  if (imports !== undefined && !isObject(imports)) throw new TypeError(`${caller}: Argument 1 must be an object`);
}

const Instance = defineClass('Instance', 1, function(module, imports) {
  if (!binding.isModule(module)) throw new TypeError(`${kInstance}: Argument 0 must be a WebAssembly.Module`);
  checkImports(imports, kInstance);
  binding.newInstance(this, module, imports, kInstance);
}, {
  get exports() { return binding.instanceExports(this, 'WebAssembly.Instance.exports()'); },
});

// Makes an instance on behalf of caller.
function instantiate(module, imports, caller) {
  checkImports(imports, caller);
  const instance = { __proto__: Instance.prototype };
  binding.newInstance(instance, module, imports, caller);
  return instance;
}

module.exports = { Instance, Module, checkImports, instantiate, unpack };
