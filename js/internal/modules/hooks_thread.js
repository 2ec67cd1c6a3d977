'use strict';

// The hooks thread: it has the hooks of module.register and
// --experimental-loader, and answers what another thread asks them, one after
// the other.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_UNKNOWN_MODULE_FORMAT },
} = require('internal/errors');
const { importFrom, loadImport, resolveImport } = require('internal/binding/modules');
const { portOf } = require('internal/messaging');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateString } = require('internal/validators');
const { pack } = require('internal/worker/errors');
const thread = require('internal/worker/thread');
const { Run, attributesOf } = require('internal/modules/hooks_chain');

const port = portOf(thread.parentPort());
const unsettled = 13;
let asked = 0; // the questions that wait for their answer

const chains = {
  resolve: [{ url: 'node:internal/modules/esm/resolve', fn: async (specifier, context) => resolveImport(specifier, context) }],
  load: [{ url: 'node:internal/modules/esm/load', fn: async (url, context) => loadImport(url, context) }],
};

function checkSpecifier(place, specifier) {
  validateString(specifier, `${place} specifier`);
}

function checkURL(place, url) {
  if (typeof url !== 'string') throw new ERR_INVALID_ARG_TYPE(`${place} url`, 'a URL string', url);
  if (!URL.canParse(url)) throw new ERR_INVALID_ARG_VALUE(`${place} url`, url, 'should be a URL string');
}

const bad = (expected, from, name, value) => new ERR_INVALID_RETURN_PROPERTY_VALUE(expected, from, name, value);

async function resolve(specifier, context) {
  const { result, from } = await new Run('resolve', chains.resolve, context, checkSpecifier).call(specifier);
  const { format, url } = result;
  const importAttributes = attributesOf(result);
  if (typeof url !== 'string' || !URL.canParse(url)) throw bad('a URL string', from, 'url', url);
  if (importAttributes !== undefined && typeof importAttributes !== 'object')
    throw bad('an object', from, 'importAttributes', importAttributes);
  if (format != null && typeof format !== 'string') throw bad('a string', from, 'format', format);
  return { url, format, importAttributes: importAttributes && { ...importAttributes } };
}

async function load(url, context) {
  const { result, from } = await new Run('load', chains.load, context, checkURL).call(url);
  const { format, source, responseURL = url } = result;
  if (typeof responseURL !== 'string' || URL.parse(responseURL)?.href !== responseURL)
    throw bad('undefined or a fully resolved URL string', from, 'responseURL', responseURL);
  if (format == null) throw new ERR_UNKNOWN_MODULE_FORMAT(format, url);
  if (typeof format !== 'string') throw bad('a string', from, 'format', format);
  if (source != null && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source))
    throw bad('a string, an ArrayBuffer, or a TypedArray', from, 'source', source);
  return { format, source: unshared(source) };
}

let gathering = false;

function gatherWithHooks() {
  if (gathering) return;
  gathering = true;
  require('internal/modules/hooks_gather').install(resolve, load);
}

// unshared copies bytes, so that only they are sent, and from no shared memory.
function unshared(source) {
  if (isArrayBufferView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
  return isAnyArrayBuffer(source) ? new Uint8Array(source).slice() : source;
}

// register adds the hooks that a module exports.
async function register(specifier, parentURL, data) {
  const { initialize, resolve, load, globalPreload } = await importFrom(specifier, parentURL);
  if (globalPreload) process.emitWarning('`globalPreload` has been removed; use `initialize` instead.', 'UnsupportedWarning');
  if (resolve) chains.resolve.push({ fn: resolve, url: specifier });
  if (load) chains.load.push({ fn: load, url: specifier });
  if (resolve || load) gatherWithHooks();
  await initialize?.(data);
}

const methods = { __proto__: null, load, register, resolve };

// answer runs one question. While its answer is not there the port does not keep
// the thread alive: if nothing else does, the answer will never come.
async function answer({ method, args }) {
  if (asked++ === 0) port.unref();
  let reply;
  try {
    reply = { value: await methods[method](...args) };
  } catch (error) {
    reply = { failed: pack(error) };
  }
  if (--asked === 0) port.ref();
  port.postMessage(reply);
}

// stream makes standard input, which has nothing; the others are the process's.
function stream() {
  const { Readable } = require('stream');
  return Readable.from([]);
}

// fail tells of an exception that nobody has caught.
function fail(error) {
  port.postMessage({ failed: pack(error) });
}

// prepare is called before the modules of --require are loaded, the module's own
// code after it.
function prepare() {
  port.on('message', answer);
  process.on('exit', (code) => port.postMessage({ exit: code }));
  process.on('beforeExit', () => process.exit(unsettled));
}

module.exports = { fail, prepare, stream };
