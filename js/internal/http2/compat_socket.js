'use strict';

// request.socket and response.socket of the compatibility layer: partly the
// stream, partly the socket that carries its session.

const { codes: { ERR_HTTP2_NO_SOCKET_MANIPULATION } } = require('internal/errors');
const { bound } = require('internal/http2/socket_proxy');
const { kProxySocket, kRequest, kSocket } = require('internal/http2/symbols');

const methods = new Set(['on', 'once', 'end', 'emit', 'destroy']);
const forbidden = new Set(['write', 'read', 'pause', 'resume']);
const settable = new Set([...methods, 'writable', 'readable', 'destroyed']);

// below is what carries the stream, or the stream itself once nothing does.
function below(stream) {
  return stream.session !== undefined ? stream.session[kSocket] : stream;
}

const handler = {
  has(stream, name) {
    return name in stream || name in below(stream);
  },
  get(stream, name) {
    if (methods.has(name)) return stream[name].bind(stream);
    if (forbidden.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    switch (name) {
      case 'writable':
      case 'destroyed':
        return stream[name];
      case 'readable':
        if (stream.destroyed) return false;
        return (stream[kRequest] || stream).readable;
      case 'setTimeout': {
        const owner = stream.session ?? stream;
        return owner.setTimeout.bind(owner);
      }
      default: {
        const socket = below(stream);
        return bound(socket[name], socket);
      }
    }
  },
  getPrototypeOf(stream) {
    return Reflect.getPrototypeOf(below(stream));
  },
  set(stream, name, value) {
    if (forbidden.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    let target = below(stream);
    if (settable.has(name)) target = stream;
    else if (name === 'setTimeout') target = stream.session ?? stream;
    target[name] = value;
    return true;
  },
};

// compatSocket returns the proxy of a stream, the same one each time.
function compatSocket(stream) {
  if (stream[kProxySocket] === null) stream[kProxySocket] = new Proxy(stream, handler);
  return stream[kProxySocket];
}

module.exports = { compatSocket };
