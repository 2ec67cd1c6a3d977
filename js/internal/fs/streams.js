'use strict';

// fs.ReadStream and fs.WriteStream: files as streams, by path, by descriptor or
// by FileHandle.

const fs = require('fs');
const { Readable, Writable, finished } = require('stream');
const { errorOrDestroy } = require('internal/binding/stream');
const { Buffer } = require('buffer');
const { validPath, validFd, options: checkedOptions, isFileHandle, ref, unref } = require('internal/binding/fs');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const {
  codes: {
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS,
    ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED, ERR_SYSTEM_ERROR,
  },
} = require('internal/errors');

const kFs = Symbol('kFs');
const kBusy = Symbol('kIsPerformingIO');
const kIdle = Symbol('kIoDone');
const kHandle = Symbol('kHandle');

const defaultHighWaterMark = 64 * 1024;
const maxEmptyWrites = 5;

// The calls of fs that streams use, on a FileHandle.
function handleCalls(handle) {
  return {
    open() { throw new ERR_METHOD_NOT_IMPLEMENTED('open()'); },
    close(fd, cb) {
      unref(handle);
      handle.close().then(() => cb(), cb);
    },
    fsync(fd, cb) { handle.sync().then(() => cb(), cb); },
    read(fd, buffer, offset, length, position, cb) {
      handle.read(buffer, offset, length, position)
        .then((result) => cb(null, result.bytesRead, result.buffer), (err) => cb(err, 0, buffer));
    },
    write(fd, buffer, offset, length, position, cb) {
      handle.write(buffer, offset, length, position)
        .then((result) => cb(null, result.bytesWritten, result.buffer), (err) => cb(err, 0, buffer));
    },
    writev(fd, buffers, position, cb) {
      handle.writev(buffers, position)
        .then((result) => cb(null, result.bytesWritten, result.buffers), (err) => cb(err, 0, buffers));
    },
  };
}

// The options as an object that is the stream's own; inherited ones count.
function optionsOf(given) {
  const options = {};
  for (const key in checkedOptions(given)) options[key] = given[key];
  if (typeof given === 'string') options.encoding = given;
  return options;
}

// The file that the options name, or the path that is to be opened.
function chooseFile(stream, path, options, flags) {
  if (options.windowsHandle != null) {
    if (options.fd != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('windowsHandle', 'fd');
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('windowsHandle');
  }
  if (options.fd == null) {
    stream.fd = null;
    stream[kFs] = options.fs || fs;
    validateFunction(stream[kFs].open, 'options.fs.open');
    stream.path = validPath(path);
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
  } else if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    stream.fd = validFd(options.fd);
  } else if (isFileHandle(options.fd)) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    const handle = options.fd;
    stream[kHandle] = handle;
    stream[kFs] = handleCalls(handle);
    stream.fd = validFd(handle.fd);
    ref(handle);
    handle.on('close', () => stream.close());
  } else {
    throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
  }
}

// Opens the file unless there is a descriptor. Old programs replace open().
function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') return callback();
  if (typeof stream.open === 'function') {
    const { emit } = stream;
    stream.emit = function(event, ...args) {
      if (event === 'open' || event === 'error') {
        stream.emit = emit;
        callback(event === 'error' ? args[0] : undefined);
        if (event === 'error') return true;
      }
      return Reflect.apply(emit, this, [event, ...args]);
    };
    return stream.open();
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (err, fd) => {
    if (err) return callback(err);
    stream.fd = fd;
    callback();
    stream.emit('open', fd);
    stream.emit('ready');
  });
}

// Closes the file. A file must not be closed while a read or write of it goes
// on, so wait for that.
function destroy(err, cb) {
  if (this[kBusy]) {
    this.once(kIdle, (ioError) => closeFile(this, err || ioError, cb));
  } else {
    closeFile(this, err, cb);
  }
}

function closeFile(stream, err, cb) {
  if (!stream.fd) return cb(err);
  if (!stream.flush) return closeNow(stream, err, cb);
  stream[kFs].fsync(stream.fd, (flushError) => closeNow(stream, err || flushError, cb));
}

function closeNow(stream, err, cb) {
  stream[kFs].close(stream.fd, (closeError) => cb(closeError || err));
  stream.fd = null;
}

function startAt(stream, start) {
  stream.start = start;
  stream.pos = undefined;
  if (start !== undefined) {
    validateInteger(start, 'start', 0);
    stream.pos = start;
  }
}

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
  Class.prototype._construct = construct;
  Class.prototype._destroy = destroy;
  Object.defineProperty(Class.prototype, 'pending', {
    __proto__: null, configurable: true, get() { return this.fd === null; },
  });
}

function defineAutoClose(Class, state) {
  const check = (stream) => { if (stream[kFs] === undefined) throw new ERR_INVALID_THIS(Class.name); };
  Object.defineProperty(Class.prototype, 'autoClose', {
    __proto__: null,
    get() {
      check(this);
      return this[state].autoDestroy;
    },
    set(value) {
      check(this);
      this[state].autoDestroy = value;
    },
  });
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = optionsOf(options);
  if (options.highWaterMark === undefined) options.highWaterMark = defaultHighWaterMark;
  chooseFile(this, path, options, 'r');
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  validateFunction(this[kFs].read, 'options.fs.read');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');

  startAt(this, options.start);
  this.end = options.end === undefined ? Infinity : options.end;
  this.bytesRead = 0;
  this[kBusy] = false;
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end)
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
  }
  Readable.call(this, options);
}
inherit(ReadStream, Readable);
defineAutoClose(ReadStream, '_readableState');

ReadStream.prototype._read = function(size) {
  const from = this.pos === undefined ? this.bytesRead : this.pos;
  const length = Math.min(this.end - from + 1, size);
  if (length <= 0) return this.push(null);

  this[kBusy] = true;
  this[kFs].read(this.fd, Buffer.allocUnsafeSlow(length), 0, length, this.pos, (err, count, buffer) => {
    this[kBusy] = false;
    if (this.destroyed) return this.emit(kIdle, err);
    if (err) return errorOrDestroy(this, err);
    if (count === 0) return this.push(null);
    if (this.pos !== undefined) this.pos += count;
    this.bytesRead += count;
    // A copy, so that a short read does not keep the whole buffer.
    this.push(count === buffer.length ? buffer : Buffer.from(buffer.subarray(0, count)));
  });
};

ReadStream.prototype.close = function(cb) {
  if (typeof cb === 'function') finished(this, cb);
  this.destroy();
};

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = optionsOf(options);
  options.decodeStrings = true;
  chooseFile(this, path, options, 'w');
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  checkWriteCalls(this, options);
  startAt(this, options.start);
  this.bytesWritten = 0;
  this[kBusy] = false;
  Writable.call(this, options);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
inherit(WriteStream, Writable);
defineAutoClose(WriteStream, '_writableState');

function checkWriteCalls(stream, options) {
  const calls = stream[kFs];
  if (!calls.write && !calls.writev) throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', calls.write);
  if (calls.write) validateFunction(calls.write, 'options.fs.write');
  if (calls.writev) validateFunction(calls.writev, 'options.fs.writev');
  if (options.autoDestroy) validateFunction(calls.close, 'options.fs.close');
  stream.flush = options.flush == null ? false : options.flush;
  if (stream.flush !== false) {
    validateBoolean(stream.flush, 'options.flush');
    validateFunction(calls.fsync, 'options.fs.fsync');
  }
  if (!calls.write) stream._write = null;
  if (!calls.writev) stream._writev = null;
}

// Calls write(rest, position, done) until everything has been written.
function writeAll(stream, name, write, rest, size, position, cb, empty = 0) {
  write(rest, position, (err, count, same) => {
    if (err?.code === 'EAGAIN') {
      err = null;
      count = 0;
    }
    if (stream.destroyed || err) return cb(err || new ERR_STREAM_DESTROYED(name));
    stream.bytesWritten += count;
    if (count === size) return cb();
    empty = count ? 0 : empty + 1;
    if (empty > maxEmptyWrites) return cb(new ERR_SYSTEM_ERROR(`${name} failed`));
    const left = Array.isArray(same) ? [Buffer.concat(same).subarray(count)] : same.subarray(count);
    if (position !== undefined) position += count;
    writeAll(stream, name, write, left, size - count, position, cb, empty);
  });
}

function perform(stream, name, write, data, size, cb) {
  stream[kBusy] = true;
  writeAll(stream, name, write, data, size, stream.pos, (err) => {
    stream[kBusy] = false;
    cb(err);
    if (stream.destroyed) stream.emit(kIdle, err);
  });
  if (stream.pos !== undefined) stream.pos += size;
}

WriteStream.prototype._write = function(data, encoding, cb) {
  const write = (rest, position, done) => this[kFs].write(this.fd, rest, 0, rest.length, position, done);
  perform(this, 'write', write, data, data.length, cb);
};

WriteStream.prototype._writev = function(entries, cb) {
  const chunks = entries.map((entry) => entry.chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const write = (rest, position, done) => this[kFs].writev(this.fd, rest, position, done);
  perform(this, 'writev', write, chunks, size, cb);
};

WriteStream.prototype.close = function(cb) {
  if (cb) {
    if (this.closed) {
      process.nextTick(cb);
      return;
    }
    this.on('close', cb);
  }
  // Without autoClose, the stream is closed when what was written is out.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

// There is no shutdown() for files.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

module.exports = {
  ReadStream,
  WriteStream,
  createReadStream: (path, options) => new ReadStream(path, options),
  createWriteStream: (path, options) => new WriteStream(path, options),
  handle_createReadStream: (handle, options) => new ReadStream(undefined, { ...options, fd: handle }),
  handle_createWriteStream: (handle, options) => new WriteStream(undefined, { ...options, fd: handle }),
  handle_readLines(handle, options) {
    const { createInterface } = require('readline');
    return createInterface({ input: new ReadStream(undefined, { ...options, fd: handle }), crlfDelay: Infinity });
  },
  handle_readableWebStream: require('internal/fs/web_stream'),
};
