'use strict';

// The control sequences that move a terminal's cursor and clear parts of it,
// and the functions that write them to a stream.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const introducer = '\x1b[';
const clearScreen = `${introducer}0J`;

function position(x, y) {
  return typeof y === 'number' ? `${introducer}${y + 1};${x + 1}H` : `${introducer}${x + 1}G`;
}

function move(delta, back, forward) {
  if (delta < 0) return `${introducer}${-delta}${back}`;
  return delta > 0 ? `${introducer}${delta}${forward}` : '';
}

function movement(dx, dy) {
  return move(dx, 'D', 'C') + move(dy, 'A', 'B');
}

// erasure clears the line: left of the cursor for negative directions, right
// of it for positive ones, else all of it.
function erasure(direction) {
  return `${introducer}${direction < 0 ? 1 : direction > 0 ? 0 : 2}K`;
}

// put writes a sequence. Without one, or without a stream, there is nothing to
// wait for.
function put(stream, sequence, callback) {
  if (stream !== null && stream !== undefined && sequence !== '') return stream.write(sequence, callback);
  if (typeof callback === 'function') process.nextTick(callback, null);
  return true;
}

function check(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
}

function cursorTo(stream, x, y, callback) {
  check(callback);
  if (typeof y === 'function') [y, callback] = [undefined, y];
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  const nowhere = typeof x !== 'number' && typeof y !== 'number';
  if (stream === null || stream === undefined || nowhere) return put(null, '', callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return put(stream, position(x, y), callback);
}

function moveCursor(stream, dx, dy, callback) {
  check(callback);
  return put(stream, movement(dx, dy), callback);
}

function clearLine(stream, direction, callback) {
  check(callback);
  return put(stream, erasure(direction), callback);
}

function clearScreenDown(stream, callback) {
  check(callback);
  return put(stream, clearScreen, callback);
}

module.exports = { clearScreen, position, movement, erasure, cursorTo, moveCursor, clearLine, clearScreenDown };
