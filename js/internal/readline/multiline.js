'use strict';

// Lines of several rows, and the way from one line of the history to another.

const { clearScreenDown, moveCursor } = require('internal/readline/csi');
const { continuation } = require('internal/readline/continuation');
const { k } = require('internal/readline/symbols');

class Multiline {
  // The line is done.
  [k.line]() {
    const { line, cursor, prevRows } = this;
    this[k.previousState] = { line, cursor, prevRows };
    const done = this[k.addHistory]();
    this[k.undoStack] = [];
    this[k.redoStack] = [];
    this.clearLine();
    this[k.onLine](done);
  }

  [k.addHistory]() {
    return this.historyManager.addHistory(this[k.isMultiline], this[k.lastCommandErrored]);
  }

  // Takes back that the line was done, and breaks it where the cursor was
  // instead. The terminal's cursor is below the line's end.
  [k.addLineBreak]() {
    const { line, cursor, prevRows } = this[k.previousState];
    const before = line.slice(0, cursor);
    const after = line.slice(cursor);
    this[k.setLine](`${before}\n${after}`);
    this.cursor = cursor + 1;
    this.prevRows = prevRows;
    if (after === '') {
      this[k.writeToOutput](continuation);
      this.prevRows = this.line.split('\n').length - 1;
      return;
    }
    const rest = eraseFrom(this, before, after, line);
    drawRest(this, rest);
  }

  // Moves the cursor to the row above (-1) or below (1), to the column that it
  // had before rows that are too short for it.
  [k.moveRow](direction, { rows, cols }) {
    const lines = this.line.split('\n');
    const current = lines[rows];
    const target = lines[rows + direction];
    const down = direction > 0;
    const toEnd = down ? current.length - cols + continuation.length + target.length + 1 : -cols + 1;
    let distance = down ? current.length + 1 : -target.length - 1;
    if (cols > target.length + 1) {
      if (this[k.previousColumn] === -1) this[k.previousColumn] = cols;
      distance = toEnd;
    } else if (this[k.previousColumn] > target.length) {
      distance = toEnd;
    } else if (this[k.previousColumn] !== -1) {
      distance += this[k.previousColumn] - cols;
      this[k.previousColumn] = -1;
    }
    this[k.moveCursor](distance);
  }

  [k.moveUp]() {
    const position = this.getCursorPos();
    if (this[k.isMultiline] && position.rows > 0) {
      this[k.moveRow](-1, position);
      return;
    }
    this[k.previousColumn] = -1;
    this[k.historyPrev]();
  }

  [k.moveDown]() {
    const position = this.getCursorPos();
    if (this[k.isMultiline] && position.rows < this.line.split('\n').length - 1) {
      this[k.moveRow](1, position);
      return;
    }
    this[k.previousColumn] = -1;
    this[k.historyNext]();
  }

  [k.historyNext]() {
    if (this.historyManager.canNavigateToNext())
      showEntry(this, () => this.historyManager.navigateToNext(this[k.substringSearch]));
  }

  [k.historyPrev]() {
    if (this.historyManager.canNavigateToPrevious())
      showEntry(this, () => this.historyManager.navigateToPrevious(this[k.substringSearch]));
  }
}

function showEntry(rl, navigate) {
  rl[k.beforeEdit](rl.line, rl.cursor);
  rl[k.setLine](navigate());
  rl.cursor = rl.line.length;
  rl[k.refreshLine]();
}

// eraseFrom clears the terminal from the row that is to be broken, draws what
// is before the break and returns what is to be drawn behind it.
function eraseFrom(rl, before, after, line) {
  const rowsBefore = before.split('\n');
  if (rl.prevRows === 0 || rl.prevRows === undefined) {
    moveCursor(rl.output, 0, -line.split('\n').length);
    clearScreenDown(rl.output);
    drawFirst(rl, before, rowsBefore);
    return after;
  }
  const above = rowsBefore.at(-2) ?? '';
  moveCursor(rl.output, above.length + continuation.length, -(after.split('\n').length + 1));
  clearScreenDown(rl.output);
  rl[k.writeToOutput]('\n');
  drawFirst(rl, before, rowsBefore);
  return `${rowsBefore.at(-1)}\n${after}`;
}

function drawFirst(rl, before, rowsBefore) {
  if (rowsBefore.length < 2) rl[k.writeToOutput](`${rl[k.prompt]}${before}\n${continuation}`);
  else rl[k.writeToOutput](continuation);
}

function drawRest(rl, rest) {
  const cursor = rl.getCursorPos();
  rl[k.writeToOutput](rest.replaceAll('\n', `\n${continuation}`));
  const end = rl[k.getDisplayPos](rl.line);
  moveCursor(rl.output, cursor.cols - end.cols, cursor.rows - end.rows);
  rl.prevRows = cursor.rows;
}

module.exports = Multiline;
