'use strict';

// How a REPL shows errors.

const { cutTrace } = require('internal/binding/vm');
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { toDynamicImport } = require('internal/repl/syntax');
const { isError } = require('internal/util/inspect');

const importOutside = 'Cannot use import statement outside a module';

// handle shows an error that the user's code has thrown and prompts again. It
// returns 'unhandled' if the handler of the options wants others to have it.
function handle(repl, err, { strict, breakLength }) {
  const state = repl._userErrorHandler?.(err);
  if (state === 'ignore' || state === 'unhandled') return state === 'unhandled' ? state : undefined;
  if (repl._userErrorHandler && state !== 'print') {
    throw new ERR_INVALID_STATE('External REPL error handler must return either "ignore", "print"' +
      `, or "unhandled", but received: ${state}`);
  }
  const text = describe(repl, err, strict);
  if (!repl.underscoreErrAssigned) repl.lastError = err;
  if (repl._isStandalone && process.listenerCount('uncaughtException') !== 0) {
    process.nextTick(() => {
      process.emit('uncaughtException', err);
      goOn(repl);
    });
    return;
  }
  repl.output.write(label(text, breakLength));
  goOn(repl);
}

function goOn(repl) {
  repl.clearBufferedCommand();
  repl.lines.level = [];
  if (!repl.closed) repl.displayPrompt();
}

function describe(repl, err, strict) {
  if (!isError(err)) return repl.writer(err);
  cutTrace(err);
  if (err.stack) adjustStack(repl, err, strict);
  const text = repl.writer(err);
  // An error without frames is shown in brackets elsewhere.
  return text[0] === '[' && text.endsWith(']') ? text.slice(1, -1) : text;
}

function adjustStack(repl, err, strict) {
  if (err.name !== 'SyntaxError') {
    // The row that makes the code strict is not the user's.
    if (strict) err.stack = err.stack.replace(/(\s+at\s+REPL\d+:)(\d+)/, (_, place, line) => place + (line - 1));
    return;
  }
  err.stack = err.stack.replace(/^REPL\d+:\d+\r?\n/, '').replace(/^\s+at\s.*\n?/gm, '');
  if (!err.message.includes(importOutside)) return;
  err.message = 'Cannot use import statement inside the Node.js REPL, alternatively use dynamic import: ' +
    toDynamicImport(repl.lines.at(-1));
  err.stack = err.stack.replace(/SyntaxError:.*\n/, () => `SyntaxError: ${err.message}\n`);
}

// label puts Uncaught where the error's name is, or in front of it all.
function label(text, breakLength) {
  const lines = text.split(/(?<=\n)/);
  const at = lines.findIndex((line) => /^\[?([A-Z][a-z0-9_]*)*Error/.test(line));
  if (at !== -1) lines[at] = breakLength >= lines[at].length ? `Uncaught ${lines[at]}` : `Uncaught:\n${lines[at]}`;
  else lines.unshift(lines.length === 1 ? 'Uncaught ' : 'Uncaught:\n');
  const labelled = lines.join('');
  return labelled.endsWith('\n') ? labelled : `${labelled}\n`;
}

module.exports = { handle };
