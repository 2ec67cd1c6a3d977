'use strict';

// fs.Utf8Stream: a writer for logs. What is written is gathered into batches of
// at most maxWrite, of which one at a time is on its way to the file. The batches
// are text, or Buffers in the content mode 'buffer'.

const EventEmitter = require('events');
const fs = require('fs');
const { dirname } = require('path');
const { Buffer } = require('buffer');
const { validateBoolean, validateFunction, validateObject, validateOneOf, validateString, validateUint32 } =
  require('internal/validators');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_OPERATION_FAILED },
} = require('internal/errors');

const highWaterMark = 16387;
const defaultMaxWrite = 16384;
const busyMs = 100;
const calls = ['write', 'writeSync', 'fsync', 'fsyncSync', 'close', 'open', 'mkdir', 'mkdirSync'];

const isBusy = (err) => err.code === 'EAGAIN' || err.code === 'EBUSY';
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

// The two kinds of content: what one batch is, and how it is written.
const text = {
  mode: 'utf8',
  empty: '',
  check(data) { validateString(data, 'data'); },
  join: (batch, data) => batch + data,
  write: (calls, fd, data, done) => calls.write(fd, data, 'utf8', done),
  writeSync: (calls, fd, data) => calls.writeSync(fd, data, 'utf8'),
  // What is left after count bytes; a character that was cut is left whole.
  after(data, count) {
    const bytes = Buffer.from(data);
    while (count < bytes.length && count > 0 && (bytes[count] & 0xC0) === 0x80) count--;
    return data.slice(bytes.toString('utf8', 0, count).length);
  },
};
const bytes = {
  mode: 'buffer',
  empty: Buffer.alloc(0),
  check(data) { if (!Buffer.isBuffer(data)) throw new ERR_INVALID_ARG_TYPE('data', 'Buffer', data); },
  join: (batch, data) => Buffer.concat([batch, data]),
  write: (calls, fd, data, done) => calls.write(fd, data, done),
  writeSync: (calls, fd, data) => calls.writeSync(fd, data),
  after: (data, count) => data.subarray(count),
};

class Utf8Stream extends EventEmitter {
  #fs;
  #content;
  #fd = -1;
  #file = null;
  #options;
  #batches = [];
  #current; // the rest of the batch that is on its way
  #length = 0; // of all that is not written yet
  #timer;
  #writing = false;
  #opening = false;
  #reopening = false;
  #ending = false;
  #destroyed = false;
  #flushing = false;
  #drainQueued = false;

  constructor(options = {}) {
    validateObject(options, 'options');
    super();
    this.#setOptions(options);
    const target = options.fd ?? options.dest;
    if (typeof target === 'number') {
      this.#fd = target;
      process.nextTick(() => this.emit('ready'));
    } else if (typeof target === 'string') {
      this.#open(target);
    } else {
      throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], target);
    }
    const { minLength, maxWrite, periodicFlush } = this.#options;
    if (minLength >= maxWrite)
      throw new ERR_INVALID_ARG_VALUE.RangeError('minLength', minLength, `should be smaller than maxWrite (${maxWrite})`);
    this.on('newListener', (name) => { if (name === 'drain') this.#drainQueued = false; });
    if (periodicFlush !== 0) this.#timer = setInterval(() => this.flush(() => {}), periodicFlush).unref();
  }

  #setOptions(given) {
    const { append = true, contentMode = 'utf8', fs: own = {} } = given;
    validateObject(own, 'options.fs');
    this.#fs = { ...fs, ...own };
    for (const name of calls) validateFunction(this.#fs[name], `options.fs.${name}`);
    const options = { mode: given.mode, append: append || false };
    for (const name of ['minLength', 'maxLength', 'maxWrite', 'periodicFlush']) options[name] = given[name] || 0;
    options.maxWrite ||= defaultMaxWrite;
    for (const name of ['minLength', 'maxLength', 'maxWrite', 'periodicFlush'])
      validateUint32(options[name], `options.${name}`);
    for (const name of ['sync', 'fsync', 'mkdir']) options[name] = given[name] || false;
    for (const name of ['sync', 'fsync', 'append', 'mkdir']) validateBoolean(options[name], `options.${name}`);
    options.retryEAGAIN = given.retryEAGAIN || (() => true);
    validateFunction(options.retryEAGAIN, 'options.retryEAGAIN');
    validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    this.#options = options;
    this.#content = contentMode === 'buffer' ? bytes : text;
    this.#current = this.#content.empty;
  }

  get mode() { return this.#options.mode; }
  get file() { return this.#file; }
  get fd() { return this.#fd; }
  get minLength() { return this.#options.minLength; }
  get maxLength() { return this.#options.maxLength; }
  get writing() { return this.#writing; }
  get sync() { return this.#options.sync; }
  get fsync() { return this.#options.fsync; }
  get append() { return this.#options.append; }
  get periodicFlush() { return this.#options.periodicFlush; }
  get contentMode() { return this.#content.mode; }
  get mkdir() { return this.#options.mkdir; }

  #checkAlive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  // Returns false if the caller had better wait for 'drain'.
  write(data) {
    this.#checkAlive();
    this.#content.check(data);
    const { maxLength, maxWrite, minLength } = this.#options;
    const room = () => this.#length < Math.max(minLength, highWaterMark);
    if (maxLength && this.#length + data.length > maxLength) {
      this.emit('drop', data);
      return room();
    }
    const last = this.#batches.at(-1);
    if (last === undefined || last.length + data.length > maxWrite) this.#batches.push(data);
    else this.#batches[this.#batches.length - 1] = this.#content.join(last, data);
    this.#length += data.length;
    if (!this.#writing && this.#length >= minLength) this.#writeNext();
    return room();
  }

  // Writes the current batch, or the next one.
  #writeNext() {
    this.#writing = true;
    if (this.#current.length === 0) this.#current = this.#batches.shift() ?? this.#content.empty;
    this.#writeCurrent();
  }

  #writeCurrent() {
    if (!this.#options.sync) {
      this.#content.write(this.#fs, this.#fd, this.#current, (err, count) => this.#written(err, count));
      return;
    }
    let count;
    try {
      count = this.#content.writeSync(this.#fs, this.#fd, this.#current);
    } catch (err) {
      this.#failed(err);
      return;
    }
    this.#written(null, count);
  }

  #failed(err) {
    const rest = this.#current.length;
    if (!isBusy(err) || !this.#options.retryEAGAIN(err, rest, this.#length - rest)) {
      this.#writing = false;
      this.emit('error', err);
    } else if (this.#options.sync) {
      sleep(busyMs);
      this.#writeCurrent();
    } else {
      setTimeout(() => this.#writeCurrent(), busyMs);
    }
  }

  // Takes count written bytes off what waits.
  #release(batch, count) {
    const rest = this.#content.after(batch, count);
    this.#length = Math.max(this.#length - (batch.length - rest.length), 0);
    return rest;
  }

  #written(err, count) {
    if (err) return this.#failed(err);
    this.emit('write', count);
    this.#current = this.#release(this.#current, count);
    if (this.#current.length > 0) return this.#writeCurrent();
    if (this.#options.fsync) this.#fs.fsyncSync(this.#fd);
    this.#goOn();
  }

  // Decides what comes after a batch.
  #goOn() {
    if (this.#reopening) {
      this.#writing = false;
      this.#reopening = false;
      this.reopen();
    } else if (this.#length > this.#options.minLength || this.#ending && this.#length > 0) {
      this.#writeNext();
    } else if (this.#ending) {
      this.#writing = false;
      this.#close();
    } else {
      this.#writing = false;
      if (!this.#options.sync) this.emit('drain');
      else this.#queueDrain();
    }
  }

  #queueDrain() {
    if (this.#drainQueued) return;
    this.#drainQueued = true;
    process.nextTick(() => {
      if (this.listenerCount('drain') === 0) return;
      this.#drainQueued = false;
      this.emit('drain');
    });
  }

  #open(file) {
    this.#opening = true;
    this.#writing = true;
    this.#drainQueued = false;
    const { append, mkdir, mode, sync } = this.#options;
    const flags = append ? 'a' : 'w';
    const opened = (err, fd) => (err ? this.#openFailed(err) : this.#opened(file, fd));
    if (!sync) {
      const open = () => this.#fs.open(file, flags, mode, opened);
      if (!mkdir) open();
      else this.#fs.mkdir(dirname(file), { recursive: true }, (err) => (err ? opened(err) : open()));
      return;
    }
    let fd;
    try {
      if (mkdir) this.#fs.mkdirSync(dirname(file), { recursive: true });
      fd = this.#fs.openSync(file, flags, mode);
    } catch (err) {
      this.#openFailed(err);
      throw err;
    }
    this.#opened(file, fd);
  }

  #openFailed(err) {
    this.#reopening = false;
    this.#writing = false;
    this.#opening = false;
    // Without a listener, the sync form has said it by throwing.
    if (!this.#options.sync) this.emit('error', err);
    else process.nextTick(() => { if (this.listenerCount('error') > 0) this.emit('error', err); });
  }

  #opened(file, fd) {
    const again = this.#reopening;
    this.#fd = fd;
    this.#file = file;
    this.#reopening = false;
    this.#opening = false;
    this.#writing = false;
    if (this.#options.sync) process.nextTick(() => this.emit('ready'));
    else this.emit('ready');
    if (this.#destroyed) return;
    if (!this.#writing && this.#length > this.#options.minLength || this.#flushing) this.#writeNext();
    else if (again && !this.#writing) process.nextTick(() => this.emit('drain'));
  }

  // Writes all that waits; cb is called when it is out.
  flush(cb = () => {}) {
    validateFunction(cb, 'cb');
    if (this.#destroyed) return cb(new ERR_INVALID_STATE('Utf8Stream is destroyed'));
    if (this.#options.minLength <= 0) return cb();
    this.#onceFlushed(cb);
    if (!this.#writing) this.#writeNext();
  }

  #onceFlushed(cb) {
    this.#flushing = true;
    const finish = (err) => {
      this.#flushing = false;
      // The file may have been closed by then.
      if (err?.code === 'EBADF') cb();
      else cb(err);
    };
    const onDrain = () => {
      this.off('error', onError);
      if (this.#options.fsync || this.#destroyed) return finish();
      try {
        this.#fs.fsync(this.#fd, finish);
      } catch (err) {
        finish(err);
      }
    };
    const onError = (err) => {
      this.off('drain', onDrain);
      finish(err);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Invalid file descriptor');
    if (!this.#writing && this.#current.length > 0) {
      this.#batches.unshift(this.#current);
      this.#current = this.#content.empty;
    }
    while (this.#batches.length > 0) {
      const batch = this.#batches[0];
      try {
        const rest = this.#release(batch, this.#content.writeSync(this.#fs, this.#fd, batch));
        if (rest.length > 0) this.#batches[0] = rest;
        else this.#batches.shift();
      } catch (err) {
        if (!isBusy(err) || !this.#options.retryEAGAIN(err, batch.length, this.#length - batch.length)) throw err;
        sleep(busyMs);
      }
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not every file can be synced.
    }
  }

  reopen(file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (!this.#file)
      throw new ERR_OPERATION_FAILED('Unable to reopen a file descriptor, you must pass a file to SonicBoom');
    if (file) this.#file = file;
    this.#reopening = true;
    if (this.#writing) return;
    const old = this.#fd;
    this.once('ready', () => {
      if (old !== this.#fd) this.#fs.close(old, (err) => { if (err) this.emit('error', err); });
    });
    this.#open(this.#file);
  }

  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
      return;
    }
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#close();
  }

  destroy() {
    if (!this.#destroyed) this.#close();
  }

  #close() {
    if (this.#fd === -1) {
      this.once('ready', () => this.#close());
      return;
    }
    clearInterval(this.#timer);
    this.#destroyed = true;
    this.#batches = [];
    const closed = (err) => {
      if (err) {
        this.emit('error', err);
        return;
      }
      if (this.#ending && !this.#writing) this.emit('finish');
      this.emit('close');
    };
    const close = () => {
      if (this.#fd === 1 || this.#fd === 2) closed();
      else this.#fs.close(this.#fd, closed);
    };
    // An error of fsync does not matter: not every file can be synced.
    try {
      this.#fs.fsync(this.#fd, close);
    } catch {
      close();
    }
  }

  [Symbol.dispose]() { this.destroy(); }
}

module.exports = { Utf8Stream };
