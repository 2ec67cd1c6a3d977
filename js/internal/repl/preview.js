'use strict';

// Shows, while the user types, how the line may go on, and below it what it
// gives.

const { clearLine, cursorTo, moveCursor } = require('internal/readline/csi');
const { k } = require('internal/readline/symbols');
const { commonPrefix } = require('internal/readline/text');
const { globalNames } = require('internal/repl/evaluate');
const { evaluateAside } = require('internal/repl/input');
const { Impure, makeEvaluator, read } = require('internal/repl/pure');
const { getStringWidth, inspect } = require('internal/util/inspect');
const { contextOf } = require('internal/vm/context');

const mostColumns = 250;

const dim = (text) => `\x1b[90m${text}\x1b[39m`;

// lookUp gives the value of a variable of the user's.
function lookUp(repl, name) {
  const declared = repl.useGlobal ? globalNames.has(name) : contextOf(repl.context).lexicalNames().includes(name);
  if (!declared) {
    if (!(name in repl.context)) throw new Impure();
    return read(repl.context, name);
  }
  let found;
  // One whose declaration has failed cannot be read.
  evaluateAside(repl, `(() => { try { return [${name}] } catch {} })()`, (err, value) => { found = value; });
  if (found === undefined) throw new Impure();
  return found[0];
}

class Preview {
  #repl;
  #evaluate;
  #rest = ''; // how the line goes on
  #value = false; // whether one is shown
  #escaped = null; // the line that is not to go on

  constructor(repl) {
    this.#repl = repl;
    this.#evaluate = makeEvaluator((name) => lookUp(repl, name));
  }

  // Takes what is shown away. The key may put the rest into the line.
  clear(key) {
    if (this.#value) {
      const rows = this.#rowsBelow() + 1;
      moveCursor(this.#repl.output, 0, rows);
      clearLine(this.#repl.output, 0);
      moveCursor(this.#repl.output, 0, -rows);
      this.#value = false;
    }
    if (this.#rest === '') return;
    this.#atLineEnd(() => clearLine(this.#repl.output, 1));
    const rest = this.#rest;
    this.#rest = '';
    if (!this.#isAtEnd()) return;
    const { name, ctrl, meta, shift } = key;
    const moves = ctrl ? name === 'e' || name === 'f' : name === 'right' || name === 'end';
    const enters = !ctrl && !shift && !meta && (name === 'return' || name === 'enter') && this.#escaped !== this.#repl.line;
    if (name === 'escape') this.#escaped ??= this.#repl.line;
    if (moves || enters) this.#repl._insertString(rest);
  }

  show({ name }) {
    const repl = this.#repl;
    const { line } = repl;
    if (!repl.isCompletionEnabled || repl.closed || repl[k.isMultiline] || line.trim() === '') {
      this.#escaped = null;
      return;
    }
    if (name === 'escape' || this.#escaped === line) this.#showValue(line);
    else this.#complete(line, (rest) => {
      if (repl.line !== line) return;
      this.#showRest(rest);
      this.#showValue(line + rest);
    });
  }

  #complete(line, callback) {
    this.#repl.complete(line, (err, found) => {
      const [completions, completed] = err ? [[]] : found;
      const prefix = commonPrefix(completions.filter((text) => text !== ''));
      callback(completed && prefix.startsWith(completed) ? prefix.slice(completed.length) : '');
    });
  }

  #showRest(rest) {
    if (rest === '' || this.#position(this.#repl.line + rest).rows !== this.#position(this.#repl.line).rows) return;
    this.#rest = rest;
    this.#atLineEnd(() => this.#repl.output.write(dim(rest)), true);
  }

  #showValue(code) {
    const repl = this.#repl;
    const found = this.#evaluate(code);
    if (found === undefined || found.value === undefined && repl.ignoreUndefined) return;
    const text = this.#describe(found.value);
    if (text === code.trim()) return;
    const rows = this.#rowsBelow();
    if (rows > 0) moveCursor(repl.output, 0, rows);
    repl.output.write(`\n${dim(text)}`);
    cursorTo(repl.output, repl.getCursorPos().cols);
    moveCursor(repl.output, 0, -rows - 1);
    this.#value = true;
  }

  // An object may say itself how it is shown: that would be code of the user's.
  #describe(value) {
    const customInspect = Buffer.isBuffer(value);
    let text = inspect(value, { breakLength: Infinity, compact: 3, customInspect, depth: 1, showProxy: true });
    text = text.replace(/\n[^]*/, '...');
    const columns = Math.min(this.#repl.columns, mostColumns);
    if (getStringWidth(text) > columns) text = `${text.slice(0, columns - 4)}...`;
    return text;
  }

  #position(line) {
    return this.#repl._getDisplayPos(this.#repl.getPrompt() + line);
  }

  #isAtEnd() {
    return this.#repl.cursor === this.#repl.line.length;
  }

  // How many rows the line goes on below the cursor's.
  #rowsBelow() {
    return this.#position(this.#repl.line).rows - this.#repl.getCursorPos().rows;
  }

  #atLineEnd(draw, moved = !this.#isAtEnd()) {
    const { output } = this.#repl;
    const end = this.#position(this.#repl.line);
    const cursor = this.#repl.getCursorPos();
    if (!this.#isAtEnd()) {
      moveCursor(output, 0, end.rows - cursor.rows);
      cursorTo(output, end.cols);
    }
    draw();
    if (!moved) return;
    moveCursor(output, 0, cursor.rows - end.rows);
    cursorTo(output, cursor.cols);
  }
}

module.exports = { Preview };
