'use strict';

// The diagnostics channels of node:http2: functions that publish a message if
// somebody listens.

const { channel } = require('diagnostics_channel');

function publisher(name) {
  const to = channel(name);
  return (message) => {
    if (to.hasSubscribers) to.publish(message);
  };
}

function publishers(side, events) {
  return Object.fromEntries(events.map((event) => [event, publisher(`http2.${side}.stream.${event}`)]));
}

module.exports = {
  client: publishers('client', ['created', 'start', 'error', 'finish', 'bodyChunkSent', 'bodySent', 'close']),
  server: publishers('server', ['created', 'start', 'error', 'finish', 'close']),
};
