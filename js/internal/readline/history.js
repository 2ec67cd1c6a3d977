'use strict';

// The lines of an interface, newest first. An entry of several rows has them
// in reverse order, with \r between: so it is one line of a history file.

const { reverseLines } = require('internal/readline/text');
const { validateArray, validateNumber } = require('internal/validators');

const defaultSize = 30;

class History {
  #rl;
  #removeDuplicates;

  constructor(rl, { filePath, history, removeHistoryDuplicates, size }) {
    if (history !== undefined) validateArray(history, 'history');
    if (size !== undefined) validateNumber(size, 'size', 0);
    this.#rl = rl;
    this.#removeDuplicates = removeHistoryDuplicates || false;
    this.history = history ?? [];
    this.index = -1; // of the entry that is shown
    this.size = size ?? rl.historySize ?? defaultSize;
    this.isFlushing = false;
    this.filePath = typeof filePath === 'string' ? filePath.trim() : filePath;
  }

  // Reads the history file, and keeps it up to date from then on.
  initialize(onReady) {
    const { HistoryFile } = require('internal/readline/history_file');
    this.file = new HistoryFile(this, this.#rl, onReady);
  }

  // Closes the history file. Returns a promise.
  async closeHandle() {
    await this.file?.close();
  }

  // Adds the interface's line and returns it as the script is to get it.
  addHistory(isMultiline, lastCommandErrored) {
    const { line } = this.#rl;
    if (line === '' || this.size === 0 || line.trim() === '') return line;
    const { history } = this;
    // The rows before were entries of their own, or the line corrects the last
    // one.
    if (isMultiline && this.index === -1 || lastCommandErrored) history.shift();
    this.#add(reverseLines(line, '\n', '\r'));
    this.index = -1;
    const entry = history[0];
    // A listener may change the entries, to keep a password out of them.
    this.#rl.emit('history', history);
    return isMultiline ? reverseLines(entry) : entry;
  }

  #add(entry) {
    const { history } = this;
    if (history[0] === entry) return;
    if (this.#removeDuplicates) {
      const index = history.indexOf(entry);
      if (index !== -1) history.splice(index, 1);
    }
    history.unshift(entry);
    if (history.length > this.size) history.pop();
  }

  canNavigateToNext() {
    return this.index > -1 && this.history.length > 0;
  }

  canNavigateToPrevious() {
    return this.history.length !== this.index && this.history.length > 0;
  }

  // The newer entry that begins with search; search itself if there is none.
  navigateToNext(search) {
    if (!this.canNavigateToNext()) return null;
    return this.#navigate(-1, search || '');
  }

  navigateToPrevious(search) {
    if (!this.canNavigateToPrevious()) return null;
    return this.#navigate(1, search || '');
  }

  #navigate(step, search) {
    const { history } = this;
    const { line } = this.#rl;
    let index = this.index + step;
    while (index >= 0 && index < history.length && (!history[index].startsWith(search) || line === history[index]))
      index += step;
    this.index = index;
    return index < 0 || index >= history.length ? search : reverseLines(history[index], '\r', '\n');
  }
}

module.exports = { History };
