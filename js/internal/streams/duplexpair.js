'use strict';

const { Duplex } = require('stream');

// One of two streams where what is written to the one is read from the other.
class DuplexSide extends Duplex {
  #other = null;
  #callback = null; // of a write to the other side, until it is read here

  static pair(options) {
    const a = new DuplexSide(options);
    const b = new DuplexSide(options);
    a.#other = b;
    b.#other = a;
    return [a, b];
  }

  _read() {
    const callback = this.#callback;
    if (callback) {
      this.#callback = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      this.#other.push(chunk);
      this.#other.#callback = callback;
    }
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }

  _destroy(err, callback) {
    const other = this.#other;
    if (other !== null && !other.destroyed) {
      process.nextTick(() => {
        if (other.destroyed) return;
        // The error belongs to this side; the other only ends.
        if (err) other.destroy();
        else other.push(null);
      });
    }
    callback(err);
  }
}

module.exports = function duplexPair(options) {
  return DuplexSide.pair(options);
};
