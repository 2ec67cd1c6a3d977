'use strict';

// Changing the line: insertion, deletion, the kill ring, undo and redo.

const { k } = require('internal/readline/symbols');
const { lengthAt, lengthBefore, wordBefore } = require('internal/readline/text');

const mostSteps = 2048; // that can be undone
const mostKilled = 32; // texts in the kill ring

class Edit {
  [k.beforeEdit](line, cursor) {
    if (this[k.undoStack].push({ line, cursor }) > mostSteps) this[k.undoStack].shift();
  }

  [k.insertString](text) {
    this[k.beforeEdit](this.line, this.cursor);
    const { line, cursor } = this;
    const atEnd = cursor >= line.length;
    const whole = atEnd ? line + text : line.slice(0, cursor) + text + line.slice(cursor);
    if (!this.isCompletionEnabled) {
      // More of a pasted text follows: the line is not drawn for each of its
      // characters.
      this.line = whole;
      this.cursor += text.length;
      if (this[k.colorize] === undefined) this[k.writeToOutput](text);
      else this[k.refreshLine]();
    } else if (!atEnd) {
      this[k.setLine](whole);
      this.cursor += text.length;
      this[k.refreshLine]();
    } else {
      const before = this.getCursorPos();
      this.line = whole;
      this.cursor += text.length;
      if (before.rows < this.getCursorPos().rows || this[k.colorize] !== undefined) this[k.refreshLine]();
      else this[k.writeToOutput](text);
    }
  }

  // Takes the characters from begin to end out of the line.
  [k.edit](begin, end) {
    this[k.beforeEdit](this.line, this.cursor);
    this.line = this.line.slice(0, begin) + this.line.slice(end);
    this.cursor = begin;
    this[k.refreshLine]();
  }

  [k.wordLeft]() {
    if (this.cursor > 0) this[k.moveCursor](-wordBefore(this.line.slice(0, this.cursor)));
  }

  [k.wordRight]() {
    if (this.cursor >= this.line.length) return;
    this[k.moveCursor](/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length);
  }

  [k.deleteLeft]() {
    if (this.cursor > 0 && this.line.length > 0)
      this[k.edit](this.cursor - lengthBefore(this.line, this.cursor), this.cursor);
  }

  [k.deleteRight]() {
    if (this.cursor < this.line.length) this[k.edit](this.cursor, this.cursor + lengthAt(this.line, this.cursor));
  }

  [k.deleteWordLeft]() {
    if (this.cursor > 0) this[k.edit](this.cursor - wordBefore(this.line.slice(0, this.cursor)), this.cursor);
  }

  [k.deleteWordRight]() {
    if (this.cursor >= this.line.length) return;
    const word = /^(?:\s+|\W+|\w+)\s*/.exec(this.line.slice(this.cursor))[0];
    this[k.edit](this.cursor, this.cursor + word.length);
  }

  [k.deleteLineLeft]() {
    this[k.beforeEdit](this.line, this.cursor);
    const killed = this.line.slice(0, this.cursor);
    this[k.setLine](this.line.slice(this.cursor));
    this.cursor = 0;
    kill(this, killed);
    this[k.refreshLine]();
  }

  [k.deleteLineRight]() {
    this[k.beforeEdit](this.line, this.cursor);
    const killed = this.line.slice(this.cursor);
    this[k.setLine](this.line.slice(0, this.cursor));
    kill(this, killed);
    this[k.refreshLine]();
  }

  [k.yank]() {
    const ring = this[k.killRing];
    if (ring.length === 0) return;
    this[k.yanking] = true;
    this[k.insertString](ring[this[k.killRingIndex]]);
  }

  // Puts the text before in the ring in place of the one just yanked.
  [k.yankPop]() {
    const ring = this[k.killRing];
    if (!this[k.yanking] || ring.length < 2) return;
    const yanked = ring[this[k.killRingIndex]];
    this[k.killRingIndex] = (this[k.killRingIndex] + 1) % ring.length;
    const head = this.line.slice(0, this.cursor - yanked.length) + ring[this[k.killRingIndex]];
    this[k.setLine](head + this.line.slice(this.cursor));
    this.cursor = head.length;
    this[k.refreshLine]();
  }

  [k.undo]() {
    step(this, this[k.undoStack], this[k.redoStack]);
  }

  [k.redo]() {
    step(this, this[k.redoStack], this[k.undoStack]);
  }
}

function kill(rl, text) {
  const ring = rl[k.killRing];
  if (!text || text === ring[0]) return;
  ring.unshift(text);
  rl[k.killRingIndex] = 0;
  if (ring.length > mostKilled) ring.pop();
}

// step makes the line what the last entry of one stack says and keeps what it
// was on the other.
function step(rl, from, to) {
  if (from.length === 0) return;
  to.push({ line: rl.line, cursor: rl.cursor });
  const { line, cursor } = from.pop();
  rl[k.setLine](line);
  rl.cursor = cursor;
  rl[k.refreshLine]();
}

module.exports = Edit;
