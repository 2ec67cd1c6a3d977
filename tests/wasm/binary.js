'use strict';
// Writes modules of WebAssembly: module({ types, imports, funcs ... }) gives the
// bytes, each list an array of items, each item an array of bytes.

const ids = {
  types: 1, imports: 2, funcs: 3, tables: 4, memories: 5, globals: 6, exports: 7, start: 8, elements: 9, code: 10,
  data: 11,
};

const i32 = 0x7f;
const i64 = 0x7e;
const f32 = 0x7d;
const f64 = 0x7c;
const funcref = 0x70;
const externref = 0x6f;

function uleb(n) {
  const bytes = [];
  do {
    bytes.push(n > 127 ? n % 128 + 128 : n);
    n = Math.floor(n / 128);
  } while (n > 0);
  return bytes;
}

const text = (s) => [...uleb(Buffer.byteLength(s)), ...Buffer.from(s)];
const sized = (bytes) => [...uleb(bytes.length), ...bytes];
const list = (items) => [...uleb(items.length), ...items.flat()];

function binary(sections, customs = {}) {
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  for (const [name, id] of Object.entries(ids)) {
    if (sections[name] === undefined) continue;
    const body = name === 'start' ? [sections.start] : list(sections[name]);
    bytes.push(id, ...sized(body));
  }
  for (const [name, data] of Object.entries(customs)) bytes.push(0, ...sized([...text(name), ...data]));
  return new Uint8Array(bytes);
}

// The kinds of imports and exports.
const kinds = { func: 0, table: 1, memory: 2, global: 3 };

const type = (params, results) => [0x60, ...list(params.map((p) => [p])), ...list(results.map((r) => [r]))];
const imported = (from, name, kind, ...description) => [...text(from), ...text(name), kinds[kind], ...description];
const exported = (name, kind, index) => [...text(name), kinds[kind], ...uleb(index)];
const code = (...body) => sized([0, ...body, 0x0b]);
const limits = (min, max) => (max === undefined ? [0, ...uleb(min)] : [1, ...uleb(min), ...uleb(max)]);
const table = (element, min, max) => [element, ...limits(min, max)];
const global = (valueType, mutable, ...init) => [valueType, mutable ? 1 : 0, ...init, 0x0b];

// An instance of a module with the one function body, exported as f.
function single(params, results, ...body) {
  const bytes = binary({
    types: [type(params, results)], funcs: [[0]], exports: [exported('f', 'func', 0)], code: [code(...body)],
  });
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f;
}

module.exports = {
  code, exported, externref, f32, f64, funcref, global, i32, i64, imported, limits, module: binary, single, table, text, type,
};
