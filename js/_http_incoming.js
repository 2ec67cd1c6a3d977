'use strict';

// The message that node:http gets, under the name that old programs know it by.

const { IncomingMessage } = require('internal/http/incoming');

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  socket?.pause();
}

module.exports = { IncomingMessage, readStart, readStop };
