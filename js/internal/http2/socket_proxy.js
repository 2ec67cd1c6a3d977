'use strict';

// session.socket: the socket that carries a session, without what would get in
// the session's way.

const { codes: { ERR_HTTP2_NO_SOCKET_MANIPULATION, ERR_HTTP2_SOCKET_UNBOUND } } = require('internal/errors');
const { kSocket } = require('internal/http2/symbols');

const ofSession = new Set(['setTimeout', 'ref', 'unref', 'destroy']);
const forbidden = new Set(['emit', 'end', 'pause', 'read', 'resume', 'write', 'setEncoding', 'setKeepAlive', 'setNoDelay']);

function socketOf(session) {
  const socket = session[kSocket];
  if (socket === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
  return socket;
}

function bound(value, owner) {
  return typeof value === 'function' ? value.bind(owner) : value;
}

// socketProxy is of the socket itself, so that natives which are called on it
// find the socket.
function socketProxy(session) {
  if (session[kSocket] === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
  return new Proxy(session[kSocket], {
    get(_, name) {
      if (ofSession.has(name)) return session[name].bind(session);
      if (forbidden.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
      const socket = socketOf(session);
      return bound(socket[name], socket);
    },
    getPrototypeOf() {
      return Reflect.getPrototypeOf(socketOf(session));
    },
    set(_, name, value) {
      if (forbidden.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
      const target = ofSession.has(name) ? session : socketOf(session);
      target[name] = value;
      return true;
    },
  });
}

module.exports = { bound, socketProxy };
