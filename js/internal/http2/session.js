'use strict';

// Http2Session: what the two kinds of sessions have in common. A session owns
// its socket, and lives as long as it.

const EventEmitter = require('events');
const { Session: Handle } = require('internal/binding/http2');
const {
  codes: {
    ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_MAX_PENDING_SETTINGS_ACK, ERR_HTTP2_PING_CANCEL, ERR_HTTP2_PING_LENGTH,
    ERR_HTTP2_SESSION_ERROR, ERR_HTTP2_SETTINGS_CANCEL, ERR_HTTP2_SOCKET_BOUND, ERR_OUT_OF_RANGE, ERR_SOCKET_CLOSED,
  },
} = require('internal/errors');
const callbacks = require('internal/http2/callbacks');
const { assertIsObject, streamCancelled } = require('internal/http2/errors');
const { initOriginSet } = require('internal/http2/origins');
const { settingEntries, validateCustomIds, validateSettings } = require('internal/http2/settings');
const { socketProxy } = require('internal/http2/socket_proxy');
const {
  kBoundSession, kHandle, kMaybeDestroy, kOwner, kProxySocket, kServer, kSessions, kSocket, kState,
  kStrictSingleValueFields, kTimeout, kType, kUpdateTimer,
} = require('internal/http2/symbols');
const { setStreamTimeout } = require('internal/http2/timeouts');
const { carry } = require('internal/http2/transport');
const { format, inspect } = require('util');
const { validateBuffer, validateFunction, validateInt32, validateNumber } = require('internal/validators');

const noError = 0;
const internalError = 2;
const cancel = 8;
const maxStreams = 2 ** 32 - 1;
const serverType = 0;

function emit(emitter, ...args) {
  emitter.emit(...args);
}

class Http2Session extends EventEmitter {
  constructor(type, options, socket) {
    super();
    if (socket[kBoundSession] !== undefined) throw new ERR_HTTP2_SOCKET_BOUND();
    socket[kBoundSession] = this;
    socket.on('error', socketOnError);
    socket.on('close', socketOnClose);
    this[kState] = {
      ready: false,
      closed: false,
      destroyed: false,
      destroyCode: noError,
      goawayCode: null,
      goawayLastStreamID: null,
      streams: new Map(),
      pendingStreams: new Set(),
      pendingAck: 0,
      writeQueueSize: 0,
      chunksSent: 0, // when the idle timer last looked
      originSet: undefined,
      encrypted: undefined,
      alpnProtocol: undefined,
      localSettings: undefined,
      remoteSettings: undefined,
    };
    this[kType] = type;
    this[kProxySocket] = null;
    this[kSocket] = socket;
    this[kTimeout] = null;
    this[kHandle] = undefined;
    this[kStrictSingleValueFields] = options.strictSingleValueFields;
    socket.setNoDelay?.();
    socket.disableRenegotiation?.();
    if (socket.connecting || socket.secureConnecting) {
      const event = socket.encrypted ? 'secureConnect' : 'connect';
      socket.once(event, () => {
        try {
          setupHandle(this, socket, options);
        } catch (error) {
          socket.destroy(error);
        }
      });
    } else {
      setupHandle(this, socket, options);
    }
    // A listener of 'remoteSettings' may come in this turn.
    process.nextTick(() => {
      for (let chunk; socket.readableLength > 0 && (chunk = socket.read()) !== null;) this[kHandle]?.receive(chunk);
    });
  }

  get encrypted() {
    return this[kState].encrypted;
  }

  get alpnProtocol() {
    return this[kState].alpnProtocol;
  }

  get originSet() {
    if (!this.encrypted || this.destroyed) return undefined;
    return Array.from(initOriginSet(this));
  }

  get connecting() {
    return !this[kState].ready;
  }

  get closed() {
    return this[kState].closed;
  }

  get destroyed() {
    return this[kState].destroyed;
  }

  [kUpdateTimer]() {
    if (!this.destroyed) this[kTimeout]?.refresh();
  }

  setNextStreamID(id) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateNumber(id, 'id');
    if (id <= 0 || id > maxStreams) throw new ERR_OUT_OF_RANGE('id', `> 0 and <= ${maxStreams}`, id);
    this[kHandle].setNextStreamID(id);
  }

  setLocalWindowSize(windowSize) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateInt32(windowSize, 'windowSize', 0);
    this[kHandle].setLocalWindowSize(windowSize);
  }

  ping(payload, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (typeof payload === 'function') [payload, callback] = [undefined, payload];
    if (payload) {
      validateBuffer(payload, 'payload');
      if (payload.byteLength !== 8) throw new ERR_HTTP2_PING_LENGTH();
    }
    validateFunction(callback, 'callback');
    const done = (ack, duration, data) => (ack ? callback(null, duration, data) : callback(new ERR_HTTP2_PING_CANCEL()));
    if (this.connecting || this.closed) {
      process.nextTick(done, false, 0, payload);
      return undefined;
    }
    return this[kHandle].ping(payload, done);
  }

  [inspect.custom](depth) {
    if (typeof depth === 'number' && depth < 0) return this;
    const { closed, destroyed, state, localSettings, remoteSettings } = this;
    return `Http2Session ${format({ type: this[kType], closed, destroyed, state, localSettings, remoteSettings })}`;
  }

  get socket() {
    if (this[kProxySocket] === null) this[kProxySocket] = socketProxy(this);
    return this[kProxySocket];
  }

  get type() {
    return this[kType];
  }

  get goawayCode() {
    return this[kState].goawayCode || noError;
  }

  get goawayLastStreamID() {
    return this[kState].goawayLastStreamID || 0;
  }

  get pendingSettingsAck() {
    return this[kState].pendingAck > 0;
  }

  get state() {
    return this.connecting || this.destroyed ? {} : this[kHandle].state();
  }

  get localSettings() {
    const state = this[kState];
    if (state.localSettings !== undefined) return state.localSettings;
    if (this.destroyed || this.connecting) return {};
    return state.localSettings = this[kHandle].localSettings();
  }

  get remoteSettings() {
    const state = this[kState];
    if (state.remoteSettings !== undefined) return state.remoteSettings;
    if (this.destroyed || this.connecting) return {};
    return state.remoteSettings = this[kHandle].remoteSettings();
  }

  settings(settings, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    assertIsObject(settings, 'settings');
    validateSettings(settings);
    if (callback) validateFunction(callback, 'callback');
    this[kState].pendingAck++;
    const copy = { ...settings };
    const submit = () => submitSettings(this, copy, callback);
    if (this.connecting) this.once('connect', submit);
    else submit();
  }

  goaway(code = noError, lastStreamID = 0, opaqueData) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (opaqueData !== undefined) validateBuffer(opaqueData, 'opaqueData');
    validateNumber(code, 'code');
    validateNumber(lastStreamID, 'lastStreamID');
    const submit = () => {
      if (this.destroyed) return;
      this[kUpdateTimer]();
      this[kHandle].goaway(code, lastStreamID, opaqueData);
    };
    if (this.connecting) this.once('connect', submit);
    else submit();
  }

  destroy(error = noError, code) {
    if (this.destroyed) return;
    if (typeof error === 'number') {
      code = error;
      error = code === noError ? undefined : new ERR_HTTP2_SESSION_ERROR(code);
    }
    if (code === undefined && error != null) code = internalError;
    closeSession(this, code, error);
  }

  // close lets open streams end, and refuses new ones.
  close(callback) {
    if (this.closed || this.destroyed) return;
    this[kState].closed = true;
    if (typeof callback === 'function') this.once('close', callback);
    this.goaway();
    this[kHandle]?.setGracefulClose();
    this[kMaybeDestroy]();
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    if (event === 'stream') args[0].destroy(error);
    else this.destroy(error);
  }

  // The session is destroyed if there is an error, or if it is closed and has
  // nothing more to do.
  [kMaybeDestroy](error) {
    if (error == null) {
      const { streams, pendingStreams } = this[kState];
      if (!this.closed || streams.size > 0 || pendingStreams.size > 0 || this[kHandle]?.hasPendingData()) return;
    }
    this.destroy(error);
  }

  _onTimeout() {
    callTimeout(this, this);
  }

  ref() {
    this[kSocket]?.ref?.();
  }

  unref() {
    this[kSocket]?.unref?.();
  }
}
Object.defineProperty(Http2Session.prototype, 'setTimeout', {
  __proto__: null, configurable: true, enumerable: true, writable: true, value: setStreamTimeout,
});

// setupHandle begins the session on a socket that is connected.
function setupHandle(session, socket, options) {
  const state = session[kState];
  if (session.destroyed) {
    process.nextTick(emit, session, 'connect', session, socket);
    return;
  }
  state.ready = true;
  if (options.remoteCustomSettings) validateCustomIds(options.remoteCustomSettings);
  const handle = new Handle(session[kType] === serverType, options, callbacks);
  handle[kOwner] = session;
  session[kHandle] = handle;
  carry(socket, handle);
  state.encrypted = Boolean(socket.encrypted);
  state.alpnProtocol = state.encrypted ? socket.alpnProtocol : 'h2c';
  session.settings(typeof options.settings === 'object' ? options.settings : {});
  if (session[kType] === serverType && Array.isArray(options.origins)) session.origin(...options.origins);
  process.nextTick(emit, session, 'connect', session, socket);
}

function submitSettings(session, settings, callback) {
  if (session.destroyed) return;
  session[kUpdateTimer]();
  const sent = session[kHandle].settings(settingEntries(settings), (ack, duration) => {
    session[kState].pendingAck--;
    session[kState].localSettings = undefined;
    if (!ack) {
      if (typeof callback === 'function') callback(new ERR_HTTP2_SETTINGS_CANCEL());
      return;
    }
    const { localSettings } = session;
    if (typeof callback === 'function') callback(null, localSettings, duration);
    session.emit('localSettings', localSettings);
  });
  if (!sent) session.destroy(new ERR_HTTP2_MAX_PENDING_SETTINGS_ACK());
}

function emitClose(session, error) {
  if (error) session.emit('error', error);
  session.emit('close');
}

function cleanup(session) {
  const socket = session[kSocket];
  session[kProxySocket] = undefined;
  session[kSocket] = undefined;
  session[kHandle] = undefined;
  session[kServer]?.[kSessions].delete(session);
  if (socket) {
    socket[kBoundSession] = undefined;
    socket[kServer] = undefined;
  }
}

// finishClose ends the socket once the binding has let go of it.
function finishClose(session, error) {
  const socket = session[kSocket];
  cleanup(session);
  if (!socket || socket.destroyed) {
    process.nextTick(emitClose, session, error);
    return;
  }
  socket.on('close', () => emitClose(session, error));
  // To see that the peer has closed.
  if (session.closed) socket.resume();
  socket.end(() => {
    if (!session.closed) setImmediate(() => socket.destroy(error));
  });
}

function closeSession(session, code, error) {
  const state = session[kState];
  state.destroyed = true;
  state.destroyCode = code;
  clearTimeout(session[kTimeout]);
  session[kTimeout] = null;
  session.removeAllListeners('timeout');
  const cancelled = streamCancelled(error);
  for (const stream of [...state.pendingStreams]) stream.destroy(cancelled);
  for (const stream of [...state.streams.values()]) stream.destroy(error);
  const handle = session[kHandle];
  if (handle === undefined) {
    finishClose(session, error);
    return;
  }
  handle.ondone = () => finishClose(session, error);
  handle.destroy(code, session[kSocket].destroyed);
}

function socketOnError(error) {
  const session = this[kBoundSession];
  if (session === undefined) return;
  // After its GOAWAY a peer may go as it likes.
  if (error.code === 'ECONNRESET' && session[kState].goawayCode !== null) session.destroy();
  else session.destroy(error);
}

function socketOnClose() {
  const session = this[kBoundSession];
  if (session === undefined) return;
  const error = session.connecting ? new ERR_SOCKET_CLOSED() : null;
  const { streams, pendingStreams } = session[kState];
  for (const stream of [...streams.values(), ...pendingStreams]) stream.close(cancel);
  session.close();
  if (!session.destroyed) closeSession(session, noError, error);
}

// callTimeout is the end of the time of a session or stream, unless it is
// being written to and that goes on.
function callTimeout(emitter, session) {
  if (emitter.destroyed) return;
  const state = emitter[kState];
  if (state.writeQueueSize > 0 && session?.[kHandle] !== undefined) {
    const sent = session[kHandle].chunksSent();
    if (state.chunksSent !== sent) {
      state.chunksSent = sent;
      emitter[kUpdateTimer]();
      return;
    }
  }
  emitter.emit('timeout');
}

module.exports = { Http2Session, callTimeout };
