'use strict';

// The operators of Readable.prototype: map, filter and the others.

const {
  AbortError,
  codes: { ERR_MISSING_ARGS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { AbortController, AbortSignal } = require('internal/abort_controller');
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validators');

const kNone = Symbol('kNone'); // the function has nothing to pass on
const kEnd = Symbol('kEnd');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function throwIfAborted(options) {
  if (options?.signal?.aborted) throw new AbortError();
}

// Results of fn in the order of their chunks, with up to `concurrency` calls
// under way and up to `room` results that nobody has taken.
class Mapping {
  constructor(source, fn, signal, concurrency, room) {
    this.source = source;
    this.fn = fn;
    this.options = { signal };
    this.concurrency = concurrency;
    this.room = room;
    this.results = [];
    this.running = 0;
    this.done = false;
    this.onResult = null; // wakes who waits for a result
    this.onRoom = null; // wakes who waits for room
  }

  wakeResult() {
    const wake = this.onResult;
    this.onResult = null;
    wake?.();
  }

  wakeRoom() {
    const wake = this.onRoom;
    this.onRoom = null;
    wake?.();
  }

  isFull() {
    return this.results.length >= this.room || this.running >= this.concurrency;
  }

  finished() {
    this.running--;
    this.roomMade();
  }

  roomMade() {
    if (this.onRoom && !this.done && !this.isFull()) this.wakeRoom();
  }

  add(result) {
    result.then(() => this.finished(), () => {
      this.done = true;
      this.finished();
    });
    this.results.push(result);
  }

  call(chunk) {
    try {
      const result = this.fn(chunk, this.options);
      return result === kNone ? kNone : Promise.resolve(result);
    } catch (err) {
      return Promise.reject(err);
    }
  }

  async pump() {
    try {
      for await (const chunk of this.source) {
        if (this.done) return;
        if (this.options.signal.aborted) throw new AbortError();
        const result = this.call(chunk);
        if (result === kNone) continue;
        this.running++;
        this.add(result);
        this.wakeResult();
        if (!this.done && this.isFull()) {
          await new Promise((resolve) => {
            this.onRoom = resolve;
          });
        }
      }
      this.results.push(kEnd);
    } catch (err) {
      this.add(Promise.reject(err));
    } finally {
      this.done = true;
      this.wakeResult();
    }
  }

  async* [Symbol.asyncIterator]() {
    this.pump();
    try {
      for (;;) {
        while (this.results.length > 0) {
          const value = await this.results[0];
          if (value === kEnd) return;
          if (this.options.signal.aborted) throw new AbortError();
          if (value !== kNone) yield value;
          this.results.shift();
          this.roomMade();
        }
        await new Promise((resolve) => {
          this.onResult = resolve;
        });
      }
    } finally {
      this.done = true;
      this.wakeRoom();
    }
  }
}

function mapped(stream, fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  const concurrency = options?.concurrency != null ? Math.floor(options.concurrency) : 1;
  const ahead = options?.highWaterMark != null ? Math.floor(options.highWaterMark) : concurrency - 1;
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(ahead, 'options.highWaterMark', 0);
  return {
    async* [Symbol.asyncIterator]() {
      const signal = AbortSignal.any([options?.signal].filter(Boolean));
      yield* new Mapping(stream, fn, signal, concurrency, ahead + concurrency);
    },
  };
}

function filtered(stream, fn, options) {
  validateFunction(fn, 'fn');
  return mapped(stream, async (value, callOptions) => (await fn(value, callOptions) ? value : kNone), options);
}

// The number of drop and take, as the language's own iterator helpers read it.
function toCount(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

const streamOperators = {
  drop(number, options = undefined) {
    validateOptions(options);
    let left = toCount(number);
    return async function* drop() {
      throwIfAborted(options);
      for await (const chunk of this) {
        throwIfAborted(options);
        if (left-- <= 0) yield chunk;
      }
    }.call(this);
  },

  filter(fn, options) {
    return filtered(this, fn, options);
  },

  flatMap(fn, options) {
    const lists = mapped(this, fn, options);
    return async function* flatMap() {
      for await (const list of lists) yield* list;
    }.call(this);
  },

  map(fn, options) {
    return mapped(this, fn, options);
  },

  take(number, options = undefined) {
    validateOptions(options);
    let left = toCount(number);
    return async function* take() {
      throwIfAborted(options);
      for await (const chunk of this) {
        throwIfAborted(options);
        if (left-- > 0) yield chunk;
        // Do not wait for a chunk that nobody wants.
        if (left <= 0) return;
      }
    }.call(this);
  },
};

async function some(stream, fn, options) {
  // eslint-disable-next-line no-unused-vars
  for await (const _ of filtered(stream, fn, options)) return true;
  return false;
}

const promiseOperators = {
  async every(fn, options = undefined) {
    validateFunction(fn, 'fn');
    return !await some(this, async (...args) => !await fn(...args), options);
  },

  async find(fn, options) {
    for await (const chunk of filtered(this, fn, options)) return chunk;
    return undefined;
  },

  async forEach(fn, options) {
    validateFunction(fn, 'fn');
    const call = async (chunk, callOptions) => {
      await fn(chunk, callOptions);
      return kNone;
    };
    // eslint-disable-next-line no-unused-vars
    for await (const _ of mapped(this, call, options));
  },

  async reduce(reducer, initialValue, options) {
    validateFunction(reducer, 'reducer');
    validateOptions(options);
    let started = arguments.length > 1;
    if (options?.signal?.aborted) {
      const err = new AbortError(undefined, { cause: options.signal.reason });
      this.once('error', () => {}); // whoever called is told
      await require('internal/streams/end-of-stream').finished(this.destroy(err));
      throw err;
    }
    const { kResistStopPropagation, kWeakHandler } = require('internal/event_target');
    const controller = new AbortController();
    options?.signal?.addEventListener('abort', () => controller.abort(), {
      once: true, [kWeakHandler]: this, [kResistStopPropagation]: true,
    });
    let result = initialValue;
    let empty = true;
    try {
      for await (const chunk of this) {
        empty = false;
        throwIfAborted(options);
        if (started) {
          result = await reducer(result, chunk, { signal: controller.signal });
        } else {
          result = chunk;
          started = true;
        }
      }
      if (empty && !started) {
        const err = new ERR_MISSING_ARGS('reduce');
        err.message = 'Reduce of an empty stream requires an initial value';
        throw err;
      }
    } finally {
      controller.abort();
    }
    return result;
  },

  async some(fn, options = undefined) {
    return some(this, fn, options);
  },

  async toArray(options) {
    validateOptions(options);
    const chunks = [];
    for await (const chunk of this) {
      if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
      chunks.push(chunk);
    }
    return chunks;
  },
};

module.exports = { ...promiseOperators };
for (const [name, operator] of Object.entries(streamOperators)) {
  module.exports[name] = function(...args) {
    return require('stream').Readable.from(Reflect.apply(operator, this, args));
  };
}
