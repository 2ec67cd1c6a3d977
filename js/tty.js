'use strict';

// node:tty: terminals as streams.

const net = require('net');
const { TTY, isTTY } = require('internal/binding/tty');
const { errnoException, codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { getColorDepth, hasColors } = require('internal/tty');

const highestDescriptor = 2 ** 31 - 1;
const modes = { __proto__: null, raw: 1, io: 2 };
const normalMode = 0;

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= highestDescriptor && isTTY(fd);
}

function openTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  const context = {};
  const handle = new TTY(fd, context);
  if (context.code !== undefined) throw initFailure(context);
  return handle;
}

function initFailure(context) {
  const err = new ERR_TTY_INIT_FAILED();
  err.message += `: ${context.syscall} returned ${context.code} (${context.message})`;
  const { errno, syscall } = context;
  return Object.assign(err, { name: 'SystemError', info: context, errno, syscall });
}

function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  net.Socket.call(this, { readableHighWaterMark: 0, handle: openTerminal(fd), manualStart: true, ...options });
  this.isRaw = false;
  this.rawMode = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(ReadStream, net.Socket);

ReadStream.prototype.setRawMode = function(mode) {
  if (typeof mode === 'string' && !(mode in modes))
    throw new ERR_INVALID_ARG_VALUE('mode', mode, 'must be true, false, \'raw\', or \'io\'');
  const rawMode = typeof mode === 'string' ? mode : mode ? 'raw' : false;
  const status = this._handle?.setRawMode(rawMode ? modes[rawMode] : normalMode);
  if (status) {
    this.emit('error', errnoException(status, 'setRawMode'));
    return this;
  }
  this.isRaw = rawMode !== false;
  this.rawMode = rawMode;
  return this;
};

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle: openTerminal(fd), manualStart: true });
  // Terminals are fast, and what is written to them should be in order with
  // what other descriptors of theirs get.
  this._handle.setBlocking(true);
  const size = [0, 0];
  if (!this._handle.getWindowSize(size)) [this.columns, this.rows] = size;
}
Object.setPrototypeOf(WriteStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(WriteStream, net.Socket);

WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

WriteStream.prototype._refreshSize = function() {
  const size = [0, 0];
  const status = this._handle.getWindowSize(size);
  if (status) {
    this.emit('error', errnoException(status, 'getWindowSize'));
    return;
  }
  const [columns, rows] = size;
  if (columns === this.columns && rows === this.rows) return;
  this.columns = columns;
  this.rows = rows;
  this.emit('resize');
};

WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};
WriteStream.prototype.cursorTo = function(x, y, callback) {
  return require('readline').cursorTo(this, x, y, callback);
};
WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return require('readline').moveCursor(this, dx, dy, callback);
};
WriteStream.prototype.clearLine = function(direction, callback) {
  return require('readline').clearLine(this, direction, callback);
};
WriteStream.prototype.clearScreenDown = function(callback) {
  return require('readline').clearScreenDown(this, callback);
};

module.exports = { isatty, ReadStream, WriteStream };
