'use strict';

// util.debuglog: logs to stderr for the sections that NODE_DEBUG names.

const { format, formatWithOptions, inspect } = require('internal/util/inspect');

const nothing = () => {};
const logs = { __proto__: null };

// The environment is read once: what a script changes in it has no effect.
let sections;

function isEnabled(section) {
  sections ??= pattern(process.env.NODE_DEBUG);
  return sections.test(section);
}

// pattern reads a list with commas, in which * stands for anything.
function pattern(list) {
  if (!list) return /^(?!)/;
  const alternatives = list.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replace(/\*/g, '.*').replace(/,/g, '$|^');
  return new RegExp(`^${alternatives}$`, 'i');
}

function makeLog(section) {
  if (!isEnabled(section)) return nothing;
  if (section === 'HTTP' || section === 'HTTP2') {
    process.emitWarning(`Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can expose ` +
      'sensitive data (such as passwords, tokens and authentication headers) in the resulting log.');
  }
  const { pid } = process;
  return function debug(...args) {
    const colors = require('internal/util/colors').shouldColorize(process.stderr);
    const text = formatWithOptions({ colors }, ...args);
    process.stderr.write(format('%s %s: %s\n', section, inspect(pid, { colors }), text));
  };
}

function defineEnabled(log, get) {
  Object.defineProperty(log, 'enabled', { __proto__: null, get, configurable: true, enumerable: true });
}

// debuglog decides on the first call, or when enabled is looked at. callback is
// then given the function that does the logging.
function debuglog(section, callback) {
  let enabled;
  const decide = () => {
    if (enabled === undefined) {
      section = section.toUpperCase();
      enabled = isEnabled(section);
    }
    return enabled;
  };
  let log = (...args) => {
    decide();
    log = logs[section] ??= makeLog(section);
    if (typeof callback === 'function') {
      defineEnabled(log, decide);
      callback(log);
    }
    return log(...args);
  };
  const logger = (...args) => {
    if (enabled !== false) return log(...args);
  };
  defineEnabled(logger, decide);
  return logger;
}

module.exports = { debuglog };
