'use strict';

// What a REPL does with rows, keys and signals.

const { Interface } = require('readline');
const { k } = require('internal/readline/symbols');
const { editorNotice } = require('internal/repl/commands');
const { remember } = require('internal/repl/nesting');
const { Recoverable } = require('internal/repl/recoverable');

const kBuffered = Symbol('bufferedCommand'); // the rows so far of code that goes on

let resources = 0;

// nextResource names a piece of code for stack traces.
function nextResource() {
  return `REPL${++resources}`;
}

// evaluateAside evaluates code that the user has not entered. It leaves the
// terminal in raw mode: what is typed meanwhile is for the REPL.
function evaluateAside(repl, code, callback) {
  const { breakEvalOnSigint } = repl;
  repl.breakEvalOnSigint = false;
  try {
    repl.eval(code, repl.context, nextResource(), callback);
  } finally {
    repl.breakEvalOnSigint = breakEvalOnSigint;
  }
}

// makePausing keeps the keys that come while a result is awaited.
function makePausing(repl) {
  let paused = false;
  const waiting = [];
  return {
    interrupts: new Set(), // what ^C calls
    pause() { paused = true; },
    unpause() {
      if (!paused) return;
      paused = false;
      const { isCompletionEnabled } = repl;
      while (!paused && waiting.length > 0) waiting.shift()();
      repl.isCompletionEnabled = isCompletionEnabled;
    },
    // Keeps act for later and reports whether it has to wait.
    delays(act) {
      if (!paused) return false;
      const { isCompletionEnabled } = repl;
      waiting.push(() => {
        repl.isCompletionEnabled = isCompletionEnabled;
        act();
      });
      return true;
    },
  };
}

// makeEditor is the mode in which rows are gathered without being run.
function makeEditor(repl) {
  return {
    loading: false,
    turnOn() {
      repl.editorMode = true;
      Interface.prototype.setPrompt.call(repl, '');
    },
    turnOff() {
      repl.editorMode = false;
      repl.setPrompt(repl._initialPrompt);
    },
    load(text) {
      this.turnOn();
      this.loading = true;
      repl.write(text);
      this.loading = false;
      this.turnOff();
      repl.write('\n');
    },
    take(row) {
      repl[kBuffered] += `${row}\n`;
      // The next row begins as far to the right as this one.
      const [indent] = repl._sawKeyPress && !this.loading && /^\s+/.exec(row) || [];
      if (indent) {
        repl.write(indent);
        repl.line = indent;
        repl.cursor = indent.length;
      }
      remember(repl, row);
    },
  };
}

function listen(repl, { pausing, editor, previews }) {
  const state = { sawInterrupt: false, sawEnd: false };
  repl.on('close', () => {
    if (!pausing.delays(() => repl.emit('exit'))) repl.emit('exit');
  });
  repl.on('SIGINT', () => interrupt(repl, state, { pausing, editor }));
  repl.on('line', (row) => takeRow(repl, row || '', state, editor));
  repl.on('SIGCONT', () => {
    if (!repl.editorMode) {
      repl.displayPrompt(true);
      return;
    }
    repl.output.write(`${repl._initialPrompt}.editor\n`);
    repl.output.write(editorNotice);
    repl.output.write(`${repl[kBuffered]}\n`);
    repl.prompt(true);
  });
  const search = process.env.TERM === 'dumb' ? () => false : require('internal/repl/reverse_search').make(repl);
  const preview = previews ? new (require('internal/repl/preview').Preview)(repl) : undefined;
  const ttyWrite = repl._ttyWrite.bind(repl);
  repl._ttyWrite = (text, key = {}) => {
    key ||= {};
    const interrupts = repl.breakEvalOnSigint && key.ctrl && key.name === 'c';
    if (!interrupts && pausing.delays(() => repl._ttyWrite(text, key))) return;
    if (repl.editorMode && repl.terminal) {
      writeInEditor(repl, text, key, { state, editor, ttyWrite });
      return;
    }
    if (key.ctrl && key.name === 'd' && repl.cursor === 0 && repl.line === '') repl.clearLine();
    preview?.clear(key);
    if (search(text, key)) return;
    ttyWrite(text, key);
    preview?.show(key);
  };
}

function writeInEditor(repl, text, key, { state, editor, ttyWrite }) {
  const { name, ctrl, shift } = key;
  if (ctrl && !shift && name === 'd') {
    editor.turnOff();
    state.sawEnd = true;
    ttyWrite(text, { name: 'return' });
    return;
  }
  // There is no history here.
  if (ctrl && !shift ? name === 'n' || name === 'p' : name === 'up' || name === 'down') return;
  if (name === 'tab' && !(ctrl && !shift)) repl._previousKey = null; // a second tab is as the first
  ttyWrite(text, key);
}

function interrupt(repl, state, { pausing, editor }) {
  if (pausing.interrupts.size > 0) {
    for (const stop of pausing.interrupts) stop();
    return;
  }
  const nothingTyped = repl.line === '' && repl[kBuffered] === '';
  repl.clearLine();
  editor.turnOff();
  if (nothingTyped && state.sawInterrupt) {
    repl.close();
    state.sawInterrupt = false;
    return;
  }
  state.sawInterrupt = nothingTyped;
  if (nothingTyped) repl.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
  repl.clearBufferedCommand();
  repl.lines.level = [];
  repl.displayPrompt();
}

function takeRow(repl, row, state, editor) {
  state.sawInterrupt = false;
  if (repl.editorMode) {
    editor.take(row);
    return;
  }
  const trimmed = row.trim();
  if (/^\.(?!\.)/.test(trimmed) && Number.isNaN(Number.parseFloat(trimmed))) {
    const [, keyword, rest] = /^\.([^\s]+)\s*(.*)$/.exec(trimmed) ?? [];
    const command = repl.commands[keyword];
    if (command) {
      command.action.call(repl, rest);
      return;
    }
    if (repl[kBuffered] === '') {
      repl.output.write('Invalid REPL keyword\n');
      finish(repl, row, state, null);
      return;
    }
  }
  repl.eval(`${repl[kBuffered]}${row}\n`, repl.context, nextResource(), function done(err, value) {
    finish(repl, row, state, err, value, arguments.length === 2);
  });
}

// finish is what an eval function calls with an error or a value, or with
// neither if there is nothing to print.
function finish(repl, row, state, err, value, hasValue) {
  remember(repl, row);
  const goesOn = err instanceof Recoverable;
  if (err && !goesOn && repl[kBuffered] === '' && row.trim().startsWith('npm ')) {
    repl.output.write('npm should be run outside of the Node.js REPL, in your normal shell.\n' +
      '(Press Ctrl+D to exit.)\n');
    repl.displayPrompt();
    return;
  }
  if (goesOn && !state.sawEnd) {
    if (repl.terminal) {
      repl[k.addLineBreak]();
    } else {
      repl[kBuffered] += `${row}\n`;
      repl.displayPrompt();
    }
    return;
  }
  if (err) {
    repl._handleError(err.err || err);
    repl[k.lastCommandErrored] = true;
  }
  repl.clearBufferedCommand();
  state.sawEnd = false;
  if (err) return;
  if (hasValue && (!repl.ignoreUndefined || value !== undefined)) {
    if (!repl.underscoreAssigned) repl.last = value;
    repl.output.write(`${repl.writer(value)}\n`);
  }
  if (repl.closed) return;
  repl[k.lastCommandErrored] = false;
  repl.displayPrompt();
}

module.exports = { evaluateAside, kBuffered, listen, makeEditor, makePausing };
