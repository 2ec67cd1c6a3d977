'use strict';

// Completion: what the completer found is put into the line, or listed below.

const { k } = require('internal/readline/symbols');
const { commonPrefix } = require('internal/readline/text');
const { getStringWidth, inspect } = require('internal/util/inspect');

const columnGap = 2;

class Complete {
  async [k.tabComplete](again) {
    this.pause();
    let found;
    try {
      found = await this.completer(this.line.slice(0, this.cursor));
    } catch (err) {
      this[k.writeToOutput](`Tab completion error: ${inspect(err)}`);
      return;
    } finally {
      this.resume();
    }
    this[k.tabCompleter](again, found);
  }

  // again: the key before was the tab as well.
  [k.tabCompleter](again, [completions, completed]) {
    if (!completions || completions.length === 0) return;
    const prefix = commonPrefix(completions.filter((text) => text !== ''));
    if (prefix.startsWith(completed) && prefix.length > completed.length) {
      this[k.insertString](prefix.slice(completed.length));
    } else if (!completed.startsWith(prefix)) {
      const begin = this.cursor - completed.length;
      this[k.setLine](this.line.slice(0, begin) + prefix + this.line.slice(this.cursor));
      this.cursor = begin + prefix.length;
      this[k.refreshLine]();
    } else if (again) {
      this[k.beforeEdit](this.line, this.cursor);
      this[k.writeToOutput](layOut(completions, this.columns));
      this[k.refreshLine]();
    }
  }
}

// layOut makes columns of the completions. An empty one separates groups.
function layOut(completions, columns) {
  const widths = completions.map((text) => getStringWidth(text));
  const width = Math.max(...widths) + columnGap;
  const fitting = Math.floor(columns / width) || 1;
  const perRow = fitting === Infinity ? 1 : fitting;
  let text = '\r\n';
  let inRow = 0;
  let padding = 0;
  completions.forEach((completion, i) => {
    if (completion === '' || inRow === perRow) {
      text += '\r\n';
      inRow = 0;
      padding = 0;
    } else {
      text += ' '.repeat(padding);
    }
    if (completion === '') {
      text += '\r\n';
      return;
    }
    text += completion;
    padding = width - widths[i];
    inRow++;
  });
  return inRow === 0 ? text : `${text}\r\n\r\n`;
}

module.exports = Complete;
