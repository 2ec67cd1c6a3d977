'use strict';

// What each key does.

const { AbortError } = require('internal/errors');
const { clearScreenDown, cursorTo } = require('internal/readline/csi');
const { k } = require('internal/readline/symbols');
const { lengthAt, lengthBefore } = require('internal/readline/text');

const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/;

const undoKey = '\x1f'; // control and _
const redoKey = '\x1e'; // control and ^

const toStart = (rl) => rl[k.moveCursor](-Infinity);
const toEnd = (rl) => rl[k.moveCursor](+Infinity);
const toLeft = (rl) => rl[k.moveCursor](-lengthBefore(rl.line, rl.cursor));
const toRight = (rl) => rl[k.moveCursor](lengthAt(rl.line, rl.cursor));
const call = (method) => (rl) => rl[k[method]]();

const withCtrlAndShift = {
  __proto__: null,
  backspace: call('deleteLineLeft'),
  delete: call('deleteLineRight'),
};

const withCtrl = {
  __proto__: null,
  a: toStart,
  b: toLeft,
  c: interrupt,
  d: deleteOrEnd,
  e: toEnd,
  f: toRight,
  h: call('deleteLeft'),
  k: call('deleteLineRight'),
  l: clearScreen,
  n: call('historyNext'),
  p: call('historyPrev'),
  u: call('deleteLineLeft'),
  w: call('deleteWordLeft'),
  y: call('yank'),
  z: suspend,
  backspace: call('deleteWordLeft'),
  delete: call('deleteWordRight'),
  left: call('wordLeft'),
  right: call('wordRight'),
};

const withMeta = {
  __proto__: null,
  b: call('wordLeft'),
  d: call('deleteWordRight'),
  f: call('wordRight'),
  y: call('yankPop'),
  backspace: call('deleteWordLeft'),
  delete: call('deleteWordRight'),
};

const plain = {
  __proto__: null,
  return: carriageReturn,
  enter: lineFeed,
  backspace: call('deleteLeft'),
  delete: call('deleteRight'),
  left: toLeft,
  right: toRight,
  home: toStart,
  end: toEnd,
  up: call('moveUp'),
  down: call('moveDown'),
};

class Terminal {
  [k.ttyWrite](text, key) {
    key ||= {};
    const previousKey = this[k.previousKey];
    this[k.previousKey] = key;
    const { name, ctrl, meta, shift, sequence } = key;
    const vertical = (name === 'up' || name === 'down') && !ctrl && !meta;
    if (!meta || name !== 'y') this[k.yanking] = false;
    followSearch(this, vertical && !shift);

    if (sequence?.[0] === undoKey) return this[k.undo]();
    if (sequence?.[0] === redoKey) return this[k.redo]();
    if (name === 'escape') return;

    const modified = ctrl && shift ? withCtrlAndShift : ctrl ? withCtrl : meta ? withMeta : null;
    if (modified !== null) {
      modified[name]?.(this);
    } else {
      if (name !== 'enter') this[k.sawReturnAt] = 0;
      if (name === 'tab' && typeof this.completer === 'function' && this.isCompletionEnabled)
        this[k.tabComplete](previousKey?.name === 'tab');
      else if (plain[name]) plain[name](this);
      else if (typeof text === 'string' && text) insert(this, text);
    }
    if (!vertical) this[k.previousColumn] = -1;
  }
}

// The arrows look for the entries that begin as the line did when the first of
// them was pressed.
function followSearch(rl, arrow) {
  if (arrow) {
    if (rl[k.substringSearch] === null && !rl[k.isMultiline]) rl[k.substringSearch] = rl.line.slice(0, rl.cursor);
  } else if (rl[k.substringSearch] !== null) {
    rl[k.substringSearch] = null;
    if (rl.history.length === rl.historyIndex) rl.historyIndex = -1; // nothing was found
  }
}

function insert(rl, text) {
  const lines = text.split(lineEnding);
  const last = lines.pop();
  for (const line of lines) {
    rl[k.insertString](line);
    rl[k.line]();
  }
  rl[k.insertString](last);
}

function interrupt(rl) {
  if (rl.listenerCount('SIGINT') > 0) rl.emit('SIGINT');
  else end(rl, 'Aborted with Ctrl+C');
}

function deleteOrEnd(rl) {
  if (rl.line === '' && rl.cursor === 0) end(rl, 'Aborted with Ctrl+D');
  else if (rl.cursor < rl.line.length) rl[k.deleteRight]();
}

function end(rl, reason) {
  rl.close();
  rl[k.questionReject]?.(new AbortError(reason));
}

function clearScreen(rl) {
  cursorTo(rl.output, 0, 0);
  clearScreenDown(rl.output);
  rl[k.refreshLine]();
}

function suspend(rl) {
  if (process.platform === 'win32') return;
  if (rl.listenerCount('SIGTSTP') > 0) {
    rl.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    // The pause lets the interface that comes back see SIGINT, SIGTSTP and the
    // end of input again.
    if (!rl.paused) {
      rl.pause();
      rl.emit('SIGCONT');
    }
    rl[k.setRawMode](true);
    rl[k.refreshLine]();
  });
  rl[k.setRawMode](false);
  process.kill(process.pid, 'SIGTSTP');
}

function carriageReturn(rl) {
  rl[k.sawReturnAt] = Date.now();
  rl[k.line]();
}

function lineFeed(rl) {
  // One that comes soon behind a carriage return belongs to it.
  if (rl[k.sawReturnAt] === 0 || Date.now() - rl[k.sawReturnAt] > rl.crlfDelay) rl[k.line]();
  rl[k.sawReturnAt] = 0;
}

module.exports = Terminal;
