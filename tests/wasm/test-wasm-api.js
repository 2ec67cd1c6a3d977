'use strict';
// The namespace and its classes: what they are made of, and what they say to
// arguments that do not fit.
require('../common');
const assert = require('node:assert');
const util = require('node:util');
const { module: binary } = require('./binary');

const empty = new WebAssembly.Module(binary({}));
const rejects = (fn, name, message) => assert.throws(fn, { name, message });

assert.strictEqual(Object.prototype.toString.call(WebAssembly), '[object WebAssembly]');
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly').enumerable, false);
assert.deepStrictEqual(Object.keys(WebAssembly).slice(0, 5),
                       ['compile', 'validate', 'instantiate', 'compileStreaming', 'instantiateStreaming']);
for (const [name, members] of Object.entries({
  Module: [], Instance: ['exports'], Memory: ['grow', 'buffer'], Table: ['length', 'grow', 'set', 'get'],
  Global: ['valueOf', 'value'], Tag: [], Exception: ['getArg', 'is', 'stack'],
})) {
  const { prototype } = WebAssembly[name];
  for (const member of members) assert.ok(Object.keys(prototype).includes(member), `${name}.${member}`);
  assert.strictEqual(prototype[Symbol.toStringTag], `WebAssembly.${name}`);
  rejects(() => WebAssembly[name](), 'TypeError',
          `WebAssembly.${name}(): WebAssembly.${name} must be invoked with 'new'`);
}
assert.strictEqual(util.inspect(empty), 'WebAssembly.Module {}');

for (const name of ['CompileError', 'LinkError', 'RuntimeError']) {
  const err = new WebAssembly[name]('text', { cause: 1 });
  assert.ok(err instanceof Error && err instanceof WebAssembly[name]);
  assert.strictEqual(String(err), `${name}: text`);
  assert.strictEqual(err.cause, 1);
  assert.ok(WebAssembly[name]('x') instanceof WebAssembly[name]);
}

// Modules.
const source = 'WebAssembly.Module(): Argument 0 must be a buffer source';
rejects(() => new WebAssembly.Module(), 'TypeError', source);
rejects(() => new WebAssembly.Module('x'), 'TypeError', source);
for (const [bytes, message] of [
  [[], 'BufferSource argument is empty'],
  [[1, 2, 3, 4], 'expected magic word 00 61 73 6d, found 01 02 03 04 @+0'],
  [[0, 0x61], 'expected 4 bytes, fell off end @+0'],
  [[0, 0x61, 0x73, 0x6d], 'expected 4 bytes, fell off end @+4'],
  [[0, 0x61, 0x73, 0x6d, 2, 0, 0, 0], 'expected version 01 00 00 00, found 02 00 00 00 @+4'],
  [[...binary({}), 1], 'reached end while decoding section length @+9'],
  [[...binary({}), 1, 50],
   'section (code 1, "Type") extends past end of the module (length 50, remaining bytes 0) @+8'],
  [[...binary({}), 77, 0], 'unknown section code #0x4d @+10'],
]) {
  rejects(() => new WebAssembly.Module(new Uint8Array(bytes)), 'CompileError', `WebAssembly.Module(): ${message}`);
  assert.strictEqual(WebAssembly.validate(new Uint8Array(bytes)), false);
}
assert.strictEqual(WebAssembly.validate(binary({}).buffer), true);
assert.throws(() => WebAssembly.validate(new DataView(binary({}).buffer)), TypeError);
rejects(() => WebAssembly.validate(), 'TypeError', 'WebAssembly.validate(): Argument 0 must be a buffer source');
rejects(() => WebAssembly.Module.exports(1), 'TypeError',
        'WebAssembly.Module.exports(): Argument 0 must be a WebAssembly.Module');
rejects(() => WebAssembly.Module.customSections(empty), 'TypeError',
        'WebAssembly.Module.customSections(): Argument 1 is required');

// A module has no memory of the bytes that it was made of.
{
  const bytes = binary({}, { mark: [1, 2, 3] });
  const marked = new WebAssembly.Module(bytes);
  bytes.fill(0);
  const [section] = WebAssembly.Module.customSections(marked, 'mark');
  assert.deepStrictEqual(new Uint8Array(section), new Uint8Array([1, 2, 3]));
  assert.deepStrictEqual(WebAssembly.Module.customSections(marked, 'other'), []);
}

// Instances.
rejects(() => new WebAssembly.Instance(), 'TypeError',
        'WebAssembly.Instance(): Argument 0 must be a WebAssembly.Module');
rejects(() => new WebAssembly.Instance(empty, 1), 'TypeError',
        'WebAssembly.Instance(): Argument 1 must be an object');
rejects(() => WebAssembly.Instance.prototype.exports, 'TypeError',
        'WebAssembly.Instance.exports(): Receiver is not a WebAssembly.Instance');
{
  const { exports } = new WebAssembly.Instance(empty);
  assert.strictEqual(Object.getPrototypeOf(exports), null);
  assert.ok(Object.isFrozen(exports));
}

// Descriptors.
const memory = (descriptor) => () => new WebAssembly.Memory(descriptor);
rejects(memory(), 'TypeError', 'WebAssembly.Memory(): Argument 0 must be a memory descriptor');
rejects(memory({}), 'TypeError', "WebAssembly.Memory(): Property 'initial' is required");
rejects(memory({ initial: -1 }), 'TypeError', "WebAssembly.Memory(): Property 'initial' must be non-negative");
rejects(memory({ initial: 'x' }), 'TypeError',
        "WebAssembly.Memory(): Property 'initial' must be convertible to a valid number");
rejects(memory({ initial: 1e9 }), 'RangeError',
        "WebAssembly.Memory(): Property 'initial': value 1000000000 is above the upper bound 65536");
rejects(memory({ initial: 9, maximum: 5 }), 'RangeError',
        "WebAssembly.Memory(): Property 'maximum': value 5 is below the lower bound 9");
rejects(memory({ initial: 1, shared: true }), 'TypeError',
        'WebAssembly.Memory(): If shared is true, maximum property should be defined.');
const table = (...args) => () => new WebAssembly.Table(...args);
rejects(table(), 'TypeError', 'WebAssembly.Table(): Argument 0 must be a table descriptor');
rejects(table({ element: 'x', initial: 1 }), 'TypeError',
        "WebAssembly.Table(): Descriptor property 'element' must be a WebAssembly reference type");
rejects(table({ element: 'anyfunc', initial: 1e9 }), 'RangeError',
        "WebAssembly.Table(): Property 'initial': value 1000000000 is above the upper bound 10000000");
const global = (...args) => () => new WebAssembly.Global(...args);
rejects(global({ value: 'x' }), 'TypeError',
        "WebAssembly.Global(): Descriptor property 'value' must be a WebAssembly type");
rejects(global({ value: 'i64' }, 5), 'TypeError', 'Cannot convert 5 to a BigInt');
rejects(global({ value: 'v128' }), 'TypeError',
        "WebAssembly.Global(): A global of type 'v128' cannot be created in JavaScript");

// Tags and exceptions.
{
  const tag = new WebAssembly.Tag({ parameters: ['i32', 'f64'] });
  const thrown = new WebAssembly.Exception(tag, [1.5, '2.5']);
  assert.strictEqual(thrown.is(tag), true);
  assert.strictEqual(thrown.is(new WebAssembly.Tag({ parameters: [] })), false);
  assert.strictEqual(thrown.getArg(tag, 0), 1);
  assert.strictEqual(thrown.getArg(tag, 1), 2.5);
  assert.strictEqual(thrown.stack, undefined);
  assert.match(new WebAssembly.Exception(tag, [1, 2], { traceStack: true }).stack, /test-wasm-api/);
  rejects(() => thrown.getArg(tag, 2), 'RangeError', 'WebAssembly.Exception.getArg(): Index out of range');
  rejects(() => new WebAssembly.Exception(tag, [1]), 'TypeError',
          'WebAssembly.Exception(): Number of exception values does not match signature length');
  rejects(() => new WebAssembly.Tag({ parameters: ['i32', 'x'] }), 'TypeError',
          'WebAssembly.Tag(): Argument 0 parameter type at index #1 must be a value type');
}
