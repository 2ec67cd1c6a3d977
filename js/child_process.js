'use strict';

// node:child_process.

const { promisify } = require('util');
const { AbortError, errnoException, genericNodeError, codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { spawnSync: runSync } = require('internal/binding/child_process');
const { ChildProcess } = require('internal/child_process/child');
const { gather } = require('internal/child_process/gather');
const {
  checkMaxBuffer, checkNull, checkNulls, checkTimeout, normalizeExecArgs, normalizeExecFileArgs,
  normalizeSpawnArguments, pathOf, toKillSignal,
} = require('internal/child_process/options');
const { describeStdio, stdioStringToArray } = require('internal/child_process/stdio');
const { validateAbortSignal, validateArray, validateObject } = require('internal/validators');

const defaultMaxBuffer = 1024 * 1024;

function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  checkTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = toKillSignal(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killAfter(child, options.timeout, killSignal);
  if (options.signal) killOnAbort(child, options.signal, killSignal);
  return child;
}

function killAfter(child, timeout, killSignal) {
  const timer = setTimeout(() => {
    try {
      child.kill(killSignal);
    } catch (err) {
      child.emit('error', err);
    }
  }, timeout);
  child.once('close', () => clearTimeout(timer));
}

function killOnAbort(child, signal, killSignal) {
  const onAbort = () => {
    try {
      if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    } catch (err) {
      child.emit('error', err);
    }
  };
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  const { addAbortListener } = require('internal/events/abort_listener');
  const listening = addAbortListener(signal, onAbort);
  child.once('exit', () => listening[Symbol.dispose]());
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFileArgs(file, args, options, callback));
  options = {
    __proto__: null,
    encoding: 'utf8',
    timeout: 0,
    maxBuffer: defaultMaxBuffer,
    killSignal: 'SIGTERM',
    cwd: null,
    env: null,
    shell: false,
    ...options,
  };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = toKillSignal(options.killSignal);
  const { cwd, env, gid, shell, signal, uid } = options;
  const child = module.exports.spawn(file, args, {
    cwd, env, gid, shell, signal, uid,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  });
  gather(child, [file, ...args].join(' '), options, callback);
  return child;
}

function exec(command, options, callback) {
  const normalized = normalizeExecArgs(command, options, callback);
  return module.exports.execFile(normalized.file, normalized.options, normalized.callback);
}

for (const original of [exec, execFile]) {
  const promisified = (...args) => {
    const { promise, resolve, reject } = Promise.withResolvers();
    promise.child = original(...args, (err, stdout, stderr) => {
      if (err === null) resolve({ stdout, stderr });
      else reject(Object.assign(err, { stdout, stderr }));
    });
    return promise;
  };
  Object.defineProperty(promisified, 'name', { __proto__: null, configurable: true, value: original.name });
  Object.defineProperty(original, promisify.custom, { __proto__: null, enumerable: false, value: promisified });
}

function spawnSync(file, args, options) {
  options = { __proto__: null, maxBuffer: defaultMaxBuffer, ...normalizeSpawnArguments(file, args, options) };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = toKillSignal(options.killSignal);
  options.stdio = describeStdio(options.stdio || 'pipe', true).stdio;
  if (options.input) options.stdio[0] = { __proto__: null, ...options.stdio[0], input: options.input };
  options.stdio = options.stdio.map((one, i) => {
    if (one.input == null) return one;
    return { __proto__: null, ...one, input: inputOf(one.input, i, options.encoding) };
  });
  return describeResult(runSync(options), options);
}

function inputOf(input, i, encoding) {
  if (ArrayBuffer.isView(input)) return input;
  if (typeof input === 'string') return Buffer.from(input, encoding);
  throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function describeResult(result, { args, encoding, file }) {
  if (result.output && encoding && encoding !== 'buffer')
    result.output = result.output.map((output) => (output ? output.toString(encoding) : output));
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (result.error) {
    result.error = errnoException(result.error, `spawnSync ${file}`);
    result.error.path = file;
    result.error.spawnargs = args.slice(1);
  }
  return result;
}

// throwFailure throws the error of a command that did not end well.
function throwFailure(result, command) {
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return;
  const stderr = result.stderr?.length > 0 ? `\n${result.stderr.toString()}` : '';
  throw genericNodeError(`Command failed: ${command}${stderr}`, result);
}

function outputOf(result, options, command) {
  if (!options?.stdio && result.stderr) process.stderr.write(result.stderr);
  throwFailure(result, command);
  return result.stdout;
}

function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFileArgs(file, args, options));
  return outputOf(spawnSync(file, args, options), options, [options.argv0 || file, ...args].join(' '));
}

function execSync(command, options) {
  const normalized = normalizeExecArgs(command, options, null);
  const { stdio } = normalized.options;
  return outputOf(spawnSync(normalized.file, normalized.options), { stdio }, command);
}

// withoutEval leaves out the code that this process was given: the child would
// run it too, and fork in its turn.
function withoutEval(execArgv) {
  const index = process._eval == null ? 0 : execArgv.lastIndexOf(process._eval);
  return index > 0 ? execArgv.toSpliced(index - 1, 2) : execArgv;
}

function fork(modulePath, args = [], options) {
  modulePath = pathOf(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  checkNull(options.execPath, 'options.execPath');
  let execArgv = options.execArgv || process.execArgv;
  checkNulls(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv) execArgv = withoutEval(execArgv);
  if (typeof options.stdio === 'string') options.stdio = stdioStringToArray(options.stdio, 'ipc');
  else if (!Array.isArray(options.stdio)) options.stdio = stdioStringToArray(options.silent ? 'pipe' : 'inherit', 'ipc');
  else if (!options.stdio.includes('ipc')) throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}
Object.defineProperty(fork, 'length', { __proto__: null, configurable: true, value: 1 });

// _forkChild is called in a child at its start: fd is its end of the channel.
function _forkChild(fd, mode) {
  const { Channel } = require('internal/binding/ipc');
  const { setupChannel } = require('internal/child_process/channel');
  const channel = new Channel();
  channel.open(fd);
  channel.unref();
  const control = setupChannel(process, channel, mode, () => {});
  const counts = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (counts(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (counts(name)) control.unrefCounted();
  });
}

module.exports = {
  _forkChild,
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
