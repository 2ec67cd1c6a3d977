'use strict';

// The asynchronous iterator of a Readable. Requests that come while another is
// under way wait for their turn.

const { AsyncIteratorPrototype } = require('internal/async_iterator');
const { aggregateTwoErrors } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { validateObject } = require('internal/validators');

class ReadableIterator {
  constructor(stream, options) {
    this.stream = stream;
    this.destroyOnReturn = options?.destroyOnReturn !== false;
    this.error = undefined; // null once the stream has ended well
    this.started = false;
    this.completed = false;
    this.busy = false; // a request has not been answered yet
    this.waiting = []; // requests that have to wait for that
    this.wake = null; // answers the request that waits for data
    this.onReadable = () => this.wakeUp();
  }

  start() {
    this.started = true;
    this.stream.on('readable', this.onReadable);
    this.cleanup = eos(this.stream, { writable: false }, (err) => {
      this.error = err ? aggregateTwoErrors(this.error, err) : null;
      this.wakeUp();
    });
  }

  wakeUp() {
    const wake = this.wake;
    this.wake = null;
    if (wake !== null) wake();
  }

  read() {
    return this.stream.destroyed ? null : this.stream.read();
  }

  // Ends the iteration: destroys the stream, or lets go of it.
  finalize() {
    this.completed = true;
    if ((this.error || this.destroyOnReturn) &&
        (this.error === undefined || this.stream._readableState.autoDestroy)) {
      destroyer(this.stream, null);
    } else {
      this.stream.off('readable', this.onReadable);
      this.cleanup();
    }
  }

  fail(err, reject) {
    this.error = aggregateTwoErrors(this.error, err);
    this.finalize();
    reject(this.error);
  }

  next() {
    if (this.busy) return this.enqueue('next');
    if (this.completed) return Promise.resolve({ done: true, value: undefined });
    if (!this.started) this.start();
    const chunk = this.read();
    if (chunk !== null) {
      // then is read once: it may be a getter.
      const then = chunk?.then;
      if (typeof then !== 'function') return Promise.resolve({ done: false, value: chunk });
      this.busy = true;
      return then.call(chunk, (value) => {
        this.done();
        return { done: false, value };
      }, (err) => {
        this.busy = false;
        this.error = aggregateTwoErrors(this.error, err);
        this.finalize();
        this.serve();
        throw this.error;
      });
    }
    if (this.error) {
      this.finalize();
      return Promise.reject(this.error);
    }
    if (this.error === null) {
      this.finalize();
      return Promise.resolve({ done: true, value: undefined });
    }
    this.busy = true;
    return new Promise((resolve, reject) => this.wait(resolve, reject));
  }

  // Tries again when there is data, or none will come.
  wait(resolve, reject) {
    new Promise((wake) => {
      this.wake = wake;
    }).then(() => this.pump(resolve, reject));
  }

  // Answers the request that is under way, as soon as it can be.
  pump(resolve, reject) {
    const chunk = this.read();
    if (chunk !== null) {
      const then = chunk?.then;
      if (typeof then !== 'function') {
        this.answer(resolve, { done: false, value: chunk });
        return;
      }
      then.call(chunk, (value) => this.answer(resolve, { done: false, value }), (err) => {
        this.busy = false;
        this.fail(err, reject);
        this.serve();
      });
    } else if (this.error) {
      this.busy = false;
      this.fail(this.error, reject);
      this.serve();
    } else if (this.error === null) {
      this.busy = false;
      this.finalize();
      resolve({ done: true, value: undefined });
      this.serve();
    } else {
      this.wait(resolve, reject);
    }
  }

  answer(resolve, result) {
    this.busy = false;
    resolve(result);
    this.serve();
  }

  done() {
    this.busy = false;
    this.serve();
  }

  enqueue(type, value) {
    return new Promise((resolve, reject) => this.waiting.push({ type, value, resolve, reject }));
  }

  // Serves the requests that wait, until one cannot be answered at once.
  serve() {
    if (this.serving) return;
    this.serving = true;
    try {
      while (!this.busy && this.waiting.length > 0) {
        const { type, value, resolve, reject } = this.waiting.shift();
        if (type === 'next') this.serveNext(resolve, reject);
        else if (type === 'return') this.serveReturn(value, resolve);
        else this.serveThrow(value, reject);
      }
    } finally {
      this.serving = false;
    }
  }

  serveNext(resolve, reject) {
    if (this.completed) {
      resolve({ done: true, value: undefined });
      return;
    }
    if (!this.started) this.start();
    this.busy = true;
    this.pump(resolve, reject);
  }

  serveReturn(value, resolve) {
    if (!this.completed) {
      if (this.started) this.finalize();
      else this.completed = true;
    }
    resolve({ done: true, value });
  }

  serveThrow(err, reject) {
    if (this.completed || !this.started) {
      this.completed = true;
      reject(err);
    } else {
      this.fail(err, reject);
    }
  }
}

function iterate(stream, options) {
  if (typeof stream.read !== 'function') {
    stream = require('stream').Readable.wrap(stream, { objectMode: true });
  }
  const it = new ReadableIterator(stream, options);
  return {
    __proto__: AsyncIteratorPrototype,
    next() {
      return it.next();
    },
    return(value) {
      if (it.busy) return it.enqueue('return', value);
      return new Promise((resolve) => it.serveReturn(value, resolve));
    },
    throw(err) {
      if (it.busy) return it.enqueue('throw', err);
      return new Promise((resolve, reject) => it.serveThrow(err, reject));
    },
    stream,
  };
}

module.exports = {
  // Readable.prototype[Symbol.asyncIterator]
  asyncIterator() {
    return iterate(this);
  },
  // Readable.prototype.iterator
  iterator(options) {
    if (options !== undefined) validateObject(options, 'options');
    return iterate(this, options);
  },
};
