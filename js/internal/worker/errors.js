'use strict';

// Exceptions on their way from a worker to its parent, as Node serializes them:
// an error of the language keeps its class and what it and its own classes have,
// an object that says how it looks is only shown, and the rest is cloned as v8's
// serializer does, which knows no classes of Node's: of a DOMException it keeps
// the stack. What cannot be cloned comes as the text of util.inspect.

const { inspect } = require('util');
const { serialize, deserialize } = require('v8');

const classes = {
  __proto__: null, Error, RangeError, URIError, TypeError, SyntaxError, ReferenceError, EvalError, AggregateError,
};

// classOf is the name of the class of the language that error's own extends.
function classOf(error) {
  for (let proto = error; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const own = Object.getOwnPropertyDescriptor(proto, 'constructor');
    const name = typeof own?.value === 'function' ? own.value.name : undefined;
    if (name in classes && own.value === classes[name]) return name;
  }
  return undefined;
}

// propertiesOf reads what error has and inherits, the outermost first, where
// getters count by what they give. Functions and symbols are left out.
function propertiesOf(error, outer, object = error) {
  if (object === null) return {};
  const properties = propertiesOf(error, outer, Object.getPrototypeOf(object));
  for (const key of Object.getOwnPropertyNames(object)) {
    const own = Object.getOwnPropertyDescriptor(object, key);
    if (key === '__proto__' || own.set !== undefined && own.get === undefined) continue;
    let value;
    try {
      value = own.get === undefined ? own.value : own.get.call(error);
    } catch {
      continue; // as if it were not there
    }
    const { enumerable } = own;
    if (key === 'cause') properties[key] = { enumerable, error: pack(value, [...outer, error]) };
    else if (!['function', 'symbol'].includes(typeof value)) properties[key] = { enumerable, value };
  }
  return properties;
}

// packError is pack for an error of the language, undefined if something that
// it has cannot be cloned.
function packError(error, outer) {
  if (outer.includes(error)) return { kind: 'shown', text: '[Circular object]' };
  const name = classOf(error);
  try {
    return name && { kind: 'error', name, bytes: serialize(propertiesOf(error, outer)) };
  } catch {
    return undefined;
  }
}

// pack makes a value that can be cloned of anything that was thrown. outer are
// the errors whose cause it is.
function pack(thrown, outer = []) {
  if (typeof thrown === 'symbol') return { kind: 'symbol', description: thrown.description };
  const isObject = typeof thrown === 'object' && thrown !== null;
  const packed = isObject && Object.prototype.toString.call(thrown) === '[object Error]' && packError(thrown, outer);
  if (packed) return packed;
  if (isObject && inspect.custom in thrown) return { kind: 'shown', text: inspect(thrown) };
  try {
    return { kind: 'value', bytes: serialize(thrown) };
  } catch {
    return { kind: 'text', text: inspect(thrown) };
  }
}

function unpack(packed) {
  switch (packed.kind) {
    case 'value': return deserialize(packed.bytes);
    case 'symbol': return Symbol(packed.description);
    case 'shown': return { __proto__: null, [inspect.custom]: () => packed.text };
    case 'text': return packed.text;
  }
  const made = packed.name === 'AggregateError' ? new AggregateError([]) : new classes[packed.name]();
  for (const key of Object.getOwnPropertyNames(made)) delete made[key];
  for (const [key, { enumerable, value, error }] of Object.entries(deserialize(packed.bytes))) {
    Object.defineProperty(made, key, {
      __proto__: null, configurable: true, enumerable, writable: true, value: error === undefined ? value : unpack(error),
    });
  }
  return made;
}

module.exports = { pack, unpack };
