'use strict';

// fs.cp, fs.cpSync and fs.promises.cp. There is one algorithm, a generator that
// yields the calls of fs that it wants made and gets their results; two drivers
// make them, at once or asynchronously.

const fs = require('fs');
const { dirname, isAbsolute, join, parse, resolve, sep } = require('path');
const { isPromise } = require('internal/util/types');
const { constants: { errno: { EEXIST, EINVAL, EISDIR, ENOTDIR } } } = require('os');
const { validPath } = require('internal/binding/fs');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE, ERR_FS_CP_NON_DIR_TO_DIR,
    ERR_FS_CP_SOCKET, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR,
    ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');

const numbers = { __proto__: null, EEXIST, EINVAL, EISDIR, ENOTDIR };
const ownerMayWrite = 0o200;
const copyModes = 7;

function failure(Class, code, message, path) {
  return new Class({ message, path, syscall: 'cp', errno: numbers[code], code });
}

const defaults = {
  dereference: false,
  errorOnExist: false,
  force: true,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
};

function checkOptions(given) {
  if (given === undefined) return { ...defaults, mode: 0 };
  validateObject(given, 'options');
  const options = { ...defaults, ...given };
  for (const name of Object.keys(defaults)) validateBoolean(options[name], `options.${name}`);
  options.mode ??= 0;
  validateInteger(options.mode, 'mode', 0, copyModes);
  if (options.dereference && options.verbatimSymlinks)
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

const same = (a, b) => b.ino && b.dev && a.ino === b.ino && a.dev === b.dev;

// Whether the path dest is at or below the path src.
function isBelow(src, dest) {
  const parts = (path) => resolve(path).split(sep).filter(Boolean);
  const below = parts(dest);
  return parts(src).every((part, i) => below[i] === part);
}

// The result of a call that may fail with one of the codes, or otherwise.
function* attempt(call, codes, otherwise) {
  try {
    return yield call;
  } catch (err) {
    if (codes.includes(err.code)) return otherwise;
    throw err;
  }
}

function* copy(src, dest, options, checkTop) {
  if (options.filter && !(yield ['filter', src, dest])) return;
  const destStat = yield* checkTop(src, dest, options);
  const parent = dirname(dest);
  if (!(yield* attempt(['stat', parent], ['ENOENT'], false))) yield ['mkdir', parent, { recursive: true }];
  yield* copyAny(src, dest, destStat, options);
}

function* checkAll(src, dest, options) {
  const { srcStat, destStat } = yield* checkPaths(src, dest, options);
  yield* checkParents(src, srcStat, dest, () => intoItself(src, dest, dest));
  return destStat;
}

// checkSync is checkAll for cpSync, which looks at what links lead to, and whose
// errors are of another make.
function* checkSync(src, dest, options) {
  const fail = (code, message) => Object.assign(new Error(message), { code });
  const srcStat = yield* followed(src);
  const target = yield* attempt(['stat', dest, { bigint: true }], ['ENOENT'], null);
  const found = yield* attempt(['lstat', dest, { bigint: true }], ['ENOENT'], null);
  const folder = `${src}${src.endsWith(sep) ? '' : sep}`;
  const below = () => fail('ERR_FS_CP_EINVAL', `Cannot copy ${folder} to a subdirectory of self ${dest}`);
  if (target && same(srcStat, target)) throw fail('ERR_FS_CP_EINVAL', `src and dest cannot be the same ${dest}`);
  if (found && srcStat.isDirectory() && !found.isDirectory())
    throw fail('ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${dest} with directory ${src}`);
  if (found && !srcStat.isDirectory() && found.isDirectory())
    throw fail('ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${dest} with non-directory ${src}`);
  if (srcStat.isDirectory() && isBelow(src, dest)) throw below();
  yield* checkParents(src, srcStat, dest, below);
  if (srcStat.isDirectory() && !options.recursive)
    throw fail('ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${folder}`);
  if (srcStat.isSocket()) throw fail('ERR_FS_CP_SOCKET', `Cannot copy a socket file: ${dest}`);
  if (srcStat.isFIFO()) throw fail('ERR_FS_CP_FIFO_PIPE', `Cannot copy a FIFO pipe: ${dest}`);
  return found;
}

// The stat of src. One that leads nowhere is told of as one that is not there.
function* followed(src) {
  try {
    return yield ['stat', src, { bigint: true }];
  } catch (err) {
    err.message = err.message.replace(', stat ', ', lstat ');
    err.syscall = 'lstat';
    throw err;
  }
}

function* checkPaths(src, dest, options) {
  const stat = options.dereference ? 'stat' : 'lstat';
  const srcStat = yield [stat, src, { bigint: true }];
  const destStat = yield* attempt([stat, dest, { bigint: true }], ['ENOENT'], null);
  if (destStat) {
    if (same(srcStat, destStat))
      throw failure(ERR_FS_CP_EINVAL, 'EINVAL', 'src and dest cannot be the same', dest);
    if (srcStat.isDirectory() && !destStat.isDirectory())
      throw failure(ERR_FS_CP_DIR_TO_NON_DIR, 'EISDIR', `cannot overwrite non-directory ${dest} with directory ${src}`, dest);
    if (!srcStat.isDirectory() && destStat.isDirectory())
      throw failure(ERR_FS_CP_NON_DIR_TO_DIR, 'ENOTDIR', `cannot overwrite directory ${dest} with non-directory ${src}`, dest);
  }
  if (srcStat.isDirectory() && isBelow(src, dest)) throw intoItself(src, dest, dest);
  return { srcStat, destStat };
}

function intoItself(src, dest, path) {
  return failure(ERR_FS_CP_EINVAL, 'EINVAL', `cannot copy ${src} to a subdirectory of self ${dest}`, path);
}

// A destination can also be below the source by way of links: so compare what
// the folders above it are.
function* checkParents(src, srcStat, dest, failure) {
  const srcParent = resolve(dirname(src));
  let parent = resolve(dirname(dest));
  while (parent !== srcParent && parent !== parse(parent).root) {
    const stat = yield* attempt(['stat', parent, { bigint: true }], ['ENOENT'], null);
    if (!stat) return;
    if (same(srcStat, stat)) throw failure();
    parent = resolve(dirname(parent));
  }
}

function* copyAny(src, dest, destStat, options) {
  const stat = yield [options.dereference ? 'stat' : 'lstat', src];
  if (stat.isDirectory()) {
    if (!options.recursive)
      throw failure(ERR_FS_EISDIR, 'EISDIR', `${src} is a directory (not copied)`, src);
    yield* copyFolder(stat.mode, src, dest, destStat, options);
  } else if (stat.isFile() || stat.isCharacterDevice() || stat.isBlockDevice()) {
    yield* copyFile(stat.mode, src, dest, destStat, options);
  } else if (stat.isSymbolicLink()) {
    yield* copyLink(src, dest, destStat, options);
  } else if (stat.isSocket()) {
    throw failure(ERR_FS_CP_SOCKET, 'EINVAL', `cannot copy a socket file: ${dest}`, dest);
  } else if (stat.isFIFO()) {
    throw failure(ERR_FS_CP_FIFO_PIPE, 'EINVAL', `cannot copy a FIFO pipe: ${dest}`, dest);
  } else {
    throw failure(ERR_FS_CP_UNKNOWN, 'EINVAL', `cannot copy an unknown file type: ${dest}`, dest);
  }
}

function* copyTimes(src, dest) {
  // Asked again: reading has changed the time of access.
  const { atime, mtime } = yield ['stat', src];
  yield ['utimes', dest, atime, mtime];
}

function* copyFile(mode, src, dest, destStat, options) {
  if (destStat) {
    if (options.force) yield ['unlink', dest];
    else if (options.errorOnExist) throw failure(ERR_FS_CP_EEXIST, 'EEXIST', `${dest} already exists`, dest);
    else return;
  }
  yield ['copyFile', src, dest, options.mode];
  if (options.preserveTimestamps) {
    if (!(mode & ownerMayWrite)) yield ['chmod', dest, mode | ownerMayWrite];
    yield* copyTimes(src, dest);
  }
  yield ['chmod', dest, mode];
}

function* copyFolder(mode, src, dest, destStat, options) {
  if (!destStat) yield ['mkdir', dest];
  else if (options.errorOnExist && !options.force)
    throw failure(ERR_FS_CP_EEXIST, 'EEXIST', `${dest} already exists`, dest);
  for (const name of yield ['readdir', src]) {
    const from = join(src, name);
    const to = join(dest, name);
    if (options.filter && !(yield ['filter', from, to])) continue;
    const { destStat: toStat } = yield* checkPaths(from, to, options);
    yield* copyAny(from, to, toStat, options);
  }
  if (options.preserveTimestamps) yield* copyTimes(src, dest);
  if (!destStat) yield ['chmod', dest, mode];
}

function* copyLink(src, dest, destStat, options) {
  let target = yield ['readlink', src];
  if (!options.verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(src), target);
  const srcStat = yield* attempt(['stat', src], ['ENOENT', 'ENOTDIR', 'ELOOP'], null);
  const isFolder = srcStat?.isDirectory() ?? false;
  const type = isFolder ? 'dir' : 'file';
  if (!destStat) return yield ['symlink', target, dest, type];

  let old = yield* attempt(['readlink', dest], ['EINVAL', 'UNKNOWN'], null);
  if (old === null) return yield ['symlink', target, dest, type];
  if (!isAbsolute(old)) old = resolve(dirname(dest), old);
  if (isFolder && isBelow(target, old)) throw intoItself(target, old, dest);
  // Taking the old link away would take what the new one leads to.
  if (isFolder && isBelow(old, target))
    throw failure(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, 'EINVAL', `cannot overwrite ${old} with ${target}`, dest);
  yield ['unlink', dest];
  yield ['symlink', target, dest, type];
}

// The drivers.

function runSync(calls, options) {
  let step = calls.next();
  while (!step.done) {
    const [name, ...args] = step.value;
    try {
      step = calls.next(name === 'filter' ? filterSync(options.filter, args) : fs[`${name}Sync`](...args));
    } catch (err) {
      step = calls.throw(err);
    }
  }
}

function filterSync(filter, args) {
  const answer = filter(...args);
  if (isPromise(answer)) throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer);
  return answer;
}

async function run(calls, options) {
  let step = calls.next();
  while (!step.done) {
    const [name, ...args] = step.value;
    let result;
    let failed = false;
    try {
      result = await (name === 'filter' ? options.filter(...args) : fs.promises[name](...args));
    } catch (err) {
      failed = true;
      result = err;
    }
    step = failed ? calls.throw(result) : calls.next(result);
  }
}

function cpSync(src, dest, options) {
  options = checkOptions(options);
  src = String(validPath(src, 'src'));
  dest = String(validPath(dest, 'dest'));
  runSync(copy(src, dest, options, checkSync), options);
}

async function cpPromise(src, dest, options) {
  options = checkOptions(options);
  src = validPath(src, 'src');
  dest = validPath(dest, 'dest');
  await run(copy(src, dest, options, checkAll), options);
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = checkOptions(options);
  src = validPath(src, 'src');
  dest = validPath(dest, 'dest');
  const done = run(copy(src, dest, options, checkAll), options);
  done.then(() => process.nextTick(callback, null, undefined), (err) => process.nextTick(callback, err));
}

module.exports = { cp, cpSync, cpPromise };
