'use strict';

// The names of an interface's inner methods and fields. node:readline gives
// those of `legacy` a second name with an underscore, which scripts replace.

const legacyMethods = [
  'setRawMode', 'onLine', 'writeToOutput', 'addHistory', 'refreshLine', 'normalWrite', 'insertString', 'tabComplete',
  'wordLeft', 'wordRight', 'deleteLeft', 'deleteRight', 'deleteWordLeft', 'deleteWordRight', 'deleteLineLeft',
  'deleteLineRight', 'line', 'historyNext', 'historyPrev', 'getDisplayPos', 'moveCursor', 'ttyWrite',
];
const legacyFields = [
  'decoder', 'line_buffer', 'oldPrompt', 'previousKey', 'prompt', 'questionCallback', 'sawKeyPress', 'sawReturnAt',
];
const others = [
  'addLineBreak', 'beforeEdit', 'colorize', 'edit', 'isMultiline', 'killRing', 'killRingIndex', 'lastCommandErrored',
  'lineStream', 'moveDown', 'moveRow', 'moveUp', 'previousColumn', 'previousState', 'question', 'questionCancel', 'questionReject', 'redo', 'redoStack',
  'setLine', 'substringSearch', 'tabCompleter', 'undo', 'undoStack', 'yank', 'yankPop', 'yanking',
];

const k = { __proto__: null };
for (const name of [...legacyMethods, ...legacyFields, ...others]) k[name] = Symbol(`_${name}`);

module.exports = { k, legacyMethods, legacyFields };
