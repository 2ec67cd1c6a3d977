'use strict';

// The escape sequences that diffs and test reports are colored with: empty
// where the stream takes none. refresh decides by process.stderr.

const codes = {
  blue: '\u001b[34m',
  green: '\u001b[32m',
  white: '\u001b[39m',
  yellow: '\u001b[33m',
  red: '\u001b[31m',
  gray: '\u001b[90m',
  clear: '\u001bc',
  reset: '\u001b[0m',
};

function shouldColorize(stream) {
  if (process.env.FORCE_COLOR !== undefined) return require('internal/tty').getColorDepth() > 2;
  return stream?.isTTY && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
}

function refresh() {
  const colors = module.exports;
  colors.hasColors = Boolean(shouldColorize(process.stderr));
  for (const name of Object.keys(codes)) colors[name] = colors.hasColors ? codes[name] : '';
}

module.exports = { shouldColorize, refresh, hasColors: false };
refresh();
