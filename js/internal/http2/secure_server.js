'use strict';

// Http2SecureServer: HTTP/2 over TLS, and HTTP/1 beside it if it is allowed.

const tls = require('tls');
const { begin, closeSessions, connectionListener, define, sharedMethods, tlsOptions } = require('internal/http2/server');
const { kOptions } = require('internal/http2/symbols');

class Http2SecureServer extends tls.Server {
  constructor(given, requestListener) {
    const options = tlsOptions(given);
    super(options, connectionListener);
    begin(this, options, requestListener);
    if (options.allowHTTP1 === true) prepareHTTP1(this, options);
    this.on('tlsClientError', (error, socket) => {
      if (!this.emit('clientError', error, socket)) socket.destroy(error);
    });
  }

  close() {
    super.close(...arguments);
    if (this[kOptions].allowHTTP1 === true) {
      const { kConnectionsCheckingInterval } = require('internal/http/server');
      this.closeIdleConnections();
      clearInterval(this[kConnectionsCheckingInterval]);
    }
    closeSessions(this);
  }

  closeIdleConnections() {
    if (this[kOptions].allowHTTP1 === true)
      require('internal/http/server').Server.prototype.closeIdleConnections.apply(this, arguments);
  }
}
define(Http2SecureServer, sharedMethods);

// prepareHTTP1 makes the server one for connectionListener of node:http too.
function prepareHTTP1(server, options) {
  const { storeHTTPOptions, trackConnections } = require('internal/http/server');
  storeHTTPOptions(server, { ...options, ...options.http1Options });
  server.shouldUpgradeCallback = function() { return this.listenerCount('upgrade') > 0; };
  trackConnections(server);
}

module.exports = { Http2SecureServer };
