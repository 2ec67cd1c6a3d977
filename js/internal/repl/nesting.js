'use strict';

// remember keeps a row in the REPL's lines, which .save writes, indented by
// how deep it lies in brackets.
function remember(repl, row) {
  const { lines } = repl;
  lines.level ||= [];
  const { level } = lines;
  if (!row) {
    lines.push('');
    lines.level = [];
    return;
  }
  lines.push('  '.repeat(level.length > 0 ? level.length - 1 : 0) + row);
  let depth = row.replace(/[^{(]/g, '').length - row.replace(/[^})]/g, '').length;
  if (depth > 0) level.push({ line: lines.length - 1, depth });
  while (depth < 0 && level.length > 0) {
    const innermost = level[level.length - 1];
    innermost.depth += depth;
    if (innermost.depth > 0) return;
    level.pop();
    depth = innermost.depth;
  }
}

module.exports = { remember };
