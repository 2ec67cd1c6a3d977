'use strict';

// The prototype that asynchronous iterators of built-in modules share. The
// engine has none, as it has no asynchronous generators.
const AsyncIteratorPrototype = {};

Object.defineProperty(AsyncIteratorPrototype, Symbol.asyncIterator, {
  __proto__: null,
  configurable: true,
  writable: true,
  value: { [Symbol.asyncIterator]() { return this; } }[Symbol.asyncIterator],
});

Object.defineProperty(AsyncIteratorPrototype, Symbol.asyncDispose, {
  __proto__: null,
  configurable: true,
  writable: true,
  value: {
    async [Symbol.asyncDispose]() {
      await this.return?.(undefined);
    },
  }[Symbol.asyncDispose],
});

module.exports = { AsyncIteratorPrototype };
