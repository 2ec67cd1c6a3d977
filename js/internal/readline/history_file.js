'use strict';

// The file that a REPL keeps its history in.

const fs = require('fs');
const os = require('os');
const path = require('path');
const { debuglog } = require('internal/util/debuglog');

const debug = debuglog('repl');

const ownerOnly = 0o600;

// The file is written when no line has come for this long: pasted text is many
// lines.
const quietMs = 15;

const disabled = '\nPersistent history support disabled. Set the NODE_REPL_HISTORY environment\n' +
  'variable to a valid, user-writable path to enable.\n';
const notKept = 'REPL session history will not be persisted.\n';

class HistoryFile {
  #history;
  #rl;
  #onReady;
  #handle = null;
  #timer = null;
  #writing = false;
  #pending = false; // lines have come while it was written

  constructor(history, rl, onReady) {
    this.#history = history;
    this.#rl = rl;
    this.#onReady = onReady;
    // An empty name means: none.
    if (history.filePath === '') {
      this.#explainOnce();
      onReady(null, rl);
      return;
    }
    history.filePath ||= defaultPath();
    if (!history.filePath) {
      this.#tell(`\nError: Could not get the home directory.\n${notKept}`);
      this.#explainOnce();
      onReady(null, rl);
      return;
    }
    rl.pause();
    this.#open().catch((err) => this.#giveUp(err));
  }

  async close() {
    const handle = this.#handle;
    this.#handle = null;
    try {
      await handle?.close();
    } catch (err) {
      debug('Error closing history file:', err);
    }
  }

  async #open() {
    const history = this.#history;
    const rl = this.#rl;
    try {
      const made = await fs.promises.open(history.filePath, 'a+', ownerOnly);
      await made.close();
      const text = await fs.promises.readFile(history.filePath, 'utf8');
      const loaded = text ? text.split(/\r?\n+/, history.size) : [];
      // Lines may have come in the meantime, when the input cannot be paused.
      history.history = [...history.history, ...loaded].slice(0, Math.max(history.size, history.history.length));
      this.#handle = await fs.promises.open(history.filePath, 'r+');
      await this.#handle.truncate(0);
    } catch (err) {
      await this.close();
      throw err;
    }
    rl.on('line', this.#onLine);
    rl.once('exit', this.#onExit);
    rl.once('flushHistory', () => {
      if (rl.closed) return;
      rl.resume();
      this.#onReady(null, rl);
    });
    await this.#flush();
  }

  #giveUp(err) {
    debug(err.stack);
    this.#tell(`\nError: Could not open history file.\n${notKept}`);
    this.#explainOnce();
    this.#rl.resume();
    this.#onReady(null, this.#rl);
  }

  #onLine = () => {
    this.#history.isFlushing = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), quietMs);
  };

  async #flush() {
    this.#timer = null;
    if (this.#writing) {
      this.#pending = true;
      return;
    }
    this.#writing = true;
    try {
      await this.#handle.write(this.#history.history.join('\n'), 0, 'utf8');
    } catch (err) {
      debug('Error writing history file:', err);
      return;
    } finally {
      this.#writing = false;
    }
    if (this.#pending) {
      this.#pending = false;
      this.#onLine();
      return;
    }
    this.#history.isFlushing = this.#timer !== null;
    if (!this.#history.isFlushing) this.#rl.emit('flushHistory');
  }

  #onExit = () => {
    if (this.#history.isFlushing) {
      this.#rl.once('flushHistory', this.#onExit);
      return;
    }
    this.#rl.removeListener('line', this.#onLine);
    this.close();
  };

  #tell(message) {
    if (typeof this.#rl._writeToOutput !== 'function') return;
    this.#rl._writeToOutput(message);
    this.#rl._refreshLine?.();
  }

  // Says, when the user first looks for an entry and there is none, that no
  // file keeps them.
  #explainOnce() {
    const rl = this.#rl;
    const { _historyPrev: historyPrev } = rl;
    rl._historyPrev = () => {
      if (this.#history.history.length === 0) this.#tell(disabled);
      rl._historyPrev = historyPrev;
      return rl._historyPrev();
    };
  }
}

function defaultPath() {
  try {
    return path.join(os.homedir(), '.node_repl_history');
  } catch (err) {
    debug(err.stack);
    return null;
  }
}

module.exports = { HistoryFile };
