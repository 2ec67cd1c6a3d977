'use strict';

// mock of node:test: functions and properties that note how they are used.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { unavailable } = require('internal/unavailable');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');

function keep() {}

// What the proxies of mocked functions ask of a context, and scripts may not.
const kNext = Symbol('nextImpl');
const kTrack = Symbol('trackCall');

class MockFunctionContext {
  #calls = [];
  #once = new Map();
  #implementation;
  #restore;
  #times;

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() { return this.#calls.slice(); }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  restore() {
    const { descriptor, object, original, methodName } = this.#restore;
    if (methodName === undefined) this.#implementation = original;
    else if (descriptor.own) Object.defineProperty(object, methodName, descriptor.value);
    else delete object[methodName];
  }

  resetCalls() {
    this.#calls = [];
  }

  [kTrack](call) {
    this.#calls.push(call);
  }

  [kNext]() {
    const next = this.#calls.length;
    const implementation = this.#once.get(next) ?? this.#implementation;
    if (next + 1 === this.#times) this.restore();
    this.#once.delete(next);
    return implementation;
  }
}

class MockPropertyContext {
  #accesses = [];
  #once = new Map();
  #descriptor;
  #name;
  #object;
  #value;

  constructor(object, name, ...rest) {
    this.#descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!this.#descriptor) throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
    this.#object = object;
    this.#name = name;
    this.#value = rest.length > 0 ? rest[0] : object[name];
    const { configurable, enumerable } = this.#descriptor;
    Object.defineProperty(object, name, {
      __proto__: null,
      configurable,
      enumerable,
      get: () => this.#note('get', this.#value),
      set: (value) => this.mockImplementation(value),
    });
  }

  #note(type, given) {
    const access = this.#accesses.length;
    const value = this.#once.has(access) ? this.#once.get(access) : given;
    this.#once.delete(access);
    this.#accesses.push({ __proto__: null, type, value, stack: new Error() });
    return value;
  }

  get accesses() { return this.#accesses.slice(); }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    if (!this.#descriptor.writable) throw new ERR_INVALID_ARG_VALUE('propertyName', this.#name, 'cannot be set');
    this.#value = this.#note('set', value);
  }

  mockImplementationOnce(value, onAccess) {
    const next = this.#accesses.length;
    const access = onAccess ?? next;
    validateInteger(access, 'onAccess', next);
    this.#once.set(access, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    Object.defineProperty(this.#object, this.#name, this.#descriptor);
  }
}

// findDescriptor looks a property up along the prototype chain.
function findDescriptor(object, name) {
  for (let host = object; host !== null; host = Object.getPrototypeOf(host)) {
    const value = Object.getOwnPropertyDescriptor(host, name);
    if (value) return { value, own: host === object };
  }
  return undefined;
}

function checkTimes(times) {
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
}

// wrap makes the function that calls what the context says and notes it.
function wrap(context, original) {
  return new Proxy(original, {
    __proto__: null,
    apply(target, self, given) {
      const args = [...given]; // goja uses the memory of what it gives again
      const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target: undefined, this: self };
      return note(context, call, (fn) => Reflect.apply(fn, self, args));
    },
    construct(target, given, newTarget) {
      const args = [...given];
      const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: undefined };
      const made = note(context, call, (fn) => Reflect.construct(fn, args, newTarget));
      call.this = made;
      return made;
    },
    get(target, key, receiver) {
      return key === 'mock' ? context : Reflect.get(target, key, receiver);
    },
  });
}

function note(context, call, run) {
  const implementation = context[kNext]();
  try {
    call.result = run(implementation);
    return call.result;
  } catch (err) {
    call.error = err;
    throw err;
  } finally {
    context[kTrack](call);
  }
}

class MockTracker {
  #contexts = [];
  #timers;

  get timers() {
    this.#timers ??= new (require('internal/test/mock_timers').MockTimers)();
    return this.#timers;
  }

  fn(original = function() {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    checkTimes(times);
    return this.#mock(new MockFunctionContext(implementation, { original }, times), original);
  }

  #mock(context, original) {
    this.#contexts.push(context);
    return wrap(context, original);
  }

  method(object, methodName, implementation = keep, options = {}) {
    if (typeof methodName !== 'string' && typeof methodName !== 'symbol')
      throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], methodName);
    if (typeof object !== 'function') validateObject(object, 'object');
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = keep;
    }
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    checkTimes(times);
    if (setter && getter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, 'cannot be used with \'options.getter\'');
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const descriptor = findDescriptor(object, methodName);
    const original = descriptor?.value[kind];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    const context = new MockFunctionContext(implementation === keep ? original : implementation,
                                            { descriptor, object, methodName }, times);
    const mock = this.#mock(context, original);
    Object.defineProperty(object, methodName, { ...descriptor.value, [kind]: mock });
    return mock;
  }

  getter(object, methodName, implementation = keep, options = {}) {
    return this.#accessor('getter', object, methodName, implementation, options);
  }

  setter(object, methodName, implementation = keep, options = {}) {
    return this.#accessor('setter', object, methodName, implementation, options);
  }

  #accessor(kind, object, methodName, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = keep;
    } else {
      validateObject(options, 'options');
    }
    const { [kind]: on = true } = options;
    if (on === false) throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, on, 'cannot be false');
    return this.method(object, methodName, implementation, { ...options, [kind]: on });
  }

  property(object, propertyName, ...value) {
    validateObject(object, 'object');
    if (typeof propertyName !== 'string' && typeof propertyName !== 'symbol')
      throw new ERR_INVALID_ARG_TYPE('propertyName', ['string', 'symbol'], propertyName);
    const context = new MockPropertyContext(object, propertyName, ...value);
    this.#contexts.push(context);
    return new Proxy(object, {
      __proto__: null,
      get(target, key, receiver) {
        return key === 'mock' ? context : Reflect.get(target, key, receiver);
      },
    });
  }

  module(specifier, options) {
    unavailable('test.mock.module');
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#contexts = [];
  }

  restoreAll() {
    for (const context of this.#contexts) context.restore();
  }
}

module.exports = { MockTracker };
