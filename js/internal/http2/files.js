'use strict';

// Responses whose body is a file: read piece by piece, as the peer takes it.

const fs = require('fs');
const {
  codes: {
    ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_PAYLOAD_FORBIDDEN, ERR_HTTP2_SEND_FILE, ERR_HTTP2_SEND_FILE_NOSEEK,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { NghttpError, assertIsObject } = require('internal/http2/errors');
const { checkResponsePseudo, fieldList } = require('internal/http2/headers');
const { hasNoBody, responseFromObject } = require('internal/http2/responses');
const { kHandle, kSentHeaders, kSession, kState, kStrictSingleValueFields, kUpdateTimer } = require('internal/http2/symbols');

const pieceSize = 64 * 1024;
const internalError = 2;

function fileOptions(stream, given) {
  assertIsObject(given, 'options');
  const options = { ...given };
  for (const name of ['offset', 'length']) {
    if (options[name] !== undefined && typeof options[name] !== 'number')
      throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name]);
  }
  if (options.statCheck !== undefined && typeof options.statCheck !== 'function')
    throw new ERR_INVALID_ARG_VALUE('options.statCheck', options.statCheck);
  if (options.waitForTrailers) stream[kState].hasTrailers = true;
  return options;
}

function fileHeaders(stream, given, options) {
  const { headers, status } = responseFromObject(given, options);
  if (hasNoBody(status) || stream.headRequest) throw new ERR_HTTP2_PAYLOAD_FORBIDDEN(status);
  return headers;
}

function descriptorOf(fd) {
  if (typeof fd === 'number') return fd;
  if (fd instanceof Object && typeof fd.fd === 'number' && fd.constructor?.name === 'FileHandle') return fd.fd;
  throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'FileHandle'], fd);
}

function respondWithFD(stream, given, headersParam, optionsParam) {
  const options = fileOptions(stream, optionsParam);
  const fd = descriptorOf(given);
  stream[kUpdateTimer]();
  const headers = fileHeaders(stream, headersParam, options);
  if (options.statCheck === undefined) {
    send(stream, fd, headers, options, options.offset ?? 0, options.length ?? -1, false);
    return;
  }
  fs.fstat(fd, (error, stat) => {
    if (error) {
      stream.destroy(error);
      return;
    }
    if (stream.destroyed || stream.closed) {
      stream.destroy(new ERR_HTTP2_INVALID_STREAM());
      return;
    }
    const range = { offset: options.offset ?? 0, length: options.length ?? -1 };
    if (options.statCheck.call(stream, stat, headers, range) === false || stream.headersSent) return;
    send(stream, fd, headers, options, range.offset | 0, range.length | 0, false);
  });
}

function respondWithFile(stream, path, headersParam, optionsParam) {
  const options = fileOptions(stream, optionsParam);
  stream[kUpdateTimer]();
  const headers = fileHeaders(stream, headersParam, options);
  const fail = (error) => (options.onError ? options.onError(error) : stream.destroy(error));
  fs.open(path, 'r', (error, fd) => {
    if (error) {
      fail(error);
      return;
    }
    if (stream.destroyed || stream.closed) {
      close(fd);
      return;
    }
    stream[kState].fd = fd;
    fs.fstat(fd, (error, stat) => {
      if (error) {
        close(fd);
        fail(error);
        return;
      }
      sendOpened(stream, fd, stat, headers, options, fail);
    });
  });
}

// sendOpened sends what was opened for it.
function sendOpened(stream, fd, stat, headers, options, fail) {
  const isFile = stat.isFile();
  if (!isFile) {
    const isDirectory = stat.isDirectory();
    if (options.offset !== undefined || options.length !== undefined || isDirectory) {
      close(fd);
      fail(isDirectory ? new ERR_HTTP2_SEND_FILE() : new ERR_HTTP2_SEND_FILE_NOSEEK());
      return;
    }
    options.offset = options.length = -1;
  }
  if (stream.destroyed || stream.closed) {
    close(fd);
    stream.destroy(new ERR_HTTP2_INVALID_STREAM());
    return;
  }
  const offset = options.offset ?? 0;
  let length = options.length ?? -1;
  if (options.statCheck?.call(stream, stat, headers) === false || stream.headersSent) {
    close(fd);
    return;
  }
  if (isFile) {
    const rest = stat.size - offset;
    length = length < 0 ? rest : Math.min(rest, length);
    headers['content-length'] = length;
  }
  send(stream, fd, headers, options, offset | 0, length | 0, true);
}

function close(fd) {
  fs.close(fd, (error) => { if (error) throw error; });
}

// send answers with what fd holds from offset on, or from where it stands if
// offset is negative.
function send(stream, fd, headers, options, offset, length, ownsFd) {
  const state = stream[kState];
  state.headersSent = true;
  const giveUp = (error) => {
    if (ownsFd) close(fd);
    stream.destroy(error);
  };
  let list;
  try {
    list = fieldList(headers, checkResponsePseudo, stream[kSession][kStrictSingleValueFields]);
  } catch (error) {
    giveUp(error);
    return;
  }
  stream[kSentHeaders] = headers;
  // To the script the writable side has ended.
  state.sendsFile = true;
  stream.end();
  const result = stream[kHandle].respond(list, options.waitForTrailers ? 2 : 0);
  if (result < 0) {
    giveUp(new NghttpError(result));
    return;
  }
  state.writeQueueSize++;
  stream[kSession][kState].writeQueueSize++;
  pump(stream, fd, offset, length, ownsFd);
}

function pump(stream, fd, offset, left, ownsFd) {
  const handle = stream[kHandle];
  const finish = () => { if (ownsFd) close(fd); };
  const next = () => {
    if (stream.destroyed) {
      finish();
      return;
    }
    const size = left < 0 ? pieceSize : Math.min(left, pieceSize);
    if (size === 0) {
      handle.shutdown();
      finish();
      return;
    }
    fs.read(fd, Buffer.allocUnsafe(size), 0, size, offset < 0 ? null : offset, onRead);
  };
  const onRead = (error, n, buffer) => {
    if (error && !stream.destroyed) stream.close(internalError);
    if (error || stream.destroyed) {
      finish();
      return;
    }
    if (n === 0) left = 0;
    else if (left > 0) left -= n;
    if (offset >= 0) offset += n;
    if (n === 0) next();
    else if (handle.write(buffer.subarray(0, n), '', onWritten) < 0) finish();
  };
  const onWritten = (status) => {
    stream[kUpdateTimer]();
    if (status < 0) finish();
    else next();
  };
  next();
}

module.exports = { respondWithFD, respondWithFile };
