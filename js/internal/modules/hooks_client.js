'use strict';

// Asynchronous module hooks (module.register, --experimental-loader), as the
// thread sees them whose modules they are for: it asks the hooks thread, which
// js/internal/modules/hooks_thread.js is, and waits for the answer.

const { setThreadHooks } = require('internal/binding/modules');
const wire = require('internal/messaging/wire');
const thread = require('internal/worker/thread');
const { limitsOf } = require('internal/worker/limits');
const { unpack } = require('internal/worker/errors');

let port; // to the hooks thread; undefined before there is one

// optionsForHooks are those in force here, but for what would start the hooks
// thread again and what is for the program.
function optionsForHooks() {
  const { options } = thread.parseOptions(process.execArgv);
  for (const name of ['experimental-loader', 'import', 'input-type', 'entry-url']) delete options[name];
  return options;
}

function start() {
  const handle = new thread.Worker({
    kind: 'builtin', script: 'internal/modules/hooks_thread', name: 'hooks', internal: true, limits: limitsOf(), args: [],
    execArgv: process.execArgv, options: optionsForHooks(), env: Object.entries(process.env).map(([k, v]) => `${k}=${v}`),
  });
  handle.unref();
  ({ port } = handle);
  handle.start(() => {});
  setThreadHooks(resolve, load);
}

// What of a context goes to the hooks.
function resolve(specifier, { conditions, importAttributes, parentURL }) {
  return ask('resolve', [specifier, { conditions, importAttributes: { ...importAttributes }, parentURL }]);
}

function load(url, { format, importAttributes }) {
  return ask('load', [url, { format, importAttributes: { ...importAttributes } }]);
}

// ask calls a function of the hooks thread and returns what its promise gives.
// No JavaScript of this thread runs meanwhile.
function ask(method, args, transferList = []) {
  const { bytes, moved } = wire.encode({ method, args }, transferList);
  port.send(bytes, moved);
  port.wait();
  const message = port.take();
  if (!message) process.exit(); // the thread has ended, or this one is being stopped
  const { exit, failed, value } = wire.decode(message).data;
  if (exit !== undefined) process.exit(exit);
  if (failed !== undefined) throw unpack(failed);
  return value;
}

function register(specifier, parentURL = undefined, options = undefined) {
  if (parentURL != null && typeof parentURL === 'object' && parentURL.href === undefined) {
    options = parentURL;
    ({ parentURL } = options);
  }
  warnDeprecated();
  if (port === undefined) start();
  ask('register', [`${specifier}`, `${parentURL ?? 'data:'}`, options?.data], options?.transferList);
}

let warned = false;

function warnDeprecated() {
  if (warned) return;
  warned = true;
  process.emitWarning('`module.register()` is deprecated. Use `module.registerHooks()` instead.', 'DeprecationWarning', 'DEP0205');
}

// startLoaders registers the modules of --experimental-loader.
function startLoaders(specifiers, parentURL) {
  const list = specifiers.map((name) => `register(${JSON.stringify(name)}, pathToFileURL("./"))`).join('; ');
  process.emitWarning(
    '`--experimental-loader` may be removed in the future; instead use `register()`:\n' +
    `--import 'data:text/javascript,import { register } from "node:module"; import { pathToFileURL } from "node:url"; ${list};'`,
    'ExperimentalWarning');
  start();
  for (const specifier of specifiers) ask('register', [specifier, parentURL]);
}

module.exports = { register, startLoaders };
