'use strict';

// node:readline/promises.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { clearScreen, erasure, movement, position } = require('internal/readline/csi');
const { Interface: Base } = require('internal/readline/interface');
const { k } = require('internal/readline/symbols');
const { isWritable } = require('stream');
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validators');

class Interface extends Base {
  question(query, options = {}) {
    return new Promise((resolve, reject) => {
      let answered = resolve;
      const signal = options?.signal;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        const aborted = () => reject(new AbortError(undefined, { cause: signal.reason }));
        if (signal.aborted) return aborted();
        const onAbort = () => {
          this[k.questionCancel]();
          aborted();
        };
        const listener = addAbortListener(signal, onAbort);
        answered = (answer) => {
          listener[Symbol.dispose]();
          resolve(answer);
        };
      }
      this[k.questionReject] = reject;
      this[k.question](query, answered);
    });
  }
}

// Readline gathers what is to happen to a terminal until it is committed.
class Readline {
  #autoCommit = false;
  #stream;
  #actions = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    const autoCommit = options?.autoCommit;
    if (autoCommit === undefined || autoCommit === null) return;
    validateBoolean(autoCommit, 'options.autoCommit');
    this.#autoCommit = autoCommit;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y !== undefined && y !== null) validateInteger(y, 'y');
    return this.#add(position(x, y));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(movement(dx, dy));
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#add(erasure(dir));
  }

  clearScreenDown() {
    return this.#add(clearScreen);
  }

  commit() {
    return new Promise((resolve) => {
      const text = this.#actions.join('');
      this.#actions = [];
      this.#stream.write(text, resolve);
    });
  }

  rollback() {
    this.#actions = [];
    return this;
  }

  #add(sequence) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(sequence));
    else this.#actions.push(sequence);
    return this;
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
