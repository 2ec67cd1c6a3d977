'use strict';

// ServerHttp2Session, and the frames that only servers send.

const {
  codes: {
    ERR_HTTP2_ALTSVC_INVALID_ORIGIN, ERR_HTTP2_ALTSVC_LENGTH, ERR_HTTP2_INVALID_ORIGIN, ERR_HTTP2_INVALID_SESSION,
    ERR_HTTP2_ORIGIN_LENGTH, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { Http2Session } = require('internal/http2/session');
const { kHandle, kServer, kSessions } = require('internal/http2/symbols');
const { validateString } = require('internal/validators');

const serverType = 0;
const maxLength = 2 ** 14 - 2;
const quoted = /^[\t\x20-\x5b\x5d-\x7e\x80-\xff]*$/;

class ServerHttp2Session extends Http2Session {
  constructor(options, socket, server) {
    super(serverType, options, socket);
    this[kServer] = server;
    server?.[kSessions].add(this);
  }

  get server() {
    return this[kServer];
  }

  altsvc(alt, originOrStream) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    const { stream, origin } = altsvcTarget(originOrStream);
    validateString(alt, 'alt');
    if (!quoted.test(alt)) throw new ERR_INVALID_CHAR('alt');
    if (alt.length + origin.length > maxLength) throw new ERR_HTTP2_ALTSVC_LENGTH();
    this[kHandle].altsvc(stream, origin, alt);
  }

  origin(...origins) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (origins.length === 0) return;
    const texts = origins.map((given) => {
      const origin = originOf(given);
      validateString(origin, 'origin');
      if (origin === 'null') throw new ERR_HTTP2_INVALID_ORIGIN();
      return origin;
    });
    if (texts.reduce((length, text) => length + text.length, 0) > maxLength) throw new ERR_HTTP2_ORIGIN_LENGTH();
    this[kHandle].origin(texts);
  }
}

// originOf is the origin of a URL, as text or as an object.
function originOf(given) {
  if (typeof given === 'string') return new URL(given).origin;
  return given !== null && typeof given === 'object' ? given.origin : given;
}

function altsvcTarget(given) {
  if (given === undefined) return { stream: 0, origin: '' };
  if (typeof given === 'number') {
    if (given >>> 0 !== given || given === 0) throw new ERR_OUT_OF_RANGE('originOrStream', `> 0 && < ${2 ** 32}`, given);
    return { stream: given, origin: '' };
  }
  const origin = originOf(given);
  if (typeof origin !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('originOrStream', ['string', 'number', 'URL', 'object'], given);
  }
  if (origin === 'null' || origin === '') throw new ERR_HTTP2_ALTSVC_INVALID_ORIGIN();
  return { stream: 0, origin };
}

module.exports = { ServerHttp2Session };
