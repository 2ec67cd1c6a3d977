'use strict';

// node:readline: lines from streams, and the editing of a line on terminals.

const { AbortError } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');
const { Interface: Base, InterfaceBase } = require('internal/readline/interface');
const emitKeypressEvents = require('internal/readline/keypress');
const { k, legacyFields, legacyMethods } = require('internal/readline/symbols');
const promises = require('readline/promises');
const { inspect } = require('internal/util/inspect');
const { validateAbortSignal } = require('internal/validators');

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  if (input?.input) input.completer = withCallback(input.completer);
  else completer = withCallback(completer);
  InterfaceBase.call(this, input, output, completer, terminal);
  if (this.terminal && process.env.TERM === 'dumb') this._ttyWrite = writeToDumbTerminal;
}
Object.setPrototypeOf(Interface.prototype, Base.prototype);
Object.setPrototypeOf(Interface, Base);

// A completer that takes only the line returns what it found.
function withCallback(completer) {
  if (typeof completer !== 'function' || completer.length === 2) return completer;
  return (line, callback) => callback(null, completer(line));
}

// whenAborted calls onAbort when signal is, unless what it returns has been
// called before.
function whenAborted(signal, onAbort) {
  const listener = addAbortListener(signal, onAbort);
  return () => listener[Symbol.dispose]();
}

Interface.prototype.question = function question(query, options, callback) {
  if (typeof options === 'function') callback = options;
  const signal = options?.signal;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const onAbort = () => this[k.questionCancel]();
    const forget = whenAborted(signal, onAbort);
    const answered = callback;
    callback = (answer) => {
      forget();
      return answered?.(answer);
    };
  }
  if (typeof callback === 'function') this[k.question](query, callback);
};

function promisedQuestion(query, options) {
  const signal = options?.signal;
  const aborted = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) return Promise.reject(aborted());
  return new Promise((resolve, reject) => {
    const forget = signal ? whenAborted(signal, () => reject(aborted())) : () => {};
    this.question(query, options ?? {}, (answer) => {
      forget();
      resolve(answer);
    });
  });
}
Object.defineProperty(promisedQuestion, 'name', { __proto__: null, configurable: true, value: 'question' });
Interface.prototype.question[require('util').promisify.custom] = promisedQuestion;

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

// The inner methods go by the names that scripts call them by, and replace.
for (const name of legacyMethods) {
  Interface.prototype[`_${name}`] = Base.prototype[k[name]];
  Object.defineProperty(Interface.prototype, k[name], { __proto__: null, get() { return this[`_${name}`]; } });
}
for (const name of legacyFields) {
  Object.defineProperty(Interface.prototype, `_${name}`, {
    __proto__: null,
    get() { return this[k[name]]; },
    set(value) { this[k[name]] = value; },
  });
}
Interface.prototype._getCursorPos = Base.prototype.getCursorPos;

// The completer calls back here, and returns a promise in node:readline/promises.
Interface.prototype._tabComplete = function(again) {
  this.pause();
  this.completer(this.line.slice(0, this.cursor), (err, found) => {
    this.resume();
    if (err) this._writeToOutput(`Tab completion error: ${inspect(err)}`);
    else this[k.tabCompleter](again, found);
  });
};

// A dumb terminal has no cursor to move: what is typed is only added.
function writeToDumbTerminal(text, key = {}) {
  const { name, ctrl } = key;
  if (name === 'escape') return;
  if (name !== 'enter') this[k.sawReturnAt] = 0;
  if (ctrl && name === 'c' && this.listenerCount('SIGINT') > 0) {
    this.emit('SIGINT');
  } else if (ctrl && (name === 'c' || name === 'd')) {
    this.close();
  } else if (name === 'return') {
    this[k.sawReturnAt] = Date.now();
    this._line();
  } else if (name === 'enter') {
    if (this[k.sawReturnAt] === 0 || Date.now() - this[k.sawReturnAt] > this.crlfDelay) this._line();
    this[k.sawReturnAt] = 0;
  } else if (typeof text === 'string' && text) {
    this.line += text;
    this.cursor += text.length;
    this._writeToOutput(text);
  }
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
  promises,
};
