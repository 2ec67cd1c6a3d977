'use strict';

const { Readable } = require('stream');

// TestsStream is what the tests of a process report: objects of a type and
// data, which are also emitted as events.
class TestsStream extends Readable {
  #buffered = [];
  #canPush = true;

  constructor() {
    super({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  _read() {
    this.#canPush = true;
    while (this.#buffered.length > 0 && this.#canPush) this.#push(this.#buffered.shift());
  }

  #push(item) {
    this.#canPush = this.push(item);
  }

  report(type, data) {
    this.emit(type, data);
    this.#add({ type, data });
  }

  // The end of all reports.
  end() {
    this.#add(null);
  }

  #add(item) {
    if (this.#canPush) this.#push(item);
    else this.#buffered.push(item);
  }
}

module.exports = { TestsStream };
