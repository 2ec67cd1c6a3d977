'use strict';

// The streams of node:zlib: a Transform around a handle that takes a chunk and
// gives its output in pieces.

const { kMaxLength } = require('buffer');
const { Transform, finished } = require('stream');
const { Zlib: Handle } = require('internal/binding/zlib');
const constants = require('internal/zlib/constants');
const {
  genericNodeError,
  codes: {
    ERR_BROTLI_INVALID_PARAM, ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE,
    ERR_TRAILING_JUNK_AFTER_STREAM_END, ERR_ZSTD_INVALID_PARAM,
  },
} = require('internal/errors');
const { validateBoolean } = require('internal/validators');

const {
  BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH,
  BROTLI_OPERATION_PROCESS, DEFLATE, DEFLATERAW, GUNZIP, GZIP, INFLATE, INFLATERAW, UNZIP, Z_BLOCK,
  Z_DEFAULT_CHUNK, Z_DEFAULT_COMPRESSION, Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY, Z_DEFAULT_WINDOWBITS, Z_FINISH,
  Z_FIXED, Z_FULL_FLUSH, Z_MAX_LEVEL, Z_MAX_MEMLEVEL, Z_MAX_WINDOWBITS, Z_MIN_CHUNK, Z_MIN_LEVEL, Z_MIN_MEMLEVEL,
  Z_MIN_WINDOWBITS, Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, ZSTD_COMPRESS, ZSTD_DECOMPRESS, ZSTD_c_windowLog,
  ZSTD_d_windowLogMax, ZSTD_e_continue, ZSTD_e_end, ZSTD_e_flush,
} = constants;

const kError = Symbol('kError');
const kFlushFlag = Symbol('kFlushFlag');

// The flushes that each family of streams has, and which are the defaults.
const zlibFlushes = { lowest: Z_NO_FLUSH, highest: Z_BLOCK, flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH };
const brotliFlushes = {
  lowest: BROTLI_OPERATION_PROCESS,
  highest: BROTLI_OPERATION_EMIT_METADATA,
  flush: BROTLI_OPERATION_PROCESS,
  finishFlush: BROTLI_OPERATION_FINISH,
  fullFlush: BROTLI_OPERATION_FLUSH,
};

// From the weakest to the strongest.
const flushStrength = [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];

function strongerFlush(a, b) {
  return flushStrength.indexOf(a) > flushStrength.indexOf(b) ? a : b;
}

// isGiven tells a number from the absence of one.
function isGiven(number, name) {
  if (number === undefined || Number.isNaN(number)) return false;
  if (typeof number !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', number);
  if (!Number.isFinite(number)) throw new ERR_OUT_OF_RANGE(name, 'a finite number', number);
  return true;
}

function inRange(number, name, lower, upper, missing) {
  if (!isGiven(number, name)) return missing;
  if (number < lower || number > upper) throw new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, number);
  return number;
}

function dictionaryOf({ dictionary }) {
  if (dictionary === undefined || ArrayBuffer.isView(dictionary)) return dictionary;
  if (dictionary instanceof ArrayBuffer) return Buffer.from(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

// errorOf makes the error of what a handle reports.
function errorOf({ message, errno, code }) {
  if (code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END') return new ERR_TRAILING_JUNK_AFTER_STREAM_END();
  return genericNodeError(message, { errno, code });
}

function ZlibBase(opts, mode, handle, flushes) {
  let { flush, finishFlush } = flushes;
  let chunkSize = Z_DEFAULT_CHUNK;
  let maxOutputLength = kMaxLength;
  if (opts) {
    if (isGiven(opts.chunkSize, 'options.chunkSize')) {
      chunkSize = opts.chunkSize;
      if (chunkSize < Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    }
    const { lowest, highest } = flushes;
    flush = inRange(opts.flush, 'options.flush', lowest, highest, flush);
    finishFlush = inRange(opts.finishFlush, 'options.finishFlush', lowest, highest, finishFlush);
    maxOutputLength = inRange(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
    if (opts.rejectGarbageAfterEnd !== undefined)
      validateBoolean(opts.rejectGarbageAfterEnd, 'options.rejectGarbageAfterEnd');
    if (opts.encoding || opts.objectMode || opts.writableObjectMode)
      opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...opts });
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = flushes.fullFlush;
  this._flushes = flushes;
  this._info = opts?.info;
  this._maxOutputLength = maxOutputLength;
}
inherit(ZlibBase, Transform);

function inherit(constructor, parent) {
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
  Object.setPrototypeOf(constructor, parent);
}

Object.defineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null, configurable: true, enumerable: true, get() { return !this._handle; },
});

ZlibBase.prototype.reset = function() {
  if (!this._handle) throw new Error('zlib binding closed');
  return this._handle.reset();
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

// An empty chunk that says which flush comes at its place among the others.
function flushMark(kind) {
  const mark = Buffer.alloc(0);
  mark[kFlushFlag] = kind;
  return mark;
}

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  const { lowest, highest } = this._flushes;
  kind = inRange(kind, 'kind', lowest, highest, this._defaultFullFlushFlag);
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushMark(kind), '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(err, callback) {
  closeHandle(this);
  callback(err);
};

function closeHandle(engine) {
  engine._handle?.close();
  engine._handle = null;
}

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = chunk[kFlushFlag] ?? this._defaultFlushFlag;
  if (this.writableEnded && this.writableLength === chunk.byteLength) flush = strongerFlush(flush, this._finishFlushFlag);
  processChunk(this, chunk, flush, callback);
};

ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flush, callback);
  else return processChunkSync(this, chunk, flush);
};

function processChunk(engine, chunk, flush, callback) {
  const handle = engine._handle;
  if (!handle) {
    process.nextTick(callback);
    return;
  }
  handle.feed(chunk, flush);
  const step = () => handle.step(engine._chunkSize, onStep);
  const onStep = ({ error, output, more, rest }) => {
    if (engine.destroyed) {
      callback();
      return;
    }
    if (error !== undefined) {
      engine[kError] = errorOf(error);
      engine.destroy(engine[kError]);
      return;
    }
    const full = output !== undefined && !engine.push(output);
    if (engine.destroyed) {
      callback();
    } else if (more && full) {
      const read = engine._read;
      engine._read = (n) => {
        engine._read = read;
        step();
        engine._read(n);
      };
    } else if (more) {
      step();
    } else {
      engine.bytesWritten += chunk.byteLength - rest;
      // The compressed data has ended before the input.
      if (rest > 0) engine.push(null);
      callback();
    }
  };
  step();
}

function processChunkSync(engine, chunk, flush) {
  const handle = engine._handle;
  const outputs = [];
  let size = 0;
  handle.feed(chunk, flush);
  for (;;) {
    const { error, output, more, rest } = handle.stepSync(engine._chunkSize);
    if (error !== undefined) {
      closeHandle(engine);
      throw errorOf(error);
    }
    if (output !== undefined) {
      outputs.push(output);
      size += output.byteLength;
      if (size > engine._maxOutputLength) {
        closeHandle(engine);
        throw new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength);
      }
    }
    if (more) continue;
    engine.bytesWritten = chunk.byteLength - rest;
    closeHandle(engine);
    return outputs.length === 1 ? outputs[0] : Buffer.concat(outputs, size);
  }
}

function Zlib(opts, mode) {
  let windowBits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_COMPRESSION;
  let strategy = Z_DEFAULT_STRATEGY;
  let dictionary;
  if (opts) {
    const decompresses = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
    if (!decompresses || (opts.windowBits != null && opts.windowBits !== 0)) {
      windowBits = inRange(opts.windowBits, 'options.windowBits', Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0),
                           Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
    }
    level = inRange(opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
    inRange(opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
    strategy = inRange(opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
    dictionary = dictionaryOf(opts);
  }
  const handle = new Handle(mode, {
    windowBits, level, strategy, dictionary, rejectGarbageAfterEnd: opts?.rejectGarbageAfterEnd === true,
  });
  ZlibBase.call(this, opts, mode, handle, zlibFlushes);
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
}
inherit(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  inRange(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  inRange(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    if (!this._handle) throw new Error('zlib binding closed');
    this._handle.params(level, strategy);
    if (this.destroyed) return;
    this._level = level;
    this._strategy = strategy;
    callback?.();
  });
};

const brotliParamNames = Object.keys(constants).filter((name) => name.startsWith('BROTLI_PARAM_'));
const highestBrotliParam = Math.max(...brotliParamNames.map((name) => constants[name]));

function brotliParamsOf(params = {}) {
  const checked = {};
  for (const key of Object.keys(params)) {
    if (!(+key >= 0 && +key <= highestBrotliParam) || +key in checked) throw new ERR_BROTLI_INVALID_PARAM(key);
    const value = params[key];
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    checked[+key] = Number(value);
  }
  return checked;
}

function Brotli(opts, mode) {
  const handle = new Handle(mode, {
    params: brotliParamsOf(opts?.params ?? {}),
    dictionary: dictionaryOf(opts ?? {}),
    rejectGarbageAfterEnd: opts?.rejectGarbageAfterEnd === true,
  });
  ZlibBase.call(this, opts, mode, handle, brotliFlushes);
}
inherit(Brotli, Zlib);

const zstdFlushes = {
  lowest: ZSTD_e_continue, highest: ZSTD_e_end, flush: ZSTD_e_continue, finishFlush: ZSTD_e_end, fullFlush: ZSTD_e_flush,
};

// The numbers of the parameters of each direction, and the ranges that the
// window has.
const zstdParams = {
  [ZSTD_COMPRESS]: new Set(Object.keys(constants).filter((name) => /^ZSTD_c_/.test(name)).map((name) => constants[name])),
  [ZSTD_DECOMPRESS]: new Set([ZSTD_d_windowLogMax]),
};
const zstdWindow = { [ZSTD_COMPRESS]: ZSTD_c_windowLog, [ZSTD_DECOMPRESS]: ZSTD_d_windowLogMax };

function zstdParamsOf(params, mode) {
  const checked = {};
  for (const key of Object.keys(params)) {
    if (!zstdParams[mode].has(+key) || +key in checked) throw new ERR_ZSTD_INVALID_PARAM(key);
    const value = params[key];
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    checked[+key] = Number(value);
  }
  const bits = checked[zstdWindow[mode]];
  if (bits !== undefined && bits !== 0 && !(bits >= 10 && bits <= 31))
    throw genericNodeError('Setting parameter failed', { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
  return checked;
}

function Zstd(opts, mode) {
  const pledgedSrcSize = opts?.pledgedSrcSize;
  if (pledgedSrcSize !== undefined && pledgedSrcSize < 0)
    throw Object.assign(new RangeError('pledgedSrcSize must be non-negative'), { code: 'ERR_OUT_OF_RANGE' });
  const handle = new Handle(mode, {
    params: zstdParamsOf(opts?.params ?? {}, mode),
    dictionary: dictionaryOf(opts ?? {}),
    pledgedSrcSize,
    rejectGarbageAfterEnd: opts?.rejectGarbageAfterEnd === true,
  });
  ZlibBase.call(this, opts, mode, handle, zstdFlushes);
}
inherit(Zstd, Zlib);

// classOf makes the public class of a mode. Without new it warns and is called
// all the same.
function classOf(name, mode, parent) {
  const constructor = {
    [name]: function(opts) {
      if (!(this instanceof constructor)) {
        process.emitWarning(`Instantiating ${name} without the 'new' keyword has been deprecated.`, 'DeprecationWarning', 'DEP0184');
        return new constructor(opts);
      }
      if (mode === DEFLATERAW && opts?.windowBits === 8) opts.windowBits = 9;
      parent.call(this, opts, mode);
    },
  }[name];
  inherit(constructor, parent);
  return constructor;
}

module.exports = {
  Deflate: classOf('Deflate', DEFLATE, Zlib),
  Inflate: classOf('Inflate', INFLATE, Zlib),
  Gzip: classOf('Gzip', GZIP, Zlib),
  Gunzip: classOf('Gunzip', GUNZIP, Zlib),
  DeflateRaw: classOf('DeflateRaw', DEFLATERAW, Zlib),
  InflateRaw: classOf('InflateRaw', INFLATERAW, Zlib),
  Unzip: classOf('Unzip', UNZIP, Zlib),
  BrotliCompress: classOf('BrotliCompress', BROTLI_ENCODE, Brotli),
  BrotliDecompress: classOf('BrotliDecompress', BROTLI_DECODE, Brotli),
  ZstdCompress: classOf('ZstdCompress', ZSTD_COMPRESS, Zstd),
  ZstdDecompress: classOf('ZstdDecompress', ZSTD_DECOMPRESS, Zstd),
  processChunkSync,
};
