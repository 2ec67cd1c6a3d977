'use strict';

// The line on the terminal: where its characters are, and drawing it anew.

const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');
const { continuation } = require('internal/readline/continuation');
const { k } = require('internal/readline/symbols');
const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect');

class Display {
  // Where the cursor is behind the last character of text.
  [k.getDisplayPos](text) {
    const { columns, tabSize } = this;
    let offset = 0;
    let rows = 0;
    for (const character of stripVTControlCharacters(text)) {
      if (character === '\n') {
        // With endless columns or without text a line has a row all the same.
        rows += Math.ceil(offset / columns) || 1;
        offset = this[k.isMultiline] ? continuation.length : 0;
      } else if (character === '\t') {
        offset += tabSize - offset % tabSize;
      } else {
        const width = getStringWidth(character, false);
        // A wide character does not fit into the last column.
        if (width === 2 && (offset + 1) % columns === 0) offset++;
        offset += width;
      }
    }
    const cols = offset % columns;
    rows += (offset - cols) / columns;
    return { cols, rows };
  }

  getCursorPos() {
    return this[k.getDisplayPos](this[k.prompt] + this.line.slice(0, this.cursor));
  }

  [k.refreshLine]() {
    const end = this[k.getDisplayPos](this[k.prompt] + this.line);
    const cursor = this.getCursorPos();

    const rowsAbove = this.prevRows || 0;
    if (rowsAbove > 0) moveCursor(this.output, 0, -rowsAbove);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    writeLine(this);
    // A line that fills its last row leaves the cursor behind the row's last
    // column: this brings it to the next.
    if (end.cols === 0) this[k.writeToOutput](' ');

    cursorTo(this.output, cursor.cols);
    if (end.rows > cursor.rows) moveCursor(this.output, 0, cursor.rows - end.rows);
    this.prevRows = cursor.rows;
  }

  // Moves the cursor by delta characters.
  [k.moveCursor](delta) {
    if (delta === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.min(Math.max(this.cursor + delta, 0), this.line.length);
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this[k.refreshLine]();
  }

  // Leaves the line as it is on the terminal and begins an empty one.
  clearLine() {
    this[k.moveCursor](+Infinity);
    this[k.writeToOutput]('\r\n');
    this[k.setLine]('');
    this.cursor = 0;
    this.prevRows = 0;
  }

  [k.setLine](line = '') {
    this.line = line;
    this[k.isMultiline] = line.includes('\n');
  }
}

function writeLine(rl) {
  const paint = (text) => rl[k.colorize]?.(text) ?? text;
  if (!rl[k.isMultiline]) {
    rl[k.writeToOutput](rl[k.prompt] + paint(rl.line));
    return;
  }
  rl.line.split('\n').forEach((line, i) => {
    rl[k.writeToOutput]((i === 0 ? rl[k.prompt] : `\n${continuation}`) + paint(line));
  });
}

module.exports = Display;
