'use strict';

// fs.watch, fs.watchFile and fs.promises.watch.

const { AsyncResource } = require('async_hooks');
const EventEmitter = require('events');
const fs = require('fs');
const { basename, join, matchesGlob, relative, resolve, sep } = require('path');
const { validPath, options: optionsOf, watch: startWatching } = require('internal/binding/fs');
const { isRegExp } = require('internal/util/types');
const { AsyncIteratorPrototype } = require('internal/async_iterator');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf, validateUint32,
} = require('internal/validators');
const {
  uvException, AbortError, codes: { ERR_FS_WATCH_QUEUE_OVERFLOW, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { constants: { errno: { ENOENT, ENOSPC } } } = require('os');

// What is not to be told of.

function validateIgnore(value, name) {
  if (value == null) return;
  if (Array.isArray(value)) {
    value.forEach((item, i) => validateIgnore(item ?? Symbol(), `${name}[${i}]`));
    return;
  }
  if (value === '') throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a non-empty string');
  if (typeof value !== 'string' && typeof value !== 'function' && !isRegExp(value))
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'RegExp', 'Function'], value);
}

// Returns a function that tells whether a name is to be ignored, or null.
function ignoreMatcher(ignore) {
  if (ignore == null) return null;
  const tests = (Array.isArray(ignore) ? ignore : [ignore]).map((item) => {
    if (typeof item === 'function') return item;
    if (isRegExp(item)) return (name) => item.test(name);
    // A pattern without a slash is about the last part of a name.
    return item.includes('/') ? (name) => matchesGlob(name, item) : (name) => matchesGlob(basename(name), item);
  });
  return (name) => tests.some((test) => test(name));
}

// Watches one file or folder; what goes wrong throws.
function open(path, encoding, onchange) {
  const handle = startWatching(path, encoding, onchange);
  if (typeof handle !== 'number') return handle;
  const message = handle === -ENOSPC ? 'System limit for number of file watchers reached' : '';
  const err = uvException({ errno: handle, syscall: 'watch', path, message });
  err.filename = path;
  throw err;
}

class FSWatcher extends EventEmitter {
  #ignore;

  constructor(path, { persistent, encoding, ignore, throwIfNoEntry }) {
    super();
    validateIgnore(ignore, 'options.ignore');
    this.#ignore = ignoreMatcher(ignore);
    this._handle = null;
    try {
      this._handle = open(path, encoding, (type, name) => {
        if (name == null || !this.#ignore?.(name)) this.emit('change', type, name);
      });
    } catch (err) {
      if (throwIfNoEntry || err.code !== 'ENOENT') throw err;
    }
    if (!persistent) this.unref();
  }

  start() {}

  close() {
    if (this._handle === null) return;
    this._handle.close();
    this._handle = null;
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }
}

// A folder with everything below it: one watch for each folder and link.
class RecursiveWatcher extends EventEmitter {
  #root;
  #options;
  #ignore;
  #handles = new Map();
  #known = new Set();
  #links = new Set();
  #closed = false;

  constructor(path, options) {
    super();
    const { recursive, persistent, signal, throwIfNoEntry, encoding, ignore } = options;
    if (recursive != null) validateBoolean(recursive, 'options.recursive');
    if (persistent != null) validateBoolean(persistent, 'options.persistent');
    if (signal != null) validateAbortSignal(signal, 'options.signal');
    if (throwIfNoEntry != null) validateBoolean(throwIfNoEntry, 'options.throwIfNoEntry');
    if (encoding != null && typeof encoding !== 'string') throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
    validateIgnore(ignore, 'options.ignore');
    this.#ignore = ignoreMatcher(ignore);
    this.#options = options;
    this.#root = resolve(path);
    this.#start();
  }

  #start() {
    const stat = fs.statSync(this.#root, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      this.#scan(this.#root, true);
    } else if (stat) {
      this.#known.add(this.#root);
      this.#open(this.#root, () => this.#rootChanged());
    } else if (this.#options.throwIfNoEntry !== false) {
      const err = uvException({ errno: -ENOENT, syscall: 'watch', path: this.#root });
      err.filename = this.#root;
      throw err;
    }
  }

  #rootChanged() {
    if (fs.existsSync(this.#root)) this.emit('change', 'change', basename(this.#root));
    else this.#vanished(this.#root);
  }

  #tell(type, path) {
    this.emit('change', type, relative(this.#root, path));
  }

  // Reports false if the path is gone by now.
  #open(path, onchange) {
    if (this.#closed || this.#handles.has(path)) return !this.#closed;
    try {
      const handle = open(path, 'utf8', (type, name) => {
        if (!this.#closed) onchange(name);
      });
      if (this.#options.persistent === false) handle.unref();
      this.#handles.set(path, handle);
      return true;
    } catch (err) {
      if (err.code === 'ENOENT' && path !== this.#root) return false;
      throw err;
    }
  }

  #forget(path) {
    const below = path + sep;
    for (const known of [path, ...this.#known]) {
      if (known !== path && !known.startsWith(below)) continue;
      this.#handles.get(known)?.close();
      this.#handles.delete(known);
      this.#known.delete(known);
      this.#links.delete(known);
    }
  }

  #vanished(path) {
    this.#tell('rename', path);
    this.#forget(path);
  }

  // Watches a folder and takes in what is new in it.
  #scan(folder, first) {
    if (!this.#open(folder, (name) => this.#folderChanged(folder, name))) return this.#forget(folder);
    let entries;
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch (err) {
      if (err.code !== 'ENOENT' && err.code !== 'ENOTDIR') return this.emit('error', err);
      if (folder === this.#root && first) throw err;
      return this.#vanished(folder);
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (!this.#closed && !this.#known.has(path) && !this.#isIgnored(path)) this.#add(path, entry, first);
    }
  }

  #isIgnored(path) {
    return this.#ignore?.(relative(this.#root, path)) ?? false;
  }

  #add(path, entry, first) {
    this.#known.add(path);
    if (!first) this.#tell('rename', path);
    if (entry.isSymbolicLink()) {
      this.#links.add(path);
      if (!this.#open(path, () => this.#tell('rename', path))) this.#forget(path);
    } else if (entry.isDirectory()) {
      this.#scan(path, first);
    }
  }

  #folderChanged(folder, name) {
    const path = join(folder, name);
    if (this.#known.has(path)) return this.#entryChanged(path);
    if (this.#isIgnored(path)) return;
    const stat = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stat) this.#add(path, stat, false);
    else if (folder === this.#root && !fs.existsSync(folder)) this.#vanished(folder);
  }

  #entryChanged(path) {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat) this.#vanished(path);
    else if (this.#links.has(path)) this.#tell('rename', path);
    else if (stat.isDirectory()) this.#scan(path, false);
    else this.#tell('change', path);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const handle of this.#handles.values()) handle.close();
    this.#handles.clear();
    this.#known.clear();
    this.emit('close');
  }

  ref() {
    for (const handle of this.#handles.values()) handle.ref();
    return this;
  }

  unref() {
    for (const handle of this.#handles.values()) handle.unref();
    return this;
  }
}

function watch(filename, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = undefined;
  }
  options = { persistent: true, recursive: false, throwIfNoEntry: true, ...optionsOf(options) };
  const path = validPath(filename, 'filename');
  const watcher = options.recursive ? new RecursiveWatcher(path, options) : new FSWatcher(path, options);
  if (listener) watcher.addListener('change', listener);
  const { signal } = options;
  if (signal?.aborted) {
    process.nextTick(() => watcher.close());
  } else if (signal) {
    const close = () => watcher.close();
    signal.addEventListener('abort', close, { once: true });
    watcher.once('close', () => signal.removeEventListener('abort', close));
  }
  return watcher;
}

// fs.watchFile asks for a file's state again and again.

const defaultInterval = 5007;
const compared = ['ctimeNs', 'mtimeNs', 'birthtimeNs', 'size', 'mode', 'uid', 'gid', 'ino', 'dev'];

class StatWatcher extends EventEmitter {
  #path;
  #bigint;
  #interval;
  #timer = null;
  #last;
  #missing = false;
  #stopped = false;
  #refs = 1;
  #maxRefs = 1;
  #resource = new AsyncResource('STATWATCHER', { requireManualDestroy: true });

  constructor(path, { bigint, interval, persistent }) {
    super();
    validateUint32(interval, 'interval');
    this.#path = path;
    this.#bigint = bigint;
    this.#interval = interval;
    this._handle = this;
    if (!persistent) this.#refs = 0;
    this.#ask();
  }

  start() {}

  #ask() {
    fs.stat(this.#path, { bigint: true }, (err, stat) => {
      if (this.#stopped) return;
      this.#compare(err ? null : stat);
      this.#timer = setTimeout(() => this.#ask(), this.#interval || 1);
      if (this.#refs === 0) this.#timer.unref();
    });
  }

  // The states as a script gets them: all zero for a file that is not there.
  #compare(stat) {
    const before = this.#last;
    this.#last = stat;
    if (before === undefined) {
      this.#missing = stat === null;
      if (this.#missing) this.#tell( this.#shown(null), this.#shown(null));
      return;
    }
    if (stat === null && before === null) return;
    if (stat && before && compared.every((name) => stat[name] === before[name])) return;
    this.#tell( this.#shown(stat), this.#shown(before));
  }

  #tell(current, previous) {
    this.#resource.runInAsyncScope(this.emit, this, 'change', current, previous);
  }

  #shown(stat) {
    const Class = this.#bigint ? bigIntStatsClass() : fs.Stats;
    const shown = Object.create(Class.prototype);
    const convert = this.#bigint ? (n) => n : Number;
    for (const name of ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'])
      shown[name] = convert(stat ? stat[name] : 0n);
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
      const ns = stat ? stat[`${name}Ns`] : 0n;
      shown[`${name}Ms`] = this.#bigint ? ns / 1_000_000n : Number(ns) / 1e6;
      if (this.#bigint) shown[`${name}Ns`] = ns;
    }
    return shown;
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    this._handle = null;
    clearTimeout(this.#timer);
    this.#resource.emitDestroy();
    process.nextTick(() => this.emit('stop'));
  }

  addUser() {
    this.#refs++;
    this.#maxRefs++;
  }

  removeUser() {
    this.#maxRefs--;
    this.unref();
  }

  removeUsers() {
    this.#maxRefs = 0;
    this.#refs = 0;
    this.#timer?.unref();
  }

  ref() {
    if (this.#refs < this.#maxRefs && this.#refs++ === 0) this.#timer?.ref();
    return this;
  }

  unref() {
    if (this.#refs > 0 && --this.#refs === 0) this.#timer?.unref();
    return this;
  }
}

let bigIntStats;
function bigIntStatsClass() {
  return bigIntStats ??= fs.statSync('.', { bigint: true }).constructor;
}

const statWatchers = new Map();

function watchFile(filename, options, listener) {
  const path = resolve(String(validPath(filename)));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  validateFunction(listener, 'listener');
  let watcher = statWatchers.get(path);
  if (watcher === undefined) {
    watcher = new StatWatcher(path, { interval: defaultInterval, persistent: true, ...options });
    statWatchers.set(path, watcher);
  } else {
    watcher.addUser();
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const path = resolve(String(validPath(filename)));
  const watcher = statWatchers.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') {
    const before = watcher.listenerCount('change');
    watcher.removeListener('change', listener);
    if (watcher.listenerCount('change') < before) watcher.removeUser();
  } else {
    watcher.removeAllListeners('change');
    watcher.removeUsers();
  }
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(path);
  }
}

// fs.promises.watch: the changes as an asynchronous iterator.

function checkWatchOptions(options) {
  validateObject(options, 'options');
  const checked = { persistent: true, recursive: false, encoding: 'utf8', maxQueue: 2048, overflow: 'ignore', ...options };
  validateBoolean(checked.persistent, 'options.persistent');
  validateBoolean(checked.recursive, 'options.recursive');
  validateInteger(checked.maxQueue, 'options.maxQueue');
  validateOneOf(checked.overflow, 'options.overflow', ['ignore', 'error']);
  validateAbortSignal(checked.signal, 'options.signal');
  validateIgnore(checked.ignore, 'options.ignore');
  optionsOf({ encoding: checked.encoding });
  return checked;
}

class Changes {
  #path;
  #options;
  #watcher = null;
  #queue = [];
  #waiting = null; // of next, which waits for a change
  #done = false;
  #failure = null;

  constructor(path, options) {
    this.#path = path;
    this.#options = options;
  }

  #start() {
    const path = validPath(this.#path);
    const options = checkWatchOptions(this.#options);
    const { signal } = options;
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    this.#watcher = watch(path, { ...options, signal: undefined });
    this.#watcher.on('change', (eventType, filename) => this.#add({ __proto__: null, eventType, filename }, options));
    this.#watcher.on('error', (err) => this.#fail(err));
    signal?.addEventListener('abort', () => this.#fail(new AbortError(undefined, { cause: signal.reason })), { once: true });
  }

  #add(change, { maxQueue, overflow }) {
    if (this.#waiting) {
      this.#waiting.resolve({ value: change, done: false });
      this.#waiting = null;
    } else if (this.#queue.length < maxQueue) {
      this.#queue.push(change);
    } else if (overflow === 'error') {
      this.#fail(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
  }

  #end() {
    this.#done = true;
    this.#watcher?.close();
  }

  #fail(err) {
    if (this.#done) return;
    this.#end();
    if (this.#waiting) {
      this.#waiting.reject(err);
      this.#waiting = null;
    } else {
      this.#failure = err;
    }
  }

  async next() {
    if (this.#watcher === null && !this.#done) {
      try {
        this.#start();
      } catch (err) {
        this.#done = true;
        throw err;
      }
    }
    if (this.#queue.length > 0) return { value: this.#queue.shift(), done: false };
    if (this.#failure) {
      const err = this.#failure;
      this.#failure = null;
      throw err;
    }
    if (this.#done) return { value: undefined, done: true };
    return new Promise((resolve, reject) => { this.#waiting = { resolve, reject }; });
  }

  async return(value) {
    this.#end();
    this.#waiting?.resolve({ value: undefined, done: true });
    this.#waiting = null;
    return { value, done: true };
  }

  async throw(err) {
    this.#end();
    throw err;
  }
}
Object.setPrototypeOf(Changes.prototype, AsyncIteratorPrototype);

module.exports = {
  watch,
  watchFile,
  unwatchFile,
  watchPromise: (path, options = {}) => new Changes(path, options),
};
