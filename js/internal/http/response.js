'use strict';

// http.ServerResponse.

const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const { responseCreated } = require('internal/http/channels');
const { hasBadCharacter, linkHeader, validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { OutgoingMessage, closeMessage, kHeaders, pairs } = require('internal/http/outgoing');
const { STATUS_CODES } = require('internal/http/tables');
const { validateInteger, validateObject } = require('internal/validators');

function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  if (req.method === 'HEAD') this._hasBody = false;
  this.req = req;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(req.headers?.te);
    this.shouldKeepAlive = false;
  }
  responseCreated(req, this);
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

function onSocketClose() {
  if (!this._httpMessage) return;
  this._httpMessage.destroyed = true;
  closeMessage(this._httpMessage);
}

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on('close', onSocketClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  socket.removeListener('close', onSocketClose);
  socket._httpMessage = null;
  this.socket = null;
};

ServerResponse.prototype.writeInformation = function writeInformation(statusCode, headers, callback) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  let head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  if (headers !== undefined && headers !== null) {
    if (!Array.isArray(headers)) validateObject(headers, 'headers');
    for (const [name, value] of pairs(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      head += `${name}: ${value}\r\n`;
    }
  }
  return this._writeRaw(`${head}\r\n`, 'latin1', callback);
};

ServerResponse.prototype.writeContinue = function writeContinue(callback) {
  this.writeInformation(100, null, callback);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(callback) {
  this.writeInformation(102, null, callback);
};

ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const link = linkHeader(hints.link);
  if (link.length === 0) return;
  if (hasBadCharacter(link)) throw new ERR_INVALID_CHAR('header content', 'Link');
  const { link: _, ...others } = hints;
  this.writeInformation(103, { __proto__: null, Link: link, ...others }, callback);
};

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const code = statusCode | 0;
  if (code < 100 || code > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[code] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = code;
  const all = this[kHeaders] ? mergeHeaders(this, headers) : headers;
  if (hasBadCharacter(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');
  if (code === 204 || code === 304 || code < 200) this._hasBody = false;
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${code} ${this.statusMessage}\r\n`, all);
  return this;
};

// mergeHeaders lets the headers of writeHead take the place of those that were
// set before.
function mergeHeaders(response, headers) {
  if (Array.isArray(headers)) {
    const list = pairs(headers);
    for (const [name] of list) response.removeHeader(name);
    for (const [name, value] of list) if (name) response.appendHeader(name, value);
  } else if (headers) {
    for (const name of Object.keys(headers)) if (name) response.setHeader(name, headers[name]);
  }
  return response[kHeaders];
}

module.exports = { ServerResponse };
