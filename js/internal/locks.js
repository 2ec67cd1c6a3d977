'use strict';

// Locks by name, within one process. https://w3c.github.io/web-locks/

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { DOMException } = require('internal/dom_exception');
const { validateAbortSignal, validateFunction, validateOneOf } = require('internal/validators');

const kCreate = Symbol('create');
const kName = Symbol('kName');
const kMode = Symbol('kMode');

class Lock {
  constructor(key, name, mode) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kName] = name;
    this[kMode] = mode;
  }

  get name() { return this[kName]; }
  get mode() { return this[kMode]; }
}

class LockManager {
  #held = []; // { lock, reject }
  #waiting = []; // { name, mode, grant }

  constructor(key) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async request(name, options, callback) {
    if (callback === undefined) [options, callback] = [{}, options];
    name = `${name}`;
    validateFunction(callback, 'callback');
    if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    const { mode = 'exclusive', ifAvailable = false, steal = false, signal } = options;
    validateOneOf(mode, 'options.mode', ['exclusive', 'shared']);
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    const refuse = (message) => { throw new DOMException(message, 'NotSupportedError'); };
    if (name[0] === '-') refuse('Lock name may not start with hyphen');
    if (ifAvailable && steal) refuse('ifAvailable and steal are mutually exclusive');
    if (mode !== 'exclusive' && steal) refuse('mode: "shared" and steal are mutually exclusive');
    if (signal && (steal || ifAvailable)) refuse('signal cannot be used with steal or ifAvailable');
    signal?.throwIfAborted();
    if (steal) this.#steal(name);
    else if (ifAvailable && !this.#free(name, mode, true)) return callback(null);
    else if (!this.#free(name, mode, true)) await this.#wait(name, mode, signal);
    return this.#hold(name, mode, callback);
  }

  query() {
    const { promise, resolve } = Promise.withResolvers();
    const clientId = `node-${process.pid}-0`;
    resolve({
      held: this.#held.map(({ lock: { name, mode } }) => ({ name, mode, clientId })),
      pending: this.#waiting.map(({ name, mode }) => ({ name, mode, clientId })),
    });
    return promise;
  }

  // #free reports whether a lock can be had; one that is new waits behind others.
  #free(name, mode, isNew) {
    const held = this.#held.filter(({ lock }) => lock.name === name);
    if (isNew && this.#waiting.some((request) => request.name === name)) return false;
    return mode === 'shared' ? held.every(({ lock }) => lock.mode === 'shared') : held.length === 0;
  }

  #wait(name, mode, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const request = { name, mode, grant: resolve };
    const abort = () => {
      this.#waiting.splice(this.#waiting.indexOf(request), 1);
      reject(signal.reason);
      this.#next();
    };
    signal?.addEventListener('abort', abort, { once: true });
    promise.then(() => signal?.removeEventListener('abort', abort), () => {});
    this.#waiting.push(request);
    return promise;
  }

  #steal(name) {
    for (const entry of this.#held.filter(({ lock }) => lock.name === name)) {
      this.#held.splice(this.#held.indexOf(entry), 1);
      entry.reject(new DOMException('The operation was aborted', 'AbortError'));
    }
  }

  // #hold runs callback while the lock is held.
  #hold(name, mode, callback) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const entry = this.#reserved(name, mode) ?? this.#enter(name, mode);
    entry.reject = reject;
    new Promise((done) => { done(callback(entry.lock)); }).then(resolve, reject).finally(() => {
      const at = this.#held.indexOf(entry);
      if (at !== -1) this.#held.splice(at, 1);
      this.#next();
    });
    return promise;
  }

  #enter(name, mode) {
    const entry = { lock: new Lock(kCreate, name, mode), reject: null };
    this.#held.push(entry);
    return entry;
  }

  // #reserved is a lock that #next has set aside for a request that waited.
  #reserved(name, mode) {
    return this.#held.find(({ lock, reject }) => reject === null && lock.name === name && lock.mode === mode);
  }

  #next() {
    const blocked = new Set();
    for (const request of [...this.#waiting]) {
      const { name, mode } = request;
      if (blocked.has(name) || !this.#free(name, mode, false)) {
        blocked.add(name);
        continue;
      }
      this.#waiting.splice(this.#waiting.indexOf(request), 1);
      this.#enter(name, mode);
      request.grant();
    }
  }
}
for (const [Class, names] of [[Lock, ['name', 'mode']], [LockManager, ['request', 'query']]]) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
}

module.exports = { Lock, LockManager, createLockManager: () => new LockManager(kCreate) };
