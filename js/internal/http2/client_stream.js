'use strict';

const { Http2Stream } = require('internal/http2/stream');
const { kInit, kState } = require('internal/http2/symbols');

// ClientHttp2Stream is a request of a client, or what a server pushes to it.
class ClientHttp2Stream extends Http2Stream {
  constructor(session, handle, id, options) {
    super(session, options);
    this[kState].headersSent = true;
    if (id !== undefined) this[kInit](id, handle);
    this.on('headers', onInformation);
  }
}

function onInformation(headers) {
  if (headers[':status'] === 100) this.emit('continue');
}

module.exports = { ClientHttp2Stream };
