'use strict';

// What the classes of fetch share: checks of their arguments with undici's
// messages, and iterators. Sources: https://fetch.spec.whatwg.org, nodejs/undici.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');

// required throws when a function got fewer than count arguments.
function required(args, count, where) {
  if (args.length >= count) return;
  const found = args.length === 0 ? '0 found' : `only ${args.length} found`;
  throw new TypeError(`${where}: ${count} argument${count > 1 ? 's' : ''} required, but ${found}.`);
}

function illegal() {
  const error = new ERR_INVALID_THIS('object');
  error.message = 'Illegal invocation';
  return error;
}

// byteString is v as a string of bytes.
function byteString(v) {
  const text = `${v}`;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) {
      throw new TypeError('Cannot convert argument to a ByteString because the character at ' +
        `index ${i} has a value of ${code} which is greater than 255.`);
    }
  }
  return text;
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

// iterable gives a class entries, keys, values, forEach and its iterator. list
// returns the entries of an object as they are now.
function iterable(Class, list) {
  const name = Class.name;
  const places = new WeakMap();
  const prototype = Object.create(IteratorPrototype, {
    [Symbol.toStringTag]: { __proto__: null, configurable: true, value: `${name} Iterator` },
  });
  Object.defineProperty(prototype, 'next', {
    __proto__: null, configurable: true, enumerable: true, writable: true,
    value: function next() {
      const place = places.get(this);
      if (place === undefined) throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
      const entries = list(place.of);
      if (place.index >= entries.length) return { value: undefined, done: true };
      return { value: place.pick(entries[place.index++]), done: false };
    },
  });
  const iterate = (of, pick) => {
    list(of); // the brand check
    const iterator = Object.create(prototype);
    places.set(iterator, { of, pick, index: 0 });
    return iterator;
  };
  const methods = {
    entries() { return iterate(this, (entry) => [...entry]); },
    keys() { return iterate(this, ([key]) => key); },
    values() { return iterate(this, ([, value]) => value); },
    forEach(callbackfn, thisArg = undefined) {
      list(this);
      required(arguments, 1, `${name}.forEach`);
      if (typeof callbackfn !== 'function')
        throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
      for (let i = 0; i < list(this).length; i++) {
        const [key, value] = list(this)[i];
        callbackfn.call(thisArg, value, key, this);
      }
    },
  };
  for (const [key, value] of Object.entries(methods))
    Object.defineProperty(Class.prototype, key, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
  Object.defineProperty(Class.prototype, Symbol.iterator, {
    __proto__: null, configurable: true, writable: true, value: methods.entries,
  });
}

// expose makes the members of a class enumerable, and gives it its tag.
function expose(Class, ...names) {
  for (const name of names)
    Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name });
}

module.exports = { byteString, expose, illegal, iterable, required };
