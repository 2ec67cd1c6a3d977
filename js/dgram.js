'use strict';

// node:dgram as packages load it. Sockets are not there yet.

const EventEmitter = require('events');
const { missingClass, missingFunctions } = require('internal/unavailable');

module.exports = {
  Socket: missingClass('dgram', 'Socket', 2, EventEmitter, {
    addMembership: 2, addSourceSpecificMembership: 3, address: 0, bind: 2, bindSync: 0, close: 1, connect: 3,
    connectSync: 2, disconnect: 0, dropMembership: 2, dropSourceSpecificMembership: 3, getRecvBufferSize: 0,
    getSendBufferSize: 0, getSendQueueCount: 0, getSendQueueSize: 0, ref: 0, remoteAddress: 0, send: 6, sendto: 6,
    setBroadcast: 1, setMulticastInterface: 1, setMulticastLoopback: 1, setMulticastTTL: 1, setRecvBufferSize: 1,
    setSendBufferSize: 1, setTTL: 1, unref: 0,
  }),
  ...missingFunctions('dgram', { createSocket: 2 }),
};
