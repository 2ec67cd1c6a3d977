'use strict';
// A program for WASI writes to a descriptor that it is given, and exits.
require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const tree = require('../common/tree');
const { code, exported, i32, imported, limits, module: binary, type } = require('../wasm/binary');
const { WASI } = require('node:wasi');

const file = `${tree({ out: '' })}/out`;
const stdout = fs.openSync(file, 'w');
const wasi = new WASI({ version: 'preview1', stdout });
const from = 'wasi_snapshot_preview1';
assert.deepStrictEqual(Object.keys(wasi.getImportObject()), [from]);
assert.strictEqual(wasi.getImportObject()[from], wasi.wasiImport);
assert.throws(() => wasi.wasiImport.fd_write(1, 0, 0, 0), { code: 'ERR_WASI_NOT_STARTED' });

// The text stands at 16; at 0 is where it stands and how long it is.
const text = 'hello\n';
const data = (at, ...bytes) => [0, 0x41, at, 0x0b, bytes.length, ...bytes];
const instance = new WebAssembly.Instance(new WebAssembly.Module(binary({
  types: [type([i32, i32, i32, i32], [i32]), type([i32], []), type([], [])],
  imports: [imported(from, 'fd_write', 'func', 0), imported(from, 'proc_exit', 'func', 1)],
  funcs: [[2]], memories: [limits(1)],
  exports: [exported('memory', 'memory', 0), exported('_start', 'func', 2)],
  code: [code(0x41, 1, 0x41, 0, 0x41, 1, 0x41, 8, 0x10, 0, 0x1a, 0x41, 7, 0x10, 1, 0x00)],
  data: [data(0, 16, 0, 0, 0, text.length, 0, 0, 0), data(16, ...Buffer.from(text))],
})), wasi.getImportObject());
assert.strictEqual(wasi.start(instance), 7);
fs.closeSync(stdout);
assert.strictEqual(fs.readFileSync(file, 'utf8'), text);
assert.strictEqual(new DataView(instance.exports.memory.buffer).getUint32(8, true), text.length);
assert.throws(() => wasi.start(instance), { code: 'ERR_WASI_ALREADY_STARTED' });
assert.throws(() => new WASI({ version: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new WASI({ version: 'preview1', preopens: { '/a': `${file}.nothing` } }), { code: 'UVWASI_ENOENT' });
assert.throws(() => new WASI({ version: 'preview1', preopens: { '/a': file } }), { code: 'UVWASI_ENOTDIR' });
