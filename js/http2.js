'use strict';

// node:http2: HTTP/2 servers and clients over node:net and node:tls.

const { connect } = require('internal/http2/connect');
const { Http2ServerRequest } = require('internal/http2/request');
const { Http2ServerResponse } = require('internal/http2/response');
const { Http2Server, serverOptions } = require('internal/http2/server');
const { ServerHttp2Session } = require('internal/http2/server_session');
const { getDefaultSettings, getPackedSettings, getUnpackedSettings } = require('internal/http2/settings');
const { kSensitiveHeaders } = require('internal/http2/symbols');

function createServer(options, handler) {
  if (typeof options === 'function') [options, handler] = [{}, options];
  return new Http2Server(options, handler);
}

function createSecureServer(options, handler) {
  const { Http2SecureServer } = require('internal/http2/secure_server');
  return new Http2SecureServer(options, handler);
}

function performServerHandshake(socket, options = {}) {
  return new ServerHttp2Session(serverOptions(options), socket, undefined);
}

module.exports = {
  connect,
  constants: require('internal/http2/constants'),
  createServer,
  createSecureServer,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake,
  sensitiveHeaders: kSensitiveHeaders,
  Http2ServerRequest,
  Http2ServerResponse,
};
