'use strict';

// What both kinds of readline interface share: reading lines from a stream,
// and on a terminal the editing of a line, which display.js, edit.js,
// multiline.js, complete.js and terminal.js add.

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { kFirstEventParam } = require('internal/events/symbols');
const { History } = require('internal/readline/history');
const { k } = require('internal/readline/symbols');
const { validateAbortSignal, validateUint32, validateString } = require('internal/validators');

const shortestCrlfDelayMs = 100;
const defaultEscapeTimeoutMs = 500;
const defaultTabSize = 8;

// Lines waiting for the loop that iterates over them before the input pauses.
const iteratorHighWaterMark = 1024;

// What ends a line, beside the end of the input.
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/;
const rareLineEnding = /[\r\u2028\u2029]/;

function isMissing(value) {
  return value === null || value === undefined;
}

// Not a class: node:readline's Interface may be called without new.
function InterfaceBase(input, output, completer, terminal) {
  this[k.sawReturnAt] = 0;
  this.isCompletionEnabled = true;
  this[k.sawKeyPress] = false;
  this[k.previousKey] = null;
  this.escapeCodeTimeout = defaultEscapeTimeoutMs;
  this.tabSize = defaultTabSize;
  EventEmitter.call(this);

  let options = {};
  if (input?.input) {
    options = input;
    ({ input, output, completer, terminal } = options);
    takeOptions(this, options);
  }
  const { crlfDelay, historySize, history, prompt = '> ', removeHistoryDuplicates, signal } = options;
  this.setupHistoryManager({ __proto__: null, size: historySize, history, removeHistoryDuplicates });
  if (completer !== undefined && typeof completer !== 'function')
    throw new ERR_INVALID_ARG_VALUE('completer', completer);

  this.line = '';
  this[k.isMultiline] = false;
  this[k.substringSearch] = null;
  this.output = output;
  this.input = input;
  this[k.undoStack] = [];
  this[k.redoStack] = [];
  this[k.previousColumn] = -1;
  this[k.killRing] = [];
  this[k.killRingIndex] = 0;
  this.crlfDelay = crlfDelay ? Math.max(shortestCrlfDelayMs, crlfDelay) : shortestCrlfDelayMs;
  this.completer = completer;
  this.setPrompt(prompt);
  this.terminal = !!(terminal === undefined ? output?.isTTY : terminal);
  this[k.lineStream] = undefined;

  const onerror = (err) => this.emit('error', err);
  input.on('error', onerror);
  const detach = this.terminal ? attachTerminal(this) : attachStream(this);
  this.once('close', () => {
    detach();
    input.removeListener('error', onerror);
  });
  if (signal) closeOnAbort(this, signal);
  this[k.setLine]('');
  input.resume();
}
Object.setPrototypeOf(InterfaceBase.prototype, EventEmitter.prototype);
Object.setPrototypeOf(InterfaceBase, EventEmitter);

function takeOptions(rl, { tabSize, escapeCodeTimeout, signal, colorize }) {
  rl[k.colorize] = colorize;
  if (tabSize !== undefined) {
    validateUint32(tabSize, 'tabSize', true);
    rl.tabSize = tabSize;
  }
  if (escapeCodeTimeout !== undefined) {
    if (!Number.isFinite(escapeCodeTimeout))
      throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', rl.escapeCodeTimeout);
    rl.escapeCodeTimeout = escapeCodeTimeout;
  }
  if (signal) validateAbortSignal(signal, 'options.signal');
}

function attachStream(rl) {
  const { input } = rl;
  const ondata = (chunk) => rl[k.normalWrite](chunk);
  const onend = () => {
    if (rl[k.line_buffer]) rl.emit('line', rl[k.line_buffer]);
    rl.close();
  };
  input.on('data', ondata);
  input.on('end', onend);
  rl[k.decoder] = new StringDecoder('utf8');
  return () => {
    input.removeListener('data', ondata);
    input.removeListener('end', onend);
  };
}

function isSurrogate(codePoint) {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

function attachTerminal(rl) {
  const { input, output } = rl;
  const onkeypress = (text, key) => {
    rl[k.ttyWrite](text, key);
    // Half of a character was written: now the terminal gets the whole.
    if (isSurrogate(key?.sequence?.codePointAt(0))) rl[k.refreshLine]();
  };
  const onend = () => {
    if (typeof rl.line === 'string' && rl.line.length > 0) rl.emit('line', rl.line);
    rl.close();
  };
  const onresize = () => rl[k.refreshLine]();

  require('internal/readline/keypress')(input, rl);
  input.on('keypress', onkeypress);
  input.on('end', onend);
  rl[k.setRawMode](true);
  rl.cursor = 0;
  if (!isMissing(output)) output.on('resize', onresize);
  return () => {
    input.removeListener('keypress', onkeypress);
    input.removeListener('end', onend);
    if (!isMissing(output)) output.removeListener('resize', onresize);
  };
}

function closeOnAbort(rl, signal) {
  const onAborted = () => rl.close();
  if (signal.aborted) process.nextTick(onAborted);
  else rl.once('close', addAbortListener(signal, onAborted)[Symbol.dispose]);
}

const historyProperties = {
  history: {
    get() { return this.historyManager.history; },
    set(history) { this.historyManager.history = history; },
  },
  historyIndex: {
    get() { return this.historyManager.index; },
    set(index) { this.historyManager.index = index; },
  },
  historySize: { get() { return this.historyManager.size; } },
  isFlushing: { get() { return this.historyManager.isFlushing; } },
};
for (const property of Object.values(historyProperties))
  Object.assign(property, { __proto__: null, configurable: true, enumerable: true });

class Interface extends InterfaceBase {
  get columns() {
    return this.output?.columns ? this.output.columns : Infinity;
  }

  setPrompt(prompt) {
    this[k.prompt] = prompt;
  }

  getPrompt() {
    return this[k.prompt];
  }

  setupHistoryManager(options) {
    this.historyManager = new History(this, options);
    if (options.onHistoryFileLoaded) this.historyManager.initialize(options.onHistoryFileLoaded);
    Object.defineProperties(this, historyProperties);
  }

  [k.setRawMode](mode) {
    const { isRaw } = this.input;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return isRaw;
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (!this.terminal || process.env.TERM === 'dumb') {
      this[k.writeToOutput](this[k.prompt]);
      return;
    }
    if (!preserveCursor) this.cursor = 0;
    this[k.refreshLine]();
  }

  [k.question](query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    // One question at a time: the first is asked again.
    if (!this[k.questionCallback]) {
      this[k.oldPrompt] = this[k.prompt];
      this.setPrompt(query);
      this[k.questionCallback] = callback;
    }
    this.prompt();
  }

  [k.questionCancel]() {
    if (!this[k.questionCallback]) return;
    this[k.questionCallback] = null;
    this.setPrompt(this[k.oldPrompt]);
    this.clearLine();
  }

  [k.onLine](line) {
    const answer = this[k.questionCallback];
    if (!answer) {
      this.emit('line', line);
      return;
    }
    this[k.questionCallback] = null;
    this.setPrompt(this[k.oldPrompt]);
    answer(line);
  }

  [k.writeToOutput](text) {
    validateString(text, 'stringToWrite');
    if (!isMissing(this.output)) this.output.write(text);
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this[k.setRawMode](false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this[k.ttyWrite](data, key);
    else this[k.normalWrite](data);
  }

  // Takes a chunk of input that is no terminal's.
  [k.normalWrite](chunk) {
    if (chunk === undefined) return;
    let text = this[k.decoder].write(chunk);
    if (this[k.sawReturnAt] && Date.now() - this[k.sawReturnAt] <= this.crlfDelay) {
      // The \n of a \r that the chunk before has ended with.
      if (text[0] === '\n') text = text.slice(1);
      this[k.sawReturnAt] = 0;
    }
    if (!text) return;

    const lines = text.split(rareLineEnding.test(text) ? lineEnding : '\n');
    if (this[k.line_buffer]) lines[0] = this[k.line_buffer] + lines[0];
    if (lines.length > 1) this[k.sawReturnAt] = text.endsWith('\r') ? Date.now() : 0;
    this[k.line_buffer] = lines.pop();
    for (let i = 0; i < lines.length; i++) this[k.onLine](lines[i]);
  }

  [Symbol.asyncIterator]() {
    this[k.lineStream] ??= EventEmitter.on(this, 'line', {
      close: ['close'], highWaterMark: iteratorHighWaterMark, [kFirstEventParam]: true,
    });
    return this[k.lineStream];
  }

  [Symbol.dispose]() {
    this.close();
  }
}

for (const part of ['display', 'edit', 'multiline', 'complete', 'terminal']) {
  const { prototype } = require(`internal/readline/${part}`);
  const { constructor, ...methods } = Object.getOwnPropertyDescriptors(prototype);
  Object.defineProperties(Interface.prototype, methods);
}

module.exports = { Interface, InterfaceBase };
