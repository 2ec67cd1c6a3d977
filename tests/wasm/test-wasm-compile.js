'use strict';
// Compiling off the loop, from bytes and from responses.
const common = require('../common');
const assert = require('node:assert');
const { code, exported, i32, imported, module: binary, type } = require('./binary');

const bytes = binary({
  types: [type([], [i32])], imports: [imported('m', 'f', 'func', 0)], funcs: [[0]],
  exports: [exported('g', 'func', 1)], code: [code(0x10, 0)],
});
const imports = { m: { f: () => 42 } };

async function main() {
  const module = await WebAssembly.compile(bytes);
  assert.ok(module instanceof WebAssembly.Module);
  const { module: again, instance } = await WebAssembly.instantiate(bytes, imports);
  assert.ok(again instanceof WebAssembly.Module && instance instanceof WebAssembly.Instance);
  assert.strictEqual(instance.exports.g(), 42);
  assert.strictEqual((await WebAssembly.instantiate(module, imports)).exports.g(), 42);

  // The bytes are taken at the time of the call.
  const copy = bytes.slice();
  const compiling = WebAssembly.compile(copy);
  copy.fill(0);
  assert.ok(await compiling);

  const rejects = (promise, name, message) => assert.rejects(promise, { name, message });
  await rejects(WebAssembly.compile(), 'TypeError', 'WebAssembly.compile(): Argument 0 must be a buffer source');
  await rejects(WebAssembly.compile(new Uint8Array(3)), 'CompileError', 'WebAssembly.compile(): expected 4 bytes, fell off end @+0');
  await rejects(WebAssembly.instantiate(5), 'TypeError',
                'WebAssembly.instantiate(): Argument 0 must be a buffer source or a WebAssembly.Module object');
  await rejects(WebAssembly.instantiate(bytes, 5), 'TypeError', 'WebAssembly.instantiate(): Argument 1 must be an object');
  await rejects(WebAssembly.instantiate(bytes, {}), 'TypeError',
                'WebAssembly.instantiate(): Import #0 "m": module is not an object or function');
  await rejects(WebAssembly.instantiate(bytes, { m: {} }), 'LinkError',
                'WebAssembly.instantiate(): Import #0 "m" "f": function import requires a callable');
  await rejects(WebAssembly.instantiate(new Uint8Array(3)), 'CompileError',
                'WebAssembly.instantiate(): expected 4 bytes, fell off end @+0');

  // Responses.
  const response = (init) => new Response(bytes, { headers: { 'content-type': 'application/wasm' }, ...init });
  assert.ok(await WebAssembly.compileStreaming(response()) instanceof WebAssembly.Module);
  const streamed = await WebAssembly.instantiateStreaming(Promise.resolve(response()), imports);
  assert.strictEqual(streamed.instance.exports.g(), 42);
  const code = 'ERR_WEBASSEMBLY_RESPONSE';
  await assert.rejects(WebAssembly.compileStreaming(response({ status: 404 })),
                       { name: 'TypeError', code, message: 'WebAssembly response has status code 404' });
  await assert.rejects(WebAssembly.compileStreaming(response({ headers: { 'content-type': 'text/plain' } })),
                       { code, message: "WebAssembly response has unsupported MIME type 'text/plain'" });
  const used = response();
  await used.arrayBuffer();
  await assert.rejects(WebAssembly.compileStreaming(used), { code, message: 'WebAssembly response body has already been used' });
  await assert.rejects(WebAssembly.compileStreaming(5), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(WebAssembly.compileStreaming(Promise.reject(new Error('mine'))), { message: 'mine' });
  await rejects(WebAssembly.instantiateStreaming(response(), 5), 'TypeError',
                'WebAssembly.instantiateStreaming(): Argument 1 must be an object');
}

main().then(common.mustCall());
