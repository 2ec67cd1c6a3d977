'use strict';

// WebAssembly.Memory, Table and Global.

const { binding, defineClass, hidden, isObject, limits, toUint32 } = require('internal/wasm/define');

const mostPages = 65_536;
const mostElements = 10_000_000;
const notFunction = 'function-typed object must be null (if nullable) or a Wasm function object';

const Memory = defineClass('Memory', 1, function(descriptor) {
  const caller = 'WebAssembly.Memory()';
  if (!isObject(descriptor)) throw new TypeError(`${caller}: Argument 0 must be a memory descriptor`);
  const { initial, maximum } = limits(descriptor, caller, mostPages, mostPages);
  const shared = Boolean(descriptor.shared);
  if (shared && maximum === undefined)
    throw new TypeError(`${caller}: If shared is true, maximum property should be defined.`);
  if (!binding.newMemory(this, initial, maximum, shared)) throw new RangeError(`${caller}: could not allocate memory`);
}, {
  grow(delta) {
    const caller = 'WebAssembly.Memory.grow()';
    binding.checkMemory(this, caller);
    return binding.memoryGrow(this, toUint32(delta, caller, 'Argument 0'), caller);
  },
  get buffer() { return binding.memoryBuffer(this, 'WebAssembly.Memory.buffer'); },
  toFixedLengthBuffer() { return binding.memoryBuffer(this, 'WebAssembly.Memory.toFixedLengthBuffer()'); },
});

const Table = defineClass('Table', 1, function(descriptor, value) {
  const caller = 'WebAssembly.Table()';
  if (!isObject(descriptor)) throw new TypeError(`${caller}: Argument 0 must be a table descriptor`);
  const element = String(descriptor.element);
  if (element !== 'anyfunc' && element !== 'externref')
    throw new TypeError(`${caller}: Descriptor property 'element' must be a WebAssembly reference type`);
  const { initial, maximum } = limits(descriptor, caller, mostElements, 0xffffffff);
  if (arguments.length < 2 || value === undefined) value = element === 'anyfunc' ? null : undefined;
  checkElement(element, value, caller, 'Argument 1 is invalid');
  binding.newTable(this, element, initial, maximum);
  if (value !== null)
    for (let i = 0; i < initial; i++) binding.tableSet(this, i, value, caller);
}, {
  get length() { return binding.tableLength(this, undefined, undefined, 'WebAssembly.Table.length'); },
  grow(delta, value) {
    const caller = 'WebAssembly.Table.grow()';
    const element = elementOf(this, caller);
    delta = toUint32(delta, caller, 'Argument 0');
    if (arguments.length < 2 || value === undefined) value = element === 'anyfunc' ? null : undefined;
    checkElement(element, value, caller, 'Argument 1 is invalid');
    const before = binding.tableGrow(this, delta, value, caller);
    if (before < 0) throw new RangeError(`${caller}: failed to grow table by ${delta}`);
    return before;
  },
  set(index, value) {
    const caller = 'WebAssembly.Table.set()';
    const element = elementOf(this, caller);
    index = address(this, index, caller);
    if (arguments.length < 2) value = element === 'anyfunc' ? null : undefined;
    checkElement(element, value, caller, 'Argument 1 is invalid for table');
    binding.tableSet(this, index, value, caller);
  },
  get(index) {
    const caller = 'WebAssembly.Table.get()';
    elementOf(this, caller);
    return binding.tableGet(this, address(this, index, caller), undefined, caller);
  },
});
for (const name of ['grow', 'set', 'get']) hidden(Table.prototype[name], 'length', 1);

function elementOf(table, caller) {
  return binding.tableElement(table, undefined, undefined, caller) === 'funcref' ? 'anyfunc' : 'externref';
}

function address(table, index, caller) {
  index = toUint32(index, caller, 'Argument 0');
  const length = binding.tableLength(table, undefined, undefined, caller);
  if (index < length) return index;
  const type = binding.tableElement(table, undefined, undefined, caller);
  throw new RangeError(`${caller}: invalid address ${index} in ${type} table of size ${length}`);
}

function checkElement(element, value, caller, what) {
  if (element === 'anyfunc' && value !== null && !binding.isFunction(value))
    throw new TypeError(`${caller}: ${what}: ${notFunction}`);
}

const defaults = { i32: 0, i64: 0n, f32: 0, f64: 0, externref: undefined, anyfunc: null };

const Global = defineClass('Global', 1, function(descriptor, value) {
  const caller = 'WebAssembly.Global()';
  if (!isObject(descriptor)) throw new TypeError(`${caller}: Argument 0 must be a global descriptor`);
  const mutable = Boolean(descriptor.mutable);
  const type = String(descriptor.value);
  if (type === 'v128') throw new TypeError(`${caller}: A global of type 'v128' cannot be created in JavaScript`);
  if (!Object.hasOwn(defaults, type))
    throw new TypeError(`${caller}: Descriptor property 'value' must be a WebAssembly type`);
  if (value === undefined) value = defaults[type];
  if (type === 'anyfunc' && value !== null && !binding.isFunction(value))
    throw new TypeError(`${caller}: ${notFunction}`);
  binding.newGlobal(this, type, mutable, value);
}, {
  valueOf() { return binding.globalGet(this, 'WebAssembly.Global.valueOf()'); },
  get value() { return binding.globalGet(this, 'get WebAssembly.Global.value)'); },
  set value(value) { binding.globalSet(this, value, 'set WebAssembly.Global.value)'); },
});

module.exports = { Global, Memory, Table };
