'use strict';

// The class Worker: a worker as its parent sees it.

const EventEmitter = require('events');
const path = require('path');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WORKER_INVALID_EXEC_ARGV, ERR_WORKER_NOT_RUNNING, ERR_WORKER_PATH,
           ERR_WORKER_UNSERIALIZABLE_ERROR }, codes,
} = require('internal/errors');
const { MessageChannel, portOf, receiveMessageOnPort } = require('internal/messaging');
const { validateString } = require('internal/validators');
const { Holds, ReadableWorkerStdio, WritableWorkerStdio, messages, receive } = require('internal/worker/stdio');
const { followListeners, listen } = require('internal/worker/messaging');
const { limitsOf, objectOf } = require('internal/worker/limits');
const thread = require('internal/worker/thread');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');
const created = require('diagnostics_channel').channel('worker_threads');

const isURL = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

// programOf says what a worker is to run.
function programOf(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string')
      throw new ERR_INVALID_ARG_VALUE('options.eval', options.eval, 'must be false when \'filename\' is not a string');
    return { kind: 'eval', script: '[worker eval]', source: filename };
  }
  if (isURL(filename)) {
    if (filename.protocol === 'data:') return { kind: 'url', script: `${filename}` };
    return { kind: 'file', script: require('url').fileURLToPath(filename) };
  }
  if (typeof filename !== 'string') throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  if (path.isAbsolute(filename) || /^\.\.?[\\/]/.test(filename)) return { kind: 'file', script: path.resolve(filename) };
  throw new ERR_WORKER_PATH(filename);
}

// environmentOf lists the variables that a worker gets, null for this thread's
// own.
function environmentOf({ env }) {
  if (env === SHARE_ENV) return null;
  if (env !== undefined && (typeof env !== 'object'))
    throw new ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  return Object.entries(env ?? process.env).map(([name, value]) => `${name}=${value}`);
}

// optionsOf reads execArgv and, of an environment of its own, NODE_OPTIONS: the
// options, of which undefined stands for those of this thread, and execArgv as
// the worker has it.
function optionsOf({ execArgv, env }) {
  const given = typeof env === 'object' && env !== null && env.NODE_OPTIONS !== undefined ? `${env.NODE_OPTIONS}` : '';
  const fromEnvironment = given !== (process.env.NODE_OPTIONS ?? '') ? given.split(/\s+/).filter(Boolean) : [];
  const early = thread.parseOptions(fromEnvironment);
  const wrong = [...early.invalid, ...early.rest];
  if (wrong.length > 0) throw new ERR_WORKER_INVALID_EXEC_ARGV(wrong, 'invalid NODE_OPTIONS env variable');
  if (!execArgv) return { options: undefined, execArgv: process.execArgv.map(String) };
  const { options, used, invalid } = thread.parseOptions(execArgv.map(String));
  if (invalid.length > 0) throw new ERR_WORKER_INVALID_EXEC_ARGV(invalid);
  return { options: { ...early.options, ...options }, execArgv: used };
}

function pipe(source, target) {
  // Each worker adds listeners, which are not a leak.
  const most = target.getMaxListeners();
  target.setMaxListeners(Infinity);
  source.pipe(target);
  target.setMaxListeners(most);
}

class Worker extends EventEmitter {
  #handle;
  #port; // of what the two threads' modules say to each other
  #public; // of what scripts do
  #streams;

  constructor(filename, options = {}) {
    super();
    if (options.execArgv && !Array.isArray(options.execArgv))
      throw new ERR_INVALID_ARG_TYPE('options.execArgv', 'Array', options.execArgv);
    if (options.argv && !Array.isArray(options.argv))
      throw new ERR_INVALID_ARG_TYPE('options.argv', 'Array', options.argv);
    const program = programOf(filename, options);
    const env = environmentOf(options);
    let name = 'WorkerThread';
    if (options.name) {
      validateString(options.name, 'options.name');
      name = options.name.trim();
    }
    this.#handle = new thread.Worker({
      ...program, ...optionsOf(options), env, name, args: (options.argv || []).map(String),
      limits: limitsOf(options.resourceLimits), internal: false,
    });
    this.#port = portOf(this.#handle.port);
    this.#openStreams(options);
    this.#openPort(options);
    this.performance = { eventLoopUtilization: (util1, util2) => this.#utilization(util1, util2) };
    listen();
    this.#handle.start((code, failure, detail) => this.#exited(code, failure, detail));
    process.nextTick(() => process.emit('worker', this));
    if (created.hasSubscribers) created.publish({ worker: this });
  }

  #openStreams(options) {
    const holds = new Holds(this.#port);
    const output = (name) => {
      const stream = new ReadableWorkerStdio(holds, name, !!options[name]);
      if (!options[name]) pipe(stream, process[name]);
      return stream;
    };
    this.#streams = {
      stdin: options.stdin ? new WritableWorkerStdio(holds, 'stdin') : null, stdout: output('stdout'), stderr: output('stderr'),
    };
  }

  // openPort makes the channel of the two scripts, and sends the worker what it
  // begins with.
  #openPort(options) {
    const { port1, port2 } = new MessageChannel();
    this.#public = port1;
    for (const event of ['message', 'messageerror']) port1.on(event, (message) => this.emit(event, message));
    followListeners(port1, this, 'message');
    this.#port.postMessage({
      type: messages.load, publicPort: port2, workerData: options.workerData, environmentData: thread.environmentData,
      hasStdin: !!options.stdin,
    }, [port2, ...options.transferList ?? []]);
    this.#port.on('message', (message) => this.#received(message));
    this.#port.unref(); // the handle keeps the loop alive
  }

  #received(message) {
    switch (message.type) {
      case messages.online: this.emit('online'); break;
      case messages.error: this.emit('error', require('internal/worker/errors').unpack(message.error)); break;
      case messages.unserializable: this.emit('error', new ERR_WORKER_UNSERIALIZABLE_ERROR()); break;
      default: receive(message, this.#streams);
    }
  }

  #exited(code, failure, detail) {
    // What has come before the end is told before it.
    for (const [port, tell] of [[this.#public, (m) => this.emit('message', m)], [this.#port, (m) => this.#received(m)]]) {
      for (let item = receiveMessageOnPort(port); item !== undefined; item = receiveMessageOnPort(port)) tell(item.message);
      port.unref();
      port.close();
    }
    this.removeAllListeners('message');
    this.removeAllListeners('messageerror');
    this.#handle = this.#port = this.#public = null;
    const { stdout, stderr } = this.#streams;
    for (const stream of [stdout, stderr]) if (!stream.readableEnded) stream.push(null);
    if (failure) this.emit('error', new codes[failure](detail));
    this.emit('exit', code);
  }

  postMessage(...args) {
    this.#public?.postMessage(...args);
  }

  terminate(callback) {
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.',
                          'DeprecationWarning', 'DEP0132');
      if (this.#handle !== null) this.once('exit', (code) => callback(null, code));
    }
    if (this.#handle === null) return Promise.resolve();
    this.#handle.stop();
    return new Promise((resolve) => this.once('exit', resolve));
  }

  async [Symbol.asyncDispose]() {
    await this.terminate();
  }

  ref() {
    this.#handle?.ref();
    this.#public?.ref();
  }

  unref() {
    this.#handle?.unref();
    this.#public?.unref();
  }

  get threadId() { return this.#handle === null ? -1 : this.#handle.threadId; }
  get threadName() { return this.#handle === null ? null : this.#handle.threadName; }
  get stdin() { return this.#streams.stdin; }
  get stdout() { return this.#streams.stdout; }
  get stderr() { return this.#streams.stderr; }
  get resourceLimits() { return this.#handle === null ? {} : objectOf(this.#handle.limits); }

  #utilization(util1, util2) {
    const times = this.#handle?.usage();
    if (times === undefined) return { idle: 0, active: 0, utilization: 0 };
    return require('internal/perf/node_timing').utilizationOf(times, util1, util2);
  }

  getHeapSnapshot(options) { return this.#unavailable('getHeapSnapshot'); }
  getHeapStatistics() { return this.#unavailable('getHeapStatistics'); }
  cpuUsage(prev) { return this.#unavailable('cpuUsage'); }
  startCpuProfile(name) { return this.#unavailable('startCpuProfile'); }
  startHeapProfile(options) { return this.#unavailable('startHeapProfile'); }

  // What V8 or the system knows of one thread, and Go of none.
  #unavailable(name) {
    if (this.#handle === null) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
    const { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } = codes;
    return Promise.reject(new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`worker_threads.Worker.${name}`));
  }
}

module.exports = { SHARE_ENV, Worker };
