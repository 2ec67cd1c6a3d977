'use strict';

// node:zlib. Zip archives are not there yet.

const binding = require('internal/binding/zlib');
const constants = require('internal/zlib/constants');
const { processChunkSync, ...classes } = require('internal/zlib/stream');
const { codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { missingClass, missingFunctions } = require('internal/unavailable');
const { validateFunction, validateUint32 } = require('internal/validators');

const codes = {};
for (const name of [
  'Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR',
  'Z_VERSION_ERROR',
]) {
  codes[name] = constants[name];
  codes[constants[name]] = name;
}
Object.freeze(codes);

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data))
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}
Object.defineProperty(crc32, 'length', { __proto__: null, configurable: true, value: 1 });

// bytesOf converts the input of the convenience methods that can be converted.
function bytesOf(input) {
  if (ArrayBuffer.isView(input) && !(input instanceof Uint8Array))
    return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  return input instanceof ArrayBuffer ? Buffer.from(input) : input;
}

// runThrough calls callback with all that an engine makes of input.
function runThrough(engine, input, callback) {
  validateFunction(callback, 'callback');
  const chunks = [];
  let size = 0;
  const onEnd = () => {
    const buffer = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
    engine.close();
    if (engine._info) callback(null, { buffer, engine });
    else callback(null, buffer);
  };
  engine.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= engine._maxOutputLength) return;
    engine.close();
    engine.removeListener('end', onEnd);
    callback(new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength));
  });
  engine.on('error', (err) => {
    engine.removeListener('end', onEnd);
    callback(err);
  });
  engine.on('end', onEnd);
  engine.end(bytesOf(input));
}

function runThroughSync(engine, input) {
  const bytes = typeof input === 'string' ? Buffer.from(input) : bytesOf(input);
  if (!ArrayBuffer.isView(bytes)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], input);
  }
  const buffer = processChunkSync(engine, bytes, engine._finishFlushFlag);
  return engine._info ? { buffer, engine } : buffer;
}

// convenience makes the functions that take all of the input at once, and
// createX.
function convenience(Class) {
  const { name } = Class;
  const method = name[0].toLowerCase() + name.slice(1);
  return {
    [method]: function(buffer, opts, callback) {
      if (typeof opts === 'function') [callback, opts] = [opts, {}];
      return runThrough(new Class(opts), buffer, callback);
    },
    [`${method}Sync`]: (buffer, opts) => runThroughSync(new Class(opts), buffer),
    [`create${name}`]: { value: (opts) => new Class(opts) }.value,
  };
}

module.exports = { crc32, ...classes };
for (const Class of Object.values(classes)) {
  for (const [name, fn] of Object.entries(convenience(Class))) {
    Object.defineProperty(fn, 'name', { __proto__: null, configurable: true, value: name });
    Object.defineProperty(module.exports, name, {
      __proto__: null, configurable: !name.startsWith('create'), enumerable: true, writable: !name.startsWith('create'), value: fn,
    });
  }
}
Object.assign(module.exports, {
  ZipEntry: Object.assign(missingClass('zlib', 'ZipEntry', 0, null), missingFunctions('zlib.ZipEntry', {
    read: 1, create: 2, createSync: 2, createStream: 2, createSymlink: 2,
  })),
  ZipFile: Object.assign(missingClass('zlib', 'ZipFile', 0, null), missingFunctions('zlib.ZipFile', { open: 1, openSync: 1 })),
  ZipBuffer: missingClass('zlib', 'ZipBuffer', 1, null),
  ...missingFunctions('zlib', {
    createZipArchive: 0, createZipArchiveSync: 0, zipFiles: 0, getMaxZipContentSize: 0, setMaxZipContentSize: 0,
  }),
});
for (const [name, value] of Object.entries({ constants, codes }))
  Object.defineProperty(module.exports, name, { __proto__: null, enumerable: true, value });

// The older constants are properties of the module too.
for (const [name, value] of Object.entries(constants)) {
  if (!/^BROTLI_/.test(name))
    Object.defineProperty(module.exports, name, { __proto__: null, value });
}
