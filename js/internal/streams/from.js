'use strict';

// Readable.from: a stream of what an iterable yields.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES }, aggregateTwoErrors } = require('internal/errors');

function from(Class, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof require('buffer').Buffer) {
    return new Class({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let iterator;
  let isAsync = false;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Class({ objectMode: true, highWaterMark: 1, ...options });
  const destroy = readable._destroy;
  let reading = false; // _read must not start a second round
  let promises = false; // the iterator has yielded a promise

  readable._read = () => {
    if (reading) return;
    reading = true;
    if (isAsync || promises) readAsync();
    else readSync();
  };

  readable._destroy = function(err, cb) {
    destroy.call(this, err, (destroyError) => {
      const error = destroyError || err;
      // In a tick, so that what cb throws is not a rejection.
      close(error).then(
        () => process.nextTick(cb, error),
        (closeError) => process.nextTick(cb, aggregateTwoErrors(error, closeError)),
      );
    });
  };

  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // Pushes a value and reports whether more is welcome.
  function push(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  const isThenable = (value) => value && typeof value.then === 'function';

  // Without await, as long as no promise is among the values.
  function readSync() {
    try {
      for (;;) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (isThenable(value)) {
          promises = true;
          readAsync(value);
          return;
        }
        if (!push(value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function readAsync(first) {
    try {
      if (first !== undefined && !push(await first)) return;
      for (;;) {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!push(!isAsync && isThenable(value) ? await value : value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }
  return readable;
}

module.exports = {
  from,
  readableFrom: (iterable, options) => from(require('stream').Readable, iterable, options),
};
