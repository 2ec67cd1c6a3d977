'use strict';

// What HTTP tells others of: its diagnostics channels, and the asynchronous
// resources that callbacks of its parsers run as.

const { AsyncResource } = require('async_hooks');
const { channel } = require('diagnostics_channel');

// ParserResource is what a parser's callbacks run as: about a socket of a
// server, or a request of a client.
class ParserResource extends AsyncResource {
  constructor(provider, owner) {
    super(provider, { requireManualDestroy: true });
    this.type = 'HTTPINCOMINGMESSAGE';
    Object.assign(this, owner);
  }
}

// publisher makes a function that publishes on a channel if somebody listens.
function publisher(name) {
  const to = channel(name);
  return (message) => {
    if (to.hasSubscribers) to.publish(message);
  };
}

// exchanges makes a function that publishes what belongs to one exchange of a
// server. A message is made only for those who listen.
function exchanges(name) {
  const to = channel(name);
  return (request, response, socket, server) => {
    if (to.hasSubscribers) to.publish(socket ? { request, response, socket, server } : { request, response });
  };
}

module.exports = {
  ParserResource,
  requestCreated: publisher('http.client.request.created'),
  requestStart: publisher('http.client.request.start'),
  requestError: publisher('http.client.request.error'),
  responseReceived: publisher('http.client.response.finish'),
  serverRequestStart: exchanges('http.server.request.start'),
  responseCreated: exchanges('http.server.response.created'),
  responseFinish: exchanges('http.server.response.finish'),
};
