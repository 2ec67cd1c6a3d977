'use strict';

// What the binding calls. this is the handle of a session or of a stream, under
// whose kOwner the object of the script is.

const { codes: { ERR_HTTP2_SESSION_ERROR, ERR_HTTP2_TOO_MANY_ORIGINS } } = require('internal/errors');
const channels = require('internal/http2/channels');
const { NghttpError } = require('internal/http2/errors');
const { headerObject } = require('internal/http2/headers');
const { initOriginSet, kMaxOriginSetSize } = require('internal/http2/origins');
const {
  kMaybeDestroy, kOrigin, kOwner, kRequestResource, kSession, kState, kType, kUpdateTimer,
} = require('internal/http2/symbols');

const refusedStream = 7;
const endStreamFlag = 1;
const server = 0;

// The categories of blocks of fields.
const response = 1;
const pushResponse = 2;

function emit(emitter, ...args) {
  emitter.emit(...args);
}

// sessionOf returns the session of a handle, undefined if it is destroyed, and
// notes that something has happened on it.
function activeSession(handle) {
  const session = handle[kOwner];
  if (session.destroyed) return undefined;
  session[kUpdateTimer]();
  return session;
}

function onheaders(handle, id, category, flags, fields, sensitive) {
  const session = this[kOwner];
  const stream = session.destroyed ? undefined : session[kState].streams.get(id);
  if (session.destroyed || (stream === undefined && session.closed)) {
    handle.rstStream(refusedStream);
    handle.destroy();
    return;
  }
  session[kUpdateTimer]();
  const headers = headerObject(fields, sensitive);
  if (stream === undefined) beginStream(session, handle, id, headers, flags, fields);
  else continueStream(session, stream, category, headers, flags, fields);
}

function beginStream(session, handle, id, headers, flags, fields) {
  const ended = Boolean(flags & endStreamFlag);
  const isServer = session[kType] === server;
  const stream = isServer ?
    new (require('internal/http2/server_stream').ServerHttp2Stream)(session, handle, id, {}, headers) :
    new (require('internal/http2/client_stream').ClientHttp2Stream)(session, handle, id, {});
  const { created, start } = isServer ? channels.server : channels.client;
  created({ stream, headers });
  start({ stream, headers });
  if (ended) {
    stream.push(null);
    stream[kState].endAfterHeaders = true;
  }
  if (!isServer) {
    stream.end();
  } else if (headers[':method'] === 'HEAD') {
    stream.end();
    stream[kState].headRequest = true;
  }
  process.nextTick(emit, session, 'stream', stream, headers, flags, fields);
  if (ended) stream.push(null);
}

// eventOf names the event that a further block of fields is.
function eventOf(category, status, ended) {
  if (category === pushResponse) return 'push';
  if (category === response) return !ended && status >= 100 && status < 200 ? 'headers' : 'response';
  if (status >= 200) return 'response';
  return ended ? 'trailers' : 'headers';
}

function continueStream(session, stream, category, headers, flags, fields) {
  const ended = Boolean(flags & endStreamFlag);
  const status = headers[':status'];
  const event = eventOf(category, status, ended);
  if (status === 421) initOriginSet(session).delete(stream[kOrigin]);
  const resource = stream[kRequestResource];
  const run = (fn, ...args) => (resource ? resource.runInAsyncScope(fn, null, ...args) : fn(...args));
  run(process.nextTick, emit, stream, event, headers, flags, fields);
  if (event === 'response' || event === 'push') channels.client.finish({ stream, headers, flags });
  if (ended) run(() => stream.push(null));
}

function ondata(chunk) {
  const stream = this[kOwner];
  if (!stream || stream.destroyed) return;
  stream[kUpdateTimer]();
  if (!stream.push(chunk)) {
    this.readStop();
  }
}

function onend() {
  const stream = this[kOwner];
  if (!stream || stream.destroyed || stream.readableEnded) return;
  stream[kUpdateTimer]();
  // Without anything to read it ends at once.
  stream.push(null);
  stream.read(0);
}

// onclose is the end of a stream: natural, or by RST_STREAM of either side.
function onclose(code, peerReset) {
  const stream = this[kOwner];
  if (!stream || stream.destroyed) return;
  if (!stream.closed) require('internal/http2/stream').closeStream(stream, code, 'none');
  stream[kState].fd = -1;
  if (!stream.readable || code !== 0) {
    stream.destroy();
    return;
  }
  // What has been received may still be read; what waits to be sent to a peer
  // that has gone need not be waited for.
  stream.on('end', peerReset ? () => stream.destroy() : () => stream[kMaybeDestroy]());
  stream.push(null);
  if (stream[kSession][kType] === server && !stream[kState].didRead && stream.readableFlowing === null) stream.resume();
  else stream.read(0);
}

function ontrailers() {
  const stream = this[kOwner];
  stream[kState].trailersReady = true;
  if (stream.destroyed || stream.closed) return;
  if (!stream.emit('wantTrailers')) stream.sendTrailers({});
}

function onsettings() {
  const session = activeSession(this);
  if (!session) return;
  session[kState].remoteSettings = undefined;
  if (session.listenerCount('remoteSettings') > 0) session.emit('remoteSettings', session.remoteSettings);
}

function onping(payload) {
  activeSession(this)?.emit('ping', payload);
}

function ongoaway(code, lastStreamID, data) {
  const session = this[kOwner];
  if (session.destroyed) return;
  const state = session[kState];
  state.goawayCode = code;
  state.goawayLastStreamID = lastStreamID;
  session.emit('goaway', code, lastStreamID, data);
  // Without an error streams may end in their own time; this side is not to
  // blame for the other's error.
  if (code === 0) session.close();
  else session.destroy(new ERR_HTTP2_SESSION_ERROR(code), 0);
}

function onaltsvc(stream, origin, alt) {
  activeSession(this)?.emit('altsvc', alt, origin, stream);
}

function onorigin(origins) {
  const session = activeSession(this);
  if (!session?.encrypted) return;
  const set = initOriginSet(session);
  for (const origin of origins) {
    if (set.size >= session[kMaxOriginSetSize]) {
      session.destroy(new ERR_HTTP2_TOO_MANY_ORIGINS(session[kMaxOriginSetSize]));
      return;
    }
    set.add(origin);
  }
  session.emit('origin', origins);
}

function onpriority(id, parent, weight, exclusive) {
  const session = this[kOwner];
  if (session.destroyed) return;
  const emitter = session[kState].streams.get(id) || session;
  if (emitter.destroyed) return;
  emitter[kUpdateTimer]();
  emitter.emit('priority', id, parent, weight, exclusive);
}

function onframeerror(id, type, code) {
  const session = this[kOwner];
  if (session.destroyed) return;
  const stream = session[kState].streams.get(id);
  const emitter = stream || session;
  emitter[kUpdateTimer]();
  emitter.emit('frameError', type, code, id);
  // A GOAWAY with the right code may be on its way.
  setImmediate(() => {
    stream?.close(code);
    session.close();
  });
}

function onerror(errno, code) {
  this[kOwner]?.destroy(new NghttpError(errno, code));
}

function ongraceful() {
  this[kOwner][kMaybeDestroy](null);
}

function ondone() {
  this.ondone?.();
}

module.exports = {
  onaltsvc, onclose, ondata, ondone, onend, onerror, onframeerror, ongoaway, ongraceful, onheaders, onorigin, onping,
  onpriority, onsettings, ontrailers,
};
