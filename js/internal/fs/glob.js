'use strict';

// fs.glob: the paths below a folder that match patterns.

const fs = require('fs');
const { basename, isAbsolute, join, matchesGlob, relative, resolve, sep } = require('path');
const { validPath } = require('internal/binding/fs');
const { AsyncIteratorPrototype } = require('internal/async_iterator');
const { validateBoolean, validateFunction, validateObject, validateString, validateStringArray } =
  require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const magic = /[*?[\]{}!()+@]/;

function checkPatterns(pattern) {
  if (!Array.isArray(pattern)) {
    validateString(pattern, 'patterns');
    return [pattern];
  }
  validateStringArray(pattern, 'patterns');
  return pattern;
}

function checkOptions(options = {}) {
  validateObject(options, 'options');
  const { cwd = '.', exclude, withFileTypes = false, followSymlinks = false } = options;
  if (withFileTypes != null) validateBoolean(withFileTypes, 'options.withFileTypes');
  if (followSymlinks != null) validateBoolean(followSymlinks, 'options.followSymlinks');
  if (exclude != null && typeof exclude !== 'function') {
    if (!Array.isArray(exclude)) throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
    validateStringArray(exclude, 'options.exclude');
  }
  return { cwd: String(validPath(cwd, 'options.cwd')), exclude, withFileTypes, followSymlinks };
}

class Walker {
  #patterns;
  #options;
  #root;
  #seen = new Set();

  constructor(pattern, options) {
    this.#patterns = checkPatterns(pattern);
    this.#options = checkOptions(options);
    this.#root = resolve(this.#options.cwd);
  }

  // The matching paths, in the order of the patterns.
  * walk() {
    for (const pattern of this.#patterns) {
      const parts = pattern.split(/[\\/]/);
      const fixed = parts.findIndex((part) => magic.test(part));
      const base = fixed === -1 ? pattern : parts.slice(0, fixed).join('/') || (isAbsolute(pattern) ? sep : '.');
      if (fixed === -1) yield* this.#single(pattern);
      else yield* this.#below(pattern, base, parts.length, parts.includes('**'));
    }
  }

  * #single(pattern) {
    const path = join(pattern);
    const stat = fs.lstatSync(resolve(this.#root, path), { throwIfNoEntry: false });
    if (stat) yield* this.#found(path, stat);
  }

  * #below(pattern, base, depth, deep) {
    const start = resolve(this.#root, base);
    const stat = fs.statSync(start, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) return;
    const shown = isAbsolute(pattern) ? start : relative(this.#root, start) || '.';
    if (deep && matchesGlob(shown, pattern) || pattern === '**') yield* this.#found(shown, stat);
    yield* this.#folder(pattern, shown, start, isAbsolute(pattern) || deep ? Infinity : depth);
  }

  * #folder(pattern, shown, path, depth) {
    let entries;
    try {
      entries = fs.readdirSync(path, { withFileTypes: true });
    } catch {
      return; // It went away, or may not be read: it has no matches.
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const below = shown === '.' ? entry.name : join(shown, entry.name);
      if (this.#isExcluded(below, entry)) continue;
      if (matchesGlob(below, pattern)) yield* this.#found(below, entry);
      const full = join(path, entry.name);
      if (below.split(sep).length < depth && this.#leadsDown(entry, full))
        yield* this.#folder(pattern, below, full, depth);
    }
  }

  #leadsDown(entry, path) {
    if (entry.isDirectory()) return true;
    return this.#options.followSymlinks && entry.isSymbolicLink() &&
      (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  }

  #isExcluded(path, entry) {
    const { exclude, withFileTypes } = this.#options;
    if (exclude == null) return false;
    if (typeof exclude === 'function') return exclude(withFileTypes ? entry : path);
    return exclude.some((pattern) => matchesGlob(path, pattern));
  }

  * #found(path, entry) {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    if (!this.#options.withFileTypes) {
      yield path;
    } else if (entry instanceof fs.Dirent) {
      yield entry;
    } else {
      const full = resolve(this.#root, path);
      const name = basename(full);
      const [found] = fs.readdirSync(resolve(full, '..'), { withFileTypes: true }).filter((other) => other.name === name);
      if (found) yield found;
    }
  }
}

function globSync(pattern, options) {
  return [...new Walker(pattern, options).walk()];
}

function glob(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const walker = new Walker(pattern, options);
  setImmediate(() => {
    let matches;
    try {
      matches = [...walker.walk()];
    } catch (err) {
      callback(err);
      return;
    }
    callback(null, matches);
  });
}

function globPromise(pattern, options) {
  const matches = new Walker(pattern, options).walk();
  return {
    __proto__: AsyncIteratorPrototype,
    async next() { return matches.next(); },
    async return(value) { return matches.return(value); },
  };
}

module.exports = { glob, globSync, globPromise };
