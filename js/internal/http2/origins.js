'use strict';

// The origins that a client's session is good for (RFC 8336).

const { kSocket, kState } = require('internal/http2/symbols');

const kMaxOriginSetSize = Symbol('max-ORIGIN-set-size');

// initOriginSet returns a session's set, which begins with where the session
// is connected to.
function initOriginSet(session) {
  const state = session[kState];
  if (state.originSet === undefined) {
    const { servername, remoteFamily, remoteAddress, remotePort } = session[kSocket];
    const address = remoteFamily === 'IPv6' ? `[${remoteAddress}]` : remoteAddress;
    const host = servername === null || servername === false ? address : servername;
    state.originSet = new Set([new URL(`https://${host}${remotePort == null ? '' : `:${remotePort}`}`).origin]);
  }
  return state.originSet;
}

module.exports = { initOriginSet, kMaxOriginSetSize };
