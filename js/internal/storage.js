'use strict';

// The class Storage, and the sessionStorage of the process.
// https://html.spec.whatwg.org/multipage/webstorage.html

const { QuotaExceededError } = require('internal/dom_exception');

const quota = 10 * 1024 * 1024;
const illegal = () => new TypeError('Illegal invocation');

const kCreate = Symbol('create');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const items = new WeakMap(); // of the objects that scripts see -> a Map

function itemsOf(storage) {
  const map = items.get(storage);
  if (map === undefined) throw illegal();
  return map;
}

function required(args, count, method) {
  if (args.length < count) {
    throw new TypeError(`Failed to execute '${method}' on 'Storage': ${count} argument${count > 1 ? 's' : ''} required`);
  }
}

class Storage {
  constructor() {
    if (arguments[0] !== kCreate) throw Object.assign(new Error('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  }

  get length() { return itemsOf(this).size; }

  clear() { itemsOf(this).clear(); }

  getItem(key) {
    const map = itemsOf(this);
    required(arguments, 1, 'getItem');
    return map.get(`${key}`) ?? null;
  }

  key(index) {
    const map = itemsOf(this);
    required(arguments, 1, 'key');
    return [...map.keys()][index >>> 0] ?? null;
  }

  removeItem(key) {
    const map = itemsOf(this);
    required(arguments, 1, 'removeItem');
    map.delete(`${key}`);
  }

  setItem(key, value) {
    const map = itemsOf(this);
    required(arguments, 2, 'setItem');
    store(map, `${key}`, `${value}`);
  }

  [kInspect](depth, options, inspect) {
    const map = items.get(this);
    return map === undefined ? 'Storage {}' : `Storage ${inspect(Object.fromEntries(map), options)}`;
  }
}
for (const name of ['length', 'clear', 'getItem', 'key', 'removeItem', 'setItem'])
  Object.defineProperty(Storage.prototype, name, { __proto__: null, enumerable: true });
for (const name of ['getItem', 'key', 'removeItem', 'setItem'])
  Object.defineProperty(Storage.prototype[name], 'length', { __proto__: null, configurable: true, value: 0 });

function store(map, key, value) {
  let size = key.length + value.length;
  for (const [name, text] of map) if (name !== key) size += name.length + text.length;
  if (size * 2 > quota) throw new QuotaExceededError('Setting the value exceeded the quota');
  map.set(key, value);
}

// handler makes properties of the items, behind those of the class.
const handler = {
  __proto__: null,
  get(target, key, receiver) {
    if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver);
    return items.get(receiver)?.get(key);
  },
  set(target, key, value, receiver) {
    if (typeof key === 'symbol') return true; // only strings are kept
    store(itemsOf(receiver), key, `${value}`);
    return true;
  },
  has(target, key) { return key in target || items.get(target).has(key); },
  deleteProperty(target, key) {
    if (typeof key === 'symbol') return Reflect.deleteProperty(target, key);
    items.get(target).delete(key);
    return true;
  },
  ownKeys(target) { return [...items.get(target).keys(), ...Reflect.ownKeys(target)]; },
  getOwnPropertyDescriptor(target, key) {
    const value = typeof key === 'symbol' ? undefined : items.get(target).get(key);
    if (value === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
    return { value, writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, key, descriptor) {
    if (typeof key === 'symbol') return Reflect.defineProperty(target, key, descriptor);
    store(items.get(target), key, `${descriptor.value}`);
    return true;
  },
};

function create() {
  const target = new Storage(kCreate);
  const storage = new Proxy(target, handler);
  const map = new Map();
  items.set(target, map);
  items.set(storage, map);
  return storage;
}

let warned = false;

module.exports = {
  Storage,
  sessionStorage: create(),
  // Node keeps localStorage in a file that its command line names.
  get localStorage() {
    if (!warned) {
      warned = true;
      process.emitWarning('localStorage is not available because --localstorage-file was not provided.', 'ExperimentalWarning');
    }
    return undefined;
  },
};
