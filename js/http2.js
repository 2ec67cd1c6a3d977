'use strict';

// node:http2 as packages load it. Sessions are not there yet.

const { Readable, Stream } = require('stream');
const { missingClass, missingFunctions } = require('internal/unavailable');

module.exports = {
  constants: require('internal/http2/constants'),
  sensitiveHeaders: Symbol('sensitiveHeaders'),
  Http2ServerRequest: missingClass('http2', 'Http2ServerRequest', 4, Readable, { setTimeout: 2 }),
  Http2ServerResponse: missingClass('http2', 'Http2ServerResponse', 2, Stream, {
    addTrailers: 1, appendHeader: 2, cork: 0, createPushResponse: 2, destroy: 1, end: 3, flushHeaders: 0, getHeader: 1,
    getHeaderNames: 0, getHeaders: 0, hasHeader: 1, removeHeader: 1, setHeader: 2, setTimeout: 2, setTrailer: 2,
    uncork: 0, write: 3, writeContinue: 0, writeEarlyHints: 1, writeHead: 3, writeInformation: 2,
  }),
  ...missingFunctions('http2', {
    connect: 3, createSecureServer: 2, createServer: 2, getDefaultSettings: 0, getPackedSettings: 1,
    getUnpackedSettings: 1, performServerHandshake: 1,
  }),
};
