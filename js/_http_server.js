'use strict';

// The server of node:http under the name that old programs know it by.

const { ServerResponse } = require('internal/http/response');
const { Server, connectionListener, kConnectionsCheckingInterval, storeHTTPOptions } = require('internal/http/server');
const { STATUS_CODES } = require('internal/http/tables');

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  storeHTTPOptions(options) { storeHTTPOptions(this, options); },
  _connectionListener: connectionListener,
  kConnectionsCheckingInterval,
};
