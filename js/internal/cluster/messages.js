'use strict';

// Messages between the primary and its workers: internal ones with a number,
// by which the receiver can answer.

const waiting = new Map(); // what wants the answer to a message, by its number
let seq = 0;

// sendHelper sends message, and calls callback(reply, handle) with the answer.
function sendHelper(proc, message, handle, callback) {
  if (!proc.connected) return false;
  if (typeof callback === 'function') waiting.set(seq, callback);
  return proc.send({ cmd: 'NODE_CLUSTER', ...message, seq: seq++ }, handle);
}

// internal returns a listener of 'internalMessage', which hands answers to what
// waits for them and calls `other` with the other messages. Both get worker as
// this.
function internal(worker, other) {
  return (message, handle) => {
    if (message.cmd !== 'NODE_CLUSTER') return;
    let receiver = other;
    if (message.ack !== undefined && waiting.has(message.ack)) {
      receiver = waiting.get(message.ack);
      waiting.delete(message.ack);
    }
    receiver.call(worker, message, handle);
  };
}

module.exports = { internal, sendHelper };
