'use strict';

// fs.glob: the paths below a folder that match patterns. A pattern is a list of
// parts, and the walk goes down the tree and the list together.

const fs = require('fs');
const { basename, dirname, isAbsolute, join, matchesGlob, parse, resolve } = require('path');
const { validPath } = require('internal/binding/fs');
const { AsyncIteratorPrototype } = require('internal/async_iterator');
const { validateArray, validateBoolean, validateFunction, validateObject, validateString, validateStringArray } =
  require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const magic = /[*?[\]()]/;

// What "**" becomes as a part. In a pattern that begins with "./" it goes through
// one link on its way down, as Node has it.
const anyDepth = Symbol('**');
const anyDepthThroughLink = Symbol('**');

function checkPatterns(pattern) {
  if (!Array.isArray(pattern)) {
    if (typeof pattern === 'object') validateArray(pattern, 'patterns');
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
  return { cwd: resolve(String(validPath(cwd, 'options.cwd'))), exclude, withFileTypes, followSymlinks };
}

// The patterns that one with braces stands for.
function expandBraces(pattern) {
  const open = pattern.indexOf('{');
  if (open === -1) return [pattern];
  const choices = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '{') depth++;
    if (c === ',' && depth === 1 || c === '}' && depth === 1) {
      choices.push(pattern.slice(start, i));
      start = i + 1;
    }
    if (c !== '}' || --depth > 0) continue;
    const before = pattern.slice(0, open);
    const after = pattern.slice(i + 1);
    if (choices.length === 1) return expandBraces(after).map((rest) => `${before}{${choices[0]}}${rest}`);
    return choices.flatMap((choice) => expandBraces(before + choice + after));
  }
  return [pattern];
}

// The parts of a pattern, without what has no meaning; a slash at the end, which
// asks for folders, is an empty part.
function partsOf(pattern) {
  const deep = /^\.[\\/]/.test(pattern) ? anyDepthThroughLink : anyDepth;
  const parts = pattern.split(/[\\/]+/).map((part) => (part === '**' ? deep : part))
    .filter((part, i, all) => part !== '.' && (part !== '' || i === all.length - 1));
  return parts.filter((part, i) => typeof part !== 'symbol' || typeof parts[i + 1] !== 'symbol');
}

class Walker {
  #patterns;
  #options;
  #seen = new Set();

  constructor(pattern, options) {
    this.#options = checkOptions(options);
    this.#patterns = checkPatterns(pattern).flatMap(expandBraces);
  }

  * walk() {
    for (const pattern of this.#patterns) {
      const root = isAbsolute(pattern) ? parse(pattern).root : '';
      const parts = partsOf(root === '' ? pattern : pattern.slice(root.length));
      yield* this.#match(root, parts);
    }
  }

  // Yields what matches parts below the folder path, which is relative to cwd
  // or absolute; '' is cwd itself.
  * #match(path, parts) {
    if (parts.length === 0) return yield* this.#found(path);
    const [part, ...rest] = parts;
    if (typeof part === 'symbol') return yield* this.#matchAnyDepth(path, rest, part === anyDepthThroughLink);
    if (part === '') {
      if (this.#isFolder(path)) yield* this.#found(path);
      return;
    }
    if (!magic.test(part)) {
      const below = join(path, part);
      if ((part === '..' || this.#exists(below)) && !this.#isExcluded(below, null)) yield* this.#match(below, rest);
      return;
    }
    for (const entry of this.#entries(path)) {
      if (matchesGlob(entry.name, part) && !this.#isExcluded(join(path, entry.name), entry))
        yield* this.#match(join(path, entry.name), rest);
    }
  }

  * #matchAnyDepth(path, rest, throughLink) {
    if (rest.length > 0) yield* this.#match(path, rest);
    else yield* this.#found(path === '' ? '.' : path);
    for (const entry of this.#entries(path)) {
      const below = join(path, entry.name);
      if (entry.name[0] === '.' || this.#isExcluded(below, entry)) continue;
      if (entry.isDirectory() || this.#options.followSymlinks && this.#isLinkDown(entry, below))
        yield* this.#matchAnyDepth(below, rest, throughLink);
      else if (throughLink && this.#isLinkDown(entry, below)) yield* this.#matchAnyDepth(below, rest, false);
      else if (rest.length === 0 || rest[0] === '' && this.#isFolder(below)) yield* this.#found(below);
    }
  }

  #full(path) { return resolve(this.#options.cwd, path); }

  #exists(path) { return !path.includes('\0') && fs.lstatSync(this.#full(path), { throwIfNoEntry: false }) !== undefined; }

  #isFolder(path) {
    return fs.statSync(this.#full(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  #isLinkDown(entry, path) { return entry.isSymbolicLink() && this.#isFolder(path); }

  #entries(path) {
    try {
      return fs.readdirSync(this.#full(path), { withFileTypes: true });
    } catch {
      return []; // Not a folder, or one that may not be read: it has no matches.
    }
  }

  #isExcluded(path, entry) {
    const { exclude, withFileTypes } = this.#options;
    if (exclude == null) return false;
    if (typeof exclude === 'function') {
      const argument = withFileTypes ? entry ?? this.#dirent(path) : path;
      return argument !== undefined && exclude(argument);
    }
    return exclude.some((pattern) => matchesGlob(path, join(pattern)));
  }

  #dirent(path) {
    const full = this.#full(path);
    return this.#entries(dirname(full)).find((entry) => entry.name === basename(full));
  }

  * #found(path) {
    if (path === '' || this.#seen.has(path)) return;
    this.#seen.add(path);
    if (!this.#options.withFileTypes) {
      yield path;
      return;
    }
    const entry = this.#dirent(path);
    if (entry) yield entry;
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
