'use strict';

// The messages of AssertionError: what was expected, and how the values differ.

const { inspect, isError } = require('internal/util/inspect');
const colors = require('internal/util/colors');
const { lineDiff, showDiff, showCharacters } = require('internal/assert/diff');

const titles = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const showsDiff = new Set(['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual']);

// Two values whose texts are this short together are shown on one line.
const maxShortLength = 12;
const maxLongLength = 512;
const maxSameLines = 50;

const isObject = (value) => typeof value === 'object' && value !== null;

// show is not subject to inspect.defaultOptions, and shows what is compared:
// enumerable properties, getters, no order of keys, no custom texts.
function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// copyError makes an error that is the same but for the stack, which is not
// compared and would fill the diff.
function copyError(source) {
  const copy = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(copy, 'message', { __proto__: null, value: source.message });
  if (Object.prototype.hasOwnProperty.call(source, 'cause')) {
    const { cause } = source;
    Object.defineProperty(copy, 'cause', { __proto__: null, value: isError(cause) ? copyError(cause) : cause });
  }
  return copy;
}

const isErrorWithStack = (value) => isObject(value) && 'stack' in value && value instanceof Error;

// describe gives the message, and the values that the error keeps.
function describe({ message, operator, actual, expected }, diff) {
  if (message != null) {
    const text = showsDiff.has(operator) ? difference(actual, expected, operator, message, diff) : String(message);
    return { text, actual, expected };
  }
  colors.refresh();
  if (isErrorWithStack(actual) && isErrorWithStack(expected)) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  return { text: generate(actual, expected, operator, diff), actual, expected };
}

function generate(actual, expected, operator, diff) {
  if (showsDiff.has(operator)) return difference(actual, expected, operator, undefined, diff);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unwanted(actual, operator, diff);
  let left = show(actual);
  let right = show(expected);
  if (operator === 'notDeepEqual' && left === right) {
    return limited(`${titles[operator]}\n\n${left}`, 2 * maxLongLength, diff);
  }
  left = limited(left, maxLongLength, diff);
  right = limited(right, maxLongLength, diff);
  if (operator === 'deepEqual') return `${titles.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  const unequal = titles[`${operator}Unequal`];
  if (unequal) return `${unequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function limited(text, length, diff) {
  return text.length > length && diff !== 'full' ? `${text.slice(0, length - 3)}...` : text;
}

// unwanted shows the one value that both sides are.
function unwanted(actual, operator, diff) {
  let title = titles[operator];
  if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) {
    title = titles.notStrictEqualObject;
  }
  let lines = show(actual).split('\n');
  if (lines.length > maxSameLines && diff !== 'full') {
    lines = [...lines.slice(0, maxSameLines - 4), `${colors.blue}...${colors.white}`];
  }
  if (lines.length > 1) return `${title}\n\n${lines.join('\n')}\n`;
  return `${title}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
}

function difference(actual, expected, operator, message, diff) {
  const sameKind = isObject(actual) && isObject(expected) ||
    typeof actual === 'function' && typeof expected === 'function';
  if (operator === 'strictEqual' && sameKind) operator = 'strictEqualObject';

  const left = show(actual).split('\n');
  const right = show(expected).split('\n');
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let text;
  let skipped = false;
  if (left.length === 1 && right.length === 1 && !(isObject(actual) && isObject(expected))) {
    const simple = simpleDifference(actual, left[0], expected, right[0]);
    text = simple.text;
    header = simple.header ?? header;
  } else if (left.join('\n') === right.join('\n')) {
    operator = 'notIdentical';
    header = '';
    skipped = left.length > maxSameLines && diff !== 'full';
    text = skipped ? `${left.slice(0, maxSameLines).join('\n')}\n...}` : left.join('\n');
  } else {
    const edits = lineDiff(left, right, isObject(actual));
    ({ text, skipped } = showDiff(edits, operator));
    if (operator === 'partialDeepStrictEqual') {
      const plus = colors.hasColors ? '' : '+ ';
      header = `${colors.gray}${plus}actual${colors.white} ${colors.red}- expected${colors.white}`;
    }
  }
  return `${message || titles[operator]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${text}\n`;
}

// simpleDifference compares two values of one line each.
function simpleDifference(actual, left, expected, right) {
  const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
  if (left.length + right.length - quotes <= maxShortLength && (actual !== 0 || expected !== 0)) {
    return { text: `${left} !== ${right}`, header: '' };
  }
  const strings = typeof actual === 'string' && typeof expected === 'string';
  if (strings && colors.hasColors) {
    return {
      text: showCharacters(left, right),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  const text = `\n${colors.green}+${colors.white} ${left}\n${colors.red}- ${colors.white}${right}`;
  return { text: text + caret(left, right) };
}

// caret points at the first difference, when a line of the terminal holds both
// and it is not obvious. Only quoted texts are pointed into.
function caret(left, right) {
  const columns = process.stderr.isTTY ? process.stderr.columns : 80;
  if (left.length + right.length > columns) return '';
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return at >= 3 && at < left.length ? `\n${' '.repeat(at + 2)}^` : '';
}

module.exports = { describe };
