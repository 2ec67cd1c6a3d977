'use strict';

// How diffs are written. The shortest edits are found in Go.

const { edits } = require('internal/util/inspect');
const colors = require('internal/util/colors');

// Operations, as in util.diff: what only the actual value has is inserted.
const removed = -1;
const same = 0;
const inserted = 1;

// Equal lines beyond this many are left out, if that spares more than two.
const shownEqualLines = 5;

// lineDiff gives [operation, line] in order. In objects a line that differs by a
// comma at its end is the same.
function lineDiff(actual, expected, ignoreCommas) {
  return edits(actual, expected, ignoreCommas);
}

function showCharacters(actual, expected) {
  const shown = edits(actual.split(''), expected.split(''), false).map(([operation, text]) => {
    const color = operation === inserted ? colors.green : operation === removed ? colors.red : colors.white;
    return `${color}${text}${colors.white}`;
  });
  return `\n${shown.join('')}`;
}

function showDiff(diff, operator) {
  const partial = operator === 'partialDeepStrictEqual';
  const insertion = partial ? `${colors.gray}${colors.hasColors ? ' ' : '+'} ` : `${colors.green}+${colors.white} `;
  const lines = [];
  let skipped = false;
  let equal = []; // lines in a row that are the same
  const flush = () => {
    const rest = equal.slice(shownEqualLines);
    if (rest.length > 2) {
      skipped = true;
      lines.push(`${colors.blue}...${colors.white}`);
      rest.splice(0, rest.length - 1);
    }
    for (const line of rest) lines.push(`${colors.white}  ${line}`);
    equal = [];
  };
  for (const [operation, line] of diff) {
    if (operation === same) {
      if (equal.length < shownEqualLines) lines.push(`${colors.white}  ${line}`);
      equal.push(line);
      continue;
    }
    flush();
    if (operation === inserted) lines.push(`${insertion}${line}${partial ? colors.white : ''}`);
    else lines.push(`${colors.red}-${colors.white} ${line}`);
  }
  return { text: `\n${lines.join('\n').trimEnd()}`, skipped };
}

module.exports = { lineDiff, showCharacters, showDiff };
