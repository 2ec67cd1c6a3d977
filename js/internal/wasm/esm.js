'use strict';

// WebAssembly as ES modules
// (https://webassembly.github.io/esm-integration/js-api).

const WebAssembly = require('internal/wasm');
const { fileURLToPath } = require('url');

const { LinkError, Module, Instance, Global } = WebAssembly;
const { emitWarning } = process;

// The exports of instances as they are, by the namespaces that show them.
const instances = new WeakMap();

let warned = false;

function warn() {
  if (warned) return;
  warned = true;
  emitWarning('Importing WebAssembly module instances is an experimental feature and might change at any time',
              'ExperimentalWarning');
}

// Compiles the module at url.
function compile(source, url) {
  try {
    return new Module(source, { builtins: ['js-string'], importedStringConstants: 'wasm:js/string-constants' });
  } catch (err) {
    err.message = `${url.startsWith('file:') ? fileURLToPath(url) : url}: ${err.message}`;
    throw err;
  }
}

// The beginnings of names that the specification keeps to itself. The builtins
// for strings, which a module may import from, begin with the first.
const isReserved = (name) => name.startsWith('wasm:') || name.startsWith('wasm-js:');

// Returns the specifiers that module imports from and the names that it exports.
function describe(module, url) {
  const requests = new Set();
  for (const { module: from, name } of Module.imports(module)) {
    if (from.startsWith('wasm-js:')) throw new LinkError(`Invalid Wasm import "${from}" in ${url}`);
    if (isReserved(name)) throw new LinkError(`Invalid Wasm import name "${name}" in ${url}`);
    requests.add(from);
  }
  const names = Module.exports(module).map(({ name }) => {
    if (isReserved(name)) throw new LinkError(`Invalid Wasm export name "${name}" in ${url}`);
    return name;
  });
  warn();
  return { requests: [...requests], names };
}

// Makes the instance whose exports namespace shows, out of the namespaces that
// it imports from.
function instantiate(module, requests, namespaces, namespace) {
  const imports = { __proto__: null };
  for (const from of requests) imports[from] = { __proto__: null };
  for (const { module: from, name, kind } of Module.imports(module)) {
    const shown = namespaces[requests.indexOf(from)];
    const given = kind === 'global' ? instances.get(shown) ?? shown : shown;
    imports[from][name] = given[name];
  }
  const { exports } = new Instance(module, imports);
  instances.set(namespace, exports);
  const values = { __proto__: null };
  for (const name of Object.keys(exports)) values[name] = valueOf(exports[name]);
  return values;
}

// A global shows as its value, undefined if JavaScript has none for it.
function valueOf(exported) {
  if (!(exported instanceof Global)) return exported;
  try {
    return exported.value;
  } catch {
    return undefined;
  }
}

module.exports = { compile, describe, instantiate };
