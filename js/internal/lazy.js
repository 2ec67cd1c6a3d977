'use strict';

// defineLazy defines properties of an object that are made when they are first
// read, each by its own function of getters.
function defineLazy(object, getters, enumerable = true) {
  for (const [name, make] of Object.entries(getters)) {
    const define = (value) => {
      Object.defineProperty(object, name, { __proto__: null, configurable: true, enumerable, writable: true, value });
      return value;
    };
    Object.defineProperty(object, name, {
      __proto__: null, configurable: true, enumerable, get: () => define(make()), set: define,
    });
  }
}

module.exports = { defineLazy };
