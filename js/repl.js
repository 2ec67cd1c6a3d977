'use strict';

// node:repl: reads code, runs it and prints what it gives.

const { AsyncLocalStorage } = require('async_hooks');
const { Interface } = require('readline');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_REPL_EVAL_CONFIG, ERR_INVALID_REPL_INPUT },
} = require('internal/errors');
const { continuation } = require('internal/readline/continuation');
const { k } = require('internal/readline/symbols');
const { commonPrefix } = require('internal/readline/text');
const commands = require('internal/repl/commands');
const { builtinLibs, makeContext } = require('internal/repl/context');
const errors = require('internal/repl/errors');
const { makeEval } = require('internal/repl/evaluate');
const input = require('internal/repl/input');
const { kStandalone } = require('internal/repl/symbols');
const { Recoverable } = require('internal/repl/recoverable');
const { shouldColorize } = require('internal/util/colors');
const { inspect } = require('internal/util/inspect');
const { validateFunction, validateObject } = require('internal/validators');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

const writer = (value) => inspect(value, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

// Which REPL started what is running: errors of what it started go to it.
const running = new AsyncLocalStorage();

let capturing = false;

function captureExceptions() {
  if (capturing) return;
  capturing = true;
  process.addUncaughtExceptionCaptureCallback((err) => {
    const repl = running.getStore();
    return repl !== undefined && repl._handleError(err) !== 'unhandled';
  });
}

// A listener for uncaughtException would keep errors from the REPL.
function refuseListener(event) {
  if (event === 'uncaughtException' && running.getStore() !== undefined)
    throw new ERR_INVALID_REPL_INPUT('Listeners for `uncaughtException` cannot be used in the REPL');
}

let refusing = 0; // REPLs

function refuseListeners(repl) {
  if (refusing++ === 0) process.prependListener('newListener', refuseListener);
  repl.once('exit', () => {
    if (--refusing === 0) process.removeListener('newListener', refuseListener);
  });
}

function takeOptions(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode) {
  const options = prompt !== null && typeof prompt === 'object' ?
    { ...prompt, stream: prompt.stream || prompt.socket } :
    { prompt, stream, eval: eval_, useGlobal, ignoreUndefined, replMode };
  if (!options.input && !options.output) {
    // A stream for both, or an object with two: process is one.
    const both = options.stream || process;
    options.input = both.stdin || both;
    options.output = both.stdout || both;
  }
  options.terminal = !!(options.terminal === undefined ? options.output.isTTY : options.terminal);
  if (options.terminal && options.useColors === undefined) options.useColors = shouldColorize(options.output);
  return options;
}

class REPLServer extends Interface {
  constructor(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode) {
    const options = takeOptions(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode);
    super({
      input: options.input,
      output: options.output,
      completer: options.completer || completer,
      terminal: options.terminal,
      historySize: options.historySize,
      prompt: options.prompt,
      colorize: options.useColors ? (text) => require('internal/repl/highlight').highlight(text) : undefined,
    });
    defineStreams(this);
    this.allowBlockingCompletions = !!options.allowBlockingCompletions;
    this.useColors = !!options.useColors;
    this._isStandalone = !!options[kStandalone];
    if (options.domain !== undefined)
      throw new ERR_INVALID_ARG_VALUE('options.domain', options.domain, 'is no longer supported');
    this.useGlobal = !!options.useGlobal;
    this.ignoreUndefined = !!options.ignoreUndefined;
    this.replMode = options.replMode || REPL_MODE_SLOPPY;
    this.underscoreAssigned = false;
    this.last = undefined;
    this.underscoreErrAssigned = false;
    this.lastError = undefined;
    this.breakEvalOnSigint = !!options.breakEvalOnSigint;
    this.editorMode = false;
    this._userErrorHandler = options.handleError;
    this[k.lastCommandErrored] = false;
    if (this.breakEvalOnSigint && options.eval) throw new ERR_INVALID_REPL_EVAL_CONFIG();

    if (this._isStandalone) module.exports.repl = this;
    else refuseListeners(this);
    captureExceptions();

    const pausing = input.makePausing(this);
    const evaluate = options.eval || makeEval(this, { strict: this.replMode === REPL_MODE_STRICT, pausing });
    this.eval = (code, context, file, callback) => {
      running.run(this, () => evaluate(code, context, file, callback));
    };
    this.clearBufferedCommand();
    const repl = this;
    function completer(text, callback) {
      const done = repl.editorMode ? repl.completeOnEditorMode(callback) : callback;
      require('internal/repl/complete').complete(repl, text, done);
    }
    this.resetContext();
    this.commands = { __proto__: null };
    const editor = input.makeEditor(this);
    commands.define(this, editor);
    chooseWriter(this, options.writer);
    // A script's REPL has none unless it asks: it may have seen that there is no
    // inspector, which previews come from in Node.
    const previews = this.terminal && (options.preview ?? this._isStandalone);
    input.listen(this, { pausing, editor, previews });
    this.displayPrompt();
  }

  setupHistory(options = {}, callback) {
    if (typeof options === 'string') options = { filePath: options };
    if (typeof callback === 'function') options.onHistoryFileLoaded = callback;
    this.setupHistoryManager(options);
  }

  clearBufferedCommand() {
    this[input.kBuffered] = '';
  }

  _handleError(err) {
    const { breakLength } = writer.options;
    return errors.handle(this, err, { strict: this.replMode === REPL_MODE_STRICT, breakLength });
  }

  close() {
    if (!this.terminal) {
      process.nextTick(() => super.close());
    } else if (this.historyManager.isFlushing && !this._closingOnFlush) {
      this._closingOnFlush = true;
      this.once('flushHistory', () => this.close());
    } else if (!this._historyHandleClosed) {
      this._historyHandleClosed = true;
      this.historyManager.closeHandle().then(() => super.close());
    } else {
      process.nextTick(() => super.close());
    }
  }

  createContext() {
    return makeContext(this);
  }

  resetContext() {
    this.context = this.createContext();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.lines = [];
    this.lines.level = [];
    defineLast(this, '_', 'last', 'underscoreAssigned');
    defineLast(this, '_error', 'lastError', 'underscoreErrAssigned');
    this.emit('reset', this.context);
  }

  displayPrompt(preserveCursor) {
    super.setPrompt(this[input.kBuffered] === '' ? this._initialPrompt : continuation);
    this.prompt(preserveCursor);
  }

  setPrompt(prompt) {
    this._initialPrompt = prompt;
    super.setPrompt(prompt);
  }

  complete() {
    Reflect.apply(this.completer, this, arguments);
  }

  // The editor takes only what all completions have in common.
  completeOnEditorMode(callback) {
    return (err, found) => {
      if (err) return callback(err);
      const [completions, completed = ''] = found;
      const real = completions.filter(Boolean);
      callback(null, [completed && real.length > 0 ? [commonPrefix(real)] : real, completed]);
    };
  }

  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else validateFunction(command.action, 'cmd.action');
    this.commands[keyword] = command;
  }
}

function defineStreams(repl) {
  for (const name of ['input', 'output']) {
    Object.defineProperty(repl, `${name}Stream`, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get: () => repl[name],
      set(stream) { repl[name] = stream; },
    });
  }
}

// defineLast makes the last value, or error, a variable. Once the user has
// assigned to it, it is the user's.
function defineLast(repl, name, field, assigned) {
  Object.defineProperty(repl.context, name, {
    __proto__: null,
    configurable: true,
    get: () => repl[field],
    set(value) {
      repl[field] = value;
      if (repl[assigned]) return;
      repl[assigned] = true;
      repl.output.write(`Expression assignment to ${name} now disabled.\n`);
    },
  });
}

function chooseWriter(repl, given) {
  repl.writer = given || module.exports.writer;
  if (repl.writer !== writer) return;
  writer.options.colors = repl.useColors;
  if (!repl._isStandalone) return;
  Object.defineProperty(inspect, 'replDefaults', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => writer.options,
    set(options) {
      validateObject(options, 'options');
      Object.assign(writer.options, options);
    },
  });
}

function start(prompt, source, eval_, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, eval_, useGlobal, ignoreUndefined, replMode);
}

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax: (code) => require('internal/repl/syntax').isValidSyntax(code),
};
for (const name of ['builtinModules', '_builtinLibs'])
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: false, ...builtinLibs });
