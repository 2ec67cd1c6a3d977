'use strict';

// The console that the language itself has: every context has one. It prints to
// an inspector only, of which there is none.

const silent = [
  'debug', 'error', 'info', 'log', 'warn', 'dir', 'dirxml', 'table', 'trace', 'group', 'groupCollapsed', 'groupEnd', 'clear',
  'count', 'countReset', 'assert', 'profile', 'profileEnd', 'time', 'timeLog', 'timeEnd', 'timeStamp',
];

function makeConsole() {
  const made = {};
  for (const name of silent) made[name] = { [name]() {} }[name];
  Object.defineProperty(made, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'console' });
  return made;
}

module.exports = { makeConsole };
