'use strict';

// Looks for text in the history: ^R backwards, ^S forwards.

const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');
const { k } = require('internal/readline/symbols');

const labels = { __proto__: null, r: 'bck-i-search: ', s: 'fwd-i-search: ' };
const none = -1;

class Search {
  #repl;
  #active = false;
  #direction = 'r';
  #text = '';
  #index = none; // of the entry that is looked through
  #column = none; // where in it
  #match = none; // the entry that is shown
  #matchColumn = none;
  #seen = new Set();
  #promptEnd;

  constructor(repl) {
    this.#repl = repl;
  }

  // Takes a key and reports whether it was for the search.
  take(text, key) {
    const { ctrl, meta, name } = key;
    if (!this.#active) {
      if (ctrl && this.#turn(name)) this.#begin();
    } else if (ctrl && this.#turn(name)) {
      this.#search();
    } else if (name === 'backspace' || ctrl && (name === 'h' || name === 'w')) {
      this.#lookFor(this.#text.slice(0, -1));
    } else if (ctrl && name === 'c' || name === 'escape') {
      this.#match = none;
      this.#end();
      return true;
    } else if (ctrl || meta || name === 'return' || name === 'enter' || typeof text !== 'string' || text === '') {
      this.#end();
      this.#repl[k.substringSearch] = '';
    } else {
      this.#lookFor(this.#text + text);
    }
    return this.#active;
  }

  #turn(name) {
    if (!labels[name]) return false;
    if (this.#direction !== name) {
      this.#seen.clear();
      this.#direction = name;
    }
    return true;
  }

  get #step() {
    return this.#direction === 'r' ? 1 : -1;
  }

  #begin() {
    this.#index = this.#repl.historyIndex;
    this.#promptEnd = this.#repl._getDisplayPos(this.#repl.getPrompt());
    this.#show(this.#repl.line, `${labels[this.#direction]}_`);
    this.#active = true;
  }

  #lookFor(text) {
    this.#restart(text);
    this.#search();
  }

  #restart(text) {
    this.#text = text;
    this.#column = none;
    this.#index = this.#repl.historyIndex;
    this.#seen.clear();
  }

  #nextEntry() {
    this.#seen.add(this.#repl.history[this.#index]);
    this.#index += this.#step;
    this.#column = none;
  }

  #search() {
    const { history } = this.#repl;
    const label = labels[this.#direction];
    if (this.#text === '') {
      this.#show(this.#repl.line, `${label}_`);
      return;
    }
    // Where the direction was changed behind either end.
    if (this.#direction === 'r') this.#index = Math.max(this.#index, 0);
    else this.#index = Math.min(this.#index, history.length - 1);
    while (this.#index >= 0 && this.#index < history.length) {
      const entry = history[this.#index];
      if (this.#seen.has(entry)) {
        this.#index += this.#step;
        continue;
      }
      this.#column = this.#find(entry);
      if (this.#column !== none) {
        this.#showMatch(entry, label);
        return;
      }
      this.#nextEntry();
    }
    this.#show(this.#repl.line, `failed-${label}${this.#text}_`);
  }

  #find(entry) {
    if (this.#direction === 's') return entry.indexOf(this.#text, this.#column + 1);
    return entry.lastIndexOf(this.#text, (this.#column === none ? entry.length : this.#column) - 1);
  }

  #showMatch(entry, label) {
    const column = this.#column;
    const end = column + this.#text.length;
    const shown = this.#repl.useColors ?
      `${entry.slice(0, column)}\x1B[4m${this.#text}\x1B[24m${entry.slice(end)}` : entry;
    this.#show(shown, `${label}${this.#text}_`, column);
    this.#match = this.#index;
    this.#matchColumn = column;
    if (this.#direction === 'r' ? column === 0 : entry.length === end) this.#nextEntry();
  }

  // Draws a line and what is looked for below it.
  #show(line, label, column = this.#repl.cursor) {
    const repl = this.#repl;
    let rows = 0;
    if (this.#match !== none) {
      rows = repl._getDisplayPos(repl.getPrompt() + repl.history[this.#match].slice(0, this.#matchColumn)).rows;
      cursorTo(repl.output, this.#promptEnd.cols);
    } else if (this.#active && repl.line !== '') {
      rows = repl.getCursorPos().rows;
      cursorTo(repl.output, this.#promptEnd.cols);
    }
    if (rows !== 0) moveCursor(repl.output, 0, -rows);
    if (this.#active) {
      clearScreenDown(repl.output);
      repl.output.write(`${line}\n${label}`);
    } else {
      repl.output.write(`\n${label}`);
    }
    this.#match = none;

    const prompt = repl.getPrompt();
    const cursor = repl._getDisplayPos(prompt + line.slice(0, column));
    const lineEnd = repl._getDisplayPos(prompt + line);
    const labelEnd = repl._getDisplayPos(label);
    const labelRows = labelEnd.rows - (labelEnd.cols === 0 ? 1 : 0);
    moveCursor(repl.output, 0, -1 - labelRows - (lineEnd.rows - cursor.rows));
    cursorTo(repl.output, cursor.cols);
  }

  // The entry that was found becomes the line.
  #end() {
    const repl = this.#repl;
    this.#active = false;
    if (this.#match !== none) {
      repl[k.setLine](repl.history[this.#match]);
      repl.cursor = this.#matchColumn;
      repl.historyIndex = this.#match;
    }
    this.#match = none;
    cursorTo(repl.output, this.#promptEnd.cols);
    moveCursor(repl.output, 0, this.#promptEnd.rows);
    clearScreenDown(repl.output);
    if (repl.line !== '') {
      repl.output.write(repl.line);
      if (repl.line.length !== repl.cursor) {
        const { cols, rows } = repl.getCursorPos();
        cursorTo(repl.output, cols);
        moveCursor(repl.output, 0, rows);
      }
    }
    this.#restart('');
  }
}

function make(repl) {
  const search = new Search(repl);
  return (text, key) => search.take(text, key);
}

module.exports = { make };
