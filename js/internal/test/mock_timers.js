'use strict';

// mock.timers of node:test: timers and a clock that move when the test says so.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { validateAbortSignal, validateNumber, validateStringArray } = require('internal/validators');

const supported = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
const immediately = -1; // due before any timer

// Timer is what the mocked functions return.
class Timer {
  #clear;

  constructor(fields, clear) {
    Object.assign(this, fields);
    this.#clear = clear;
  }

  hasRef() { return true; }
  ref() { return this; }
  unref() { return this; }
  refresh() { return this; }

  close() {
    this.#clear(this);
    return this;
  }

  [Symbol.dispose]() {
    this.#clear(this);
  }
}

class MockTimers {
  #enabled = false;
  #now = 0;
  #nextId = 1;
  #queue = [];
  #replaced = []; // [object, name, descriptor]

  enable(options = { apis: supported, now: 0 }) {
    if (this.#enabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    const { apis = supported, now = 0 } = options;
    this.#now = timeOf(now, 'now');
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!supported.includes(api))
        throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
    }
    this.#enabled = true;
    for (const api of apis) this.#mock(api);
  }

  #mock(api) {
    const timers = require('timers');
    const promises = require('timers/promises');
    switch (api) {
      case 'setTimeout':
        this.#timerFunction('Timeout', (callback, delay, args) => this.#add(callback, delay, args));
        this.#replace(promises, 'setTimeout', (ms, value, options) => this.#promise(ms, value, options));
        return;
      case 'setInterval':
        this.#timerFunction('Interval', (callback, delay, args) => this.#add(callback, delay, args, true));
        this.#replace(promises, 'setInterval', (ms, value, options) => this.#iterate(ms, value, options));
        return;
      case 'setImmediate':
        for (const host of [globalThis, timers]) {
          this.#replace(host, 'setImmediate', (callback, ...args) => this.#add(callback, immediately, args));
          this.#replace(host, 'clearImmediate', (timer) => this.#clear(timer));
        }
        this.#replace(promises, 'setImmediate', (value, options) => this.#promise(immediately, value, options));
        return;
      case 'scheduler.wait':
        this.#replace(promises.scheduler, 'wait', (ms, options) => this.#promise(ms, undefined, options));
        return;
      case 'AbortSignal.timeout':
        this.#replace(AbortSignal, 'timeout', (delay) => this.#abortSignal(delay));
        return;
      case 'Date':
        this.#replace(globalThis, 'Date', this.#makeDate());
    }
  }

  // Replaces setX and clearX for X of the global object and node:timers.
  #timerFunction(kind, add) {
    for (const host of [globalThis, require('timers')]) {
      this.#replace(host, `set${kind}`, (callback, delay, ...args) => add(callback, delay, args));
      this.#replace(host, `clear${kind}`, (timer) => this.#clear(timer));
    }
  }

  #replace(object, name, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    this.#replaced.push([object, name, descriptor]);
    Object.defineProperty(object, name, { __proto__: null, configurable: true, enumerable: descriptor?.enumerable, writable: true, value });
  }

  #add(callback, delay, args, repeats = false) {
    const interval = delay === immediately ? immediately : Math.max(Number(delay) || 1, 1);
    const timer = new Timer({
      id: this.#nextId++,
      callback,
      runAt: interval === immediately ? immediately : this.#now + interval,
      interval: repeats ? interval : undefined,
      args,
    }, (one) => this.#clear(one));
    this.#queue.push(timer);
    return timer;
  }

  #clear(timer) {
    this.#queue = this.#queue.filter((one) => one !== timer && one.id !== timer);
  }

  #promise(ms, value, options) {
    const { signal } = options ?? {};
    validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
    const { promise, resolve, reject } = Promise.withResolvers();
    const onAbort = () => {
      this.#clear(timer);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    const timer = this.#add(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    }, ms, []);
    signal?.addEventListener('abort', onAbort, { once: true });
    return promise;
  }

  #iterate(ms, value, options) {
    const { signal } = options ?? {};
    validateAbortSignal(signal, 'options.signal');
    const due = [];
    const waiting = [];
    const timer = this.#add(() => (waiting.shift()?.resolve ?? due.push.bind(due))({ done: false, value }), ms, [], true);
    const stop = () => this.#clear(timer);
    signal?.addEventListener('abort', () => {
      stop();
      for (const { reject } of waiting) reject(new AbortError(undefined, { cause: signal.reason }));
    }, { once: true });
    return {
      next() {
        if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
        if (due.length > 0) return Promise.resolve(due.shift());
        const deferred = Promise.withResolvers();
        waiting.push(deferred);
        return deferred.promise;
      },
      return() {
        stop();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() { return this; },
    };
  }

  #abortSignal(delay) {
    const controller = new AbortController();
    this.#add(() => {
      const { DOMException } = require('internal/dom_exception');
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay, []);
    return controller.signal;
  }

  #makeDate() {
    const RealDate = globalThis.Date;
    const now = () => this.#now;
    function MockDate(...args) {
      if (new.target === undefined) return new RealDate(now()).toString();
      return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target === MockDate ? RealDate : new.target);
    }
    Object.defineProperties(MockDate, Object.getOwnPropertyDescriptors(RealDate));
    MockDate.now = now;
    MockDate.isMock = true;
    return MockDate;
  }

  #check() {
    if (!this.#enabled) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
  }

  // Runs the timers that are due by time, in their order, each at its moment.
  #runUntil(time) {
    for (;;) {
      const [first] = this.#queue.filter(({ runAt }) => runAt <= time).sort((a, b) => a.runAt - b.runAt || a.id - b.id);
      if (first === undefined) return;
      this.#now = Math.max(this.#now, first.runAt);
      if (first.interval === undefined) this.#clear(first);
      else first.runAt += first.interval;
      Reflect.apply(first.callback, undefined, first.args);
    }
  }

  tick(time = 1) {
    this.#check();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    const end = this.#now + time;
    this.#runUntil(end);
    this.#now = end;
  }

  runAll() {
    this.#check();
    const last = Math.max(...this.#queue.map(({ runAt }) => runAt));
    if (this.#queue.length > 0) this.tick(Math.max(last - this.#now, 0));
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    this.#check();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    this.#now = time;
  }

  reset() {
    if (!this.#enabled) return;
    for (const [object, name, descriptor] of this.#replaced.reverse()) Object.defineProperty(object, name, descriptor);
    this.#replaced = [];
    this.#queue = [];
    this.#now = 0;
    this.#enabled = false;
  }

  [Symbol.dispose]() {
    this.reset();
  }
}

// timeOf reads a time in milliseconds or a Date.
function timeOf(value, name) {
  const ms = value instanceof Date ? value.getTime() : value;
  if (typeof ms !== 'number') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'Date'], value);
  if (Number.isNaN(ms) || ms < 0) throw new ERR_INVALID_ARG_VALUE(name, value, 'epoch must be a positive integer received');
  return ms;
}

module.exports = { MockTimers };
