'use strict';

// WebAssembly.Tag and Exception, and the classes of errors.

const { binding, defineClass, hidden, isObject, toUint32 } = require('internal/wasm/define');

const Tag = defineClass('Tag', 1, function(type) {
  const caller = 'WebAssembly.Tag()';
  if (!isObject(type)) throw new TypeError(`${caller}: Argument 0 must be a tag type`);
  const { parameters } = type;
  if (!isObject(parameters)) throw new TypeError(`${caller}: Argument 0 must be a tag type with 'parameters'`);
  const list = Array.from(parameters, String);
  if (binding.newTag(this, list)) return;
  const wrong = list.findIndex((name) => !binding.newTag({}, [name]));
  throw new TypeError(`${caller}: Argument 0 parameter type at index #${wrong} must be a value type`);
}, {});

const JSTag = new Tag({ parameters: ['externref'] });

const states = new WeakMap();

function stateOf(exception, caller) {
  const state = states.get(exception);
  if (state === undefined) throw new TypeError(`${caller}: Receiver is not a WebAssembly.Exception`);
  return state;
}

function checkTag(tag, caller) {
  if (!binding.isTag(tag)) throw new TypeError(`${caller}: Argument 0 must be a WebAssembly tag`);
}

const Exception = defineClass('Exception', 2, function(tag, payload, options) {
  const caller = 'WebAssembly.Exception()';
  checkTag(tag, caller);
  if (tag === JSTag) throw new TypeError(`${caller}: Argument 0 cannot be WebAssembly.JSTag`);
  if (!isObject(payload) || typeof payload[Symbol.iterator] !== 'function')
    throw new TypeError(`${caller}: Exception values must be an iterable object`);
  const values = [...payload];
  if (values.length !== binding.tagLength(tag))
    throw new TypeError(`${caller}: Number of exception values does not match signature length`);
  const state = { tag, values: binding.convert(tag, values), stack: undefined };
  if (isObject(options) && options.traceStack) {
    const holder = {};
    Error.captureStackTrace(holder, Exception);
    state.stack = holder.stack;
  }
  states.set(this, state);
}, {
  getArg(tag, index) {
    const caller = 'WebAssembly.Exception.getArg()';
    const state = stateOf(this, caller);
    checkTag(tag, caller);
    index = toUint32(index, caller, 'Index');
    if (state.tag !== tag) throw new TypeError(`${caller}: First argument does not match the exception tag`);
    if (index >= state.values.length) throw new RangeError(`${caller}: Index out of range`);
    return state.values[index];
  },
  is(tag) {
    const state = stateOf(this, 'WebAssembly.Exception.is()');
    checkTag(tag, 'WebAssembly.Exception.is()');
    return state.tag === tag;
  },
  get stack() { return states.get(this)?.stack; },
});

// Makes a class of errors as those of the language are.
function defineError(name) {
  const makers = {
    [name]: function(message, options) {
      return Reflect.construct(Error, message === undefined ? [] : [message, options], new.target ?? made);
    },
  };
  const made = makers[name];
  hidden(made, 'length', 1);
  Object.setPrototypeOf(made, Error);
  made.prototype = Object.create(Error.prototype);
  hidden(made.prototype, 'constructor', made, true);
  hidden(made.prototype, 'name', name, true);
  hidden(made.prototype, 'message', '', true);
  Object.defineProperty(made, 'prototype', { __proto__: null, enumerable: false, writable: false });
  return made;
}

module.exports = {
  CompileError: defineError('CompileError'), Exception, JSTag, LinkError: defineError('LinkError'),
  RuntimeError: defineError('RuntimeError'), Tag,
};
