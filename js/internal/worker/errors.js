'use strict';

// Exceptions on their way from a worker to its parent: an error keeps its class
// and all its properties that can be cloned; anything else is cloned, or told by
// how it looks.

const types = require('internal/util/types');
const { inspect } = require('util');

const classes = { __proto__: null, Error, RangeError, URIError, TypeError, SyntaxError, ReferenceError, EvalError };

// classOf is the name of the class of the language that error's own extends.
function classOf(error) {
  for (let proto = error; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const own = Object.getOwnPropertyDescriptor(proto, 'constructor');
    const name = typeof own?.value === 'function' ? own.value.name : undefined;
    if (name in classes && own.value === classes[name]) return name;
  }
  return 'Error';
}

function isCloneable(value) {
  try {
    require('internal/messaging/wire').encode(value, []);
    return true;
  } catch {
    return false;
  }
}

// propertiesOf reads what an error has and inherits, up to its class of the
// language, where getters count by what they give.
function propertiesOf(error) {
  const properties = {};
  const end = classes[classOf(error)].prototype;
  for (let object = error; object !== null && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const key of Object.getOwnPropertyNames(object)) {
      if (Object.hasOwn(properties, key) || key === 'constructor' || key === '__proto__') continue;
      if (object === end && key !== 'name' && key !== 'message') continue;
      const { enumerable } = Object.getOwnPropertyDescriptor(object, key);
      let value;
      try {
        value = error[key];
      } catch {
        continue;
      }
      if (typeof value === 'function') continue;
      if (key === 'cause') properties[key] = { enumerable, error: pack(value) };
      else if (isCloneable(value)) properties[key] = { enumerable, value };
    }
  }
  return properties;
}

// pack makes a value that can be cloned of anything that was thrown.
function pack(thrown) {
  if (types.isNativeError(thrown)) return { kind: 'error', name: classOf(thrown), properties: propertiesOf(thrown) };
  if (typeof thrown === 'symbol') return { kind: 'symbol', description: thrown.description };
  if (isCloneable(thrown)) return { kind: 'value', value: thrown };
  return { kind: 'shown', text: inspect(thrown) };
}

function unpack(packed) {
  switch (packed.kind) {
    case 'value': return packed.value;
    case 'symbol': return Symbol(packed.description);
    case 'shown': return { [inspect.custom]: () => packed.text };
  }
  const made = new classes[packed.name]();
  delete made.stack;
  for (const [key, { enumerable, value, error: inner }] of Object.entries(packed.properties)) {
    Object.defineProperty(made, key, {
      __proto__: null, configurable: true, enumerable, writable: true, value: inner === undefined ? value : unpack(inner),
    });
  }
  return made;
}

module.exports = { pack, unpack };
