'use strict';

// The compatibility layer: 'request' of servers, with objects as node:http has
// them.

// onServerStream makes a request and a response of a stream of a server.
function onServerStream(server, Request, Response, stream, headers, rawHeaders) {
  const request = new Request(stream, headers, undefined, rawHeaders);
  const response = new Response(stream);
  if (headers[':method'] === 'CONNECT') {
    if (!server.emit('connect', request, response)) refuse(response, 405);
    return;
  }
  const { expect } = headers;
  if (expect === '100-continue') {
    if (server.listenerCount('checkContinue')) {
      server.emit('checkContinue', request, response);
      return;
    }
    response.writeContinue();
  } else if (expect !== undefined) {
    if (server.listenerCount('checkExpectation')) server.emit('checkExpectation', request, response);
    else refuse(response, 417);
    return;
  }
  server.emit('request', request, response);
}

function refuse(response, status) {
  response.statusCode = status;
  response.end();
}

module.exports = { onServerStream };
