'use strict';

// What the functions of child_process make of their arguments.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_SIGNAL } } = require('internal/errors');
const { signalName, signalNumber } = require('internal/binding/child_process');
const {
  validateBoolean, validateFunction, validateInt32, validateInteger, validateNumber, validateObject, validateString,
} = require('internal/validators');

const windows = process.platform === 'win32';
let warnedOfArguments = false;

function checkNull(text, name) {
  if (typeof text === 'string' && text.includes('\0'))
    throw new ERR_INVALID_ARG_VALUE(name, text, 'must be a string without null bytes');
}

function checkNulls(list, name) {
  for (let i = 0; i < list.length; i++) checkNull(list[i], `${name}[${i}]`);
}

// pathOf converts what names a file or folder: a string, a Buffer or a URL.
function pathOf(value, name) {
  if (typeof value === 'string') {
    checkNull(value, name);
    return value;
  }
  if (value instanceof Uint8Array) return pathOf(Buffer.from(value).toString(), name);
  if (value?.href && value.protocol && value.auth === undefined && value.path === undefined)
    return pathOf(require('url').fileURLToPath(value), name);
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
}

// toSignal returns a signal's number.
function toSignal(signal) {
  if (Number.isInteger(signal) && signalName(signal) !== '') return signal;
  if (typeof signal === 'string') {
    const number = signalNumber(signal.toUpperCase());
    if (number !== undefined) return number;
  }
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

function toKillSignal(signal) {
  if (typeof signal === 'string' || typeof signal === 'number') return toSignal(signal);
  if (signal != null) throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], signal);
  return undefined;
}

function checkTimeout(timeout) {
  if (timeout != null) validateInteger(timeout, 'timeout', 0);
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null) validateNumber(maxBuffer, 'options.maxBuffer', 0);
}

function checkOptions(options) {
  const optional = (name, check) => {
    if (options[name] != null) check(options[name], `options.${name}`);
  };
  optional('detached', validateBoolean);
  optional('uid', validateInt32);
  optional('gid', validateInt32);
  const { shell } = options;
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string')
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  optional('argv0', validateString);
  checkNull(options.argv0, 'options.argv0');
  optional('windowsHide', validateBoolean);
  optional('windowsVerbatimArguments', validateBoolean);
}

// throughShell returns the file and arguments that have a shell run a command.
function throughShell(file, args, shell) {
  checkNull(shell, 'options.shell');
  if (args.length > 0 && !warnedOfArguments) {
    warnedOfArguments = true;
    process.emitWarning(
      'Passing args to a child process with shell option true can lead to security vulnerabilities, as the arguments ' +
      'are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
  }
  const command = [file, ...args].join(' ');
  if (!windows) return { file: typeof shell === 'string' ? shell : '/bin/sh', args: ['-c', command] };
  const program = typeof shell === 'string' ? shell : process.env.comspec || 'cmd.exe';
  if (/^(?:.*\\)?cmd(?:\.exe)?$/i.test(program))
    return { file: program, args: ['/d', '/s', '/c', `"${command}"`], windowsVerbatimArguments: true };
  return { file: program, args: ['-c', command] };
}

// pairsOf lists an environment as NAME=value, with what it inherits.
function pairsOf(given) {
  const env = given || { ...process.env };
  if (process.env.NODE_V8_COVERAGE && !(given && Object.hasOwn(given, 'NODE_V8_COVERAGE')))
    env.NODE_V8_COVERAGE = process.env.NODE_V8_COVERAGE;
  let names = [];
  for (const name in env) names.push(name);
  if (windows) {
    // Names that differ in case only are the same there: the first counts.
    const seen = new Set();
    names = names.sort().filter((name) => !seen.has(name.toUpperCase()) && seen.add(name.toUpperCase()));
  }
  const pairs = [];
  for (const name of names) {
    const value = env[name];
    if (value === undefined) continue;
    checkNull(name, `options.env['${name}']`);
    checkNull(value, `options.env['${name}']`);
    pairs.push(`${name}=${value}`);
  }
  return pairs;
}

// normalizeSpawnArguments reads what spawn() is given.
function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNull(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  checkNulls(args, 'args');
  if (options === undefined) options = {};
  else validateObject(options, 'options');
  options = { __proto__: null, ...options };
  const cwd = options.cwd == null ? options.cwd : pathOf(options.cwd, 'options.cwd');
  checkOptions(options);
  let { windowsVerbatimArguments } = options;
  if (options.shell) ({ file, args, windowsVerbatimArguments } = throughShell(file, args, options.shell));
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    __proto__: null,
    ...options,
    args,
    cwd,
    detached: !!options.detached,
    envPairs: pairsOf(options.env),
    file,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!windowsVerbatimArguments,
  };
}

// normalizeExecArgs reads what exec() is given.
function normalizeExecArgs(command, options, callback) {
  validateString(command, 'command');
  checkNull(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

// normalizeExecFileArgs reads what execFile() is given.
function normalizeExecFileArgs(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  options ??= {};
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNull(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

module.exports = {
  checkMaxBuffer, checkNull, checkNulls, checkTimeout, normalizeExecArgs, normalizeExecFileArgs,
  normalizeSpawnArguments, pathOf, toKillSignal, toSignal,
};
