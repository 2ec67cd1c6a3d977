'use strict';

// ChildProcess: a process that was started, as an emitter of what becomes of
// it.

const EventEmitter = require('events');
const net = require('net');
const { Process } = require('internal/binding/child_process');
const { Channel } = require('internal/binding/ipc');
const { channel, tracingChannel } = require('diagnostics_channel');
const { errnoException } = require('internal/errors');
const { describeStdio } = require('internal/child_process/stdio');
const { toSignal } = require('internal/child_process/options');
const { unavailable } = require('internal/unavailable');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');

const created = channel('child_process');
const spawning = tracingChannel('child_process.spawn');

const kUsedAsStdio = Symbol('kIsUsedAsStdio');

// What cannot be started is reported by 'error', not by an exception, if it is
// something that only trying shows.
const runTimeCodes = ['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT'];
const tooManyFiles = ['EMFILE', 'ENFILE'];

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle.onexit = (exitCode, signalCode) => exited(this, exitCode, signalCode);
  if (created.hasSubscribers) created.publish({ process: this });
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

// exited is called when the process has ended, or with a negative status if it
// could not be started.
function exited(child, exitCode, signalCode) {
  if (signalCode) child.signalCode = signalCode;
  else child.exitCode = exitCode;
  child.stdin?.destroy();
  child._handle.close();
  child._handle = null;
  if (exitCode < 0) {
    const err = errnoException(exitCode, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
    if (child.spawnfile) err.path = child.spawnfile;
    err.spawnargs = child.spawnargs.slice(1);
    child.emit('error', err);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // Listeners of 'exit' may still begin to read.
  process.nextTick(drain, child);
  maybeClose(child);
}

// drain reads what nobody reads, so that the streams end.
function drain(child) {
  for (const stream of child.stdio ?? []) {
    if (stream?.readable && !stream[kUsedAsStdio]) stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  const { stdio, ipc, ipcFd } = describeStdio(options.stdio || 'pipe', false);
  options.stdio = stdio;
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const mode = options.serialization || 'json';
  if (ipc) {
    if (process.platform === 'win32') unavailable('child_process with an IPC channel');
    if (options.envPairs === undefined) options.envPairs = [];
    else validateArray(options.envPairs, 'options.envPairs');
    options.envPairs.push(`NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${mode}`);
    ipc.handle = new Channel();
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args !== undefined) validateArray(options.args, 'options.args');
  this.spawnargs = options.args ?? [];
  if (options.envPairs !== undefined) validateArray(options.envPairs, 'options.envPairs');

  if (spawning.hasSubscribers) spawning.start.publish({ process: this, options });
  const status = this._handle.spawn({ __proto__: null, ...options, args: this.spawnargs });
  if (status !== 0) {
    const err = errnoException(status, 'spawn');
    if (spawning.hasSubscribers) spawning.error.publish({ process: this, error: err });
    if (!runTimeCodes.includes(err.code)) {
      for (const { handle, type } of stdio) if (type === 'pipe') handle?.close();
      this._handle.close();
      this._handle = null;
      throw err;
    }
    process.nextTick(() => this._handle.onexit(status));
    if (tooManyFiles.includes(err.code)) return status;
  } else {
    if (spawning.hasSubscribers) spawning.end.publish({ process: this });
    process.nextTick(() => this.emit('spawn'));
  }
  this.pid = this._handle.pid;
  this.stdio = stdio.map((one, i) => connect(this, one, i));
  [this.stdin, this.stdout, this.stderr] = this.stdio;
  if (ipc) {
    this._closesNeeded++;
    const { setupChannel } = require('internal/child_process/channel');
    // The parent itself counts on the channel: a write that has to wait does
    // not, once it is done, leave it to an exit that may come before the end.
    setupChannel(this, ipc.handle, mode, () => maybeClose(this)).refCounted();
  }
  return status;
};

// connect makes the stream of a descriptor of the child, null for those that
// are not pipes.
function connect(child, description, i) {
  if (description.type === 'wrap') {
    lend(description);
    return null;
  }
  if (description.type !== 'pipe' && description.type !== 'overlapped') return null;
  if (description.ipc) return null;
  const { handle } = description;
  const socket = new net.Socket({ handle, readable: i > 0 });
  if (i > 0 && handle) {
    child._closesNeeded++;
    socket.on('close', () => maybeClose(child));
  }
  return socket;
}

// lend stops this process's reading of a stream that the child has been given.
function lend({ handle, stream }) {
  handle.reading = false;
  handle.readStop();
  stream[kUsedAsStdio] = true;
  if (!stream._readableState) return;
  stream.pause();
  stream._readableState.reading = false; // a resume() later begins anew
}

ChildProcess.prototype.kill = function kill(signal) {
  const number = signal === 0 ? signal : toSignal(signal === undefined ? 'SIGTERM' : signal);
  if (!this._handle) return false;
  const status = this._handle.kill(number);
  if (status === 0) {
    this.killed = true;
    return true;
  }
  const err = errnoException(status, 'kill');
  if (err.code === 'EINVAL' || err.code === 'ENOSYS') throw err;
  if (err.code !== 'ESRCH') this.emit('error', err);
  return false;
};

ChildProcess.prototype[Symbol.dispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  this._handle?.ref();
};

ChildProcess.prototype.unref = function unref() {
  this._handle?.unref();
};

module.exports = { ChildProcess };
