'use strict';

// node:inspector: goja has no debugger, so that no session can be opened.

const EventEmitter = require('events');
const { missingClass, missingFunctions } = require('internal/unavailable');

module.exports = {
  ...missingFunctions('inspector', { open: 3 }),
  close() {},
  url() { return undefined; },
  waitForDebugger() {
    const { codes: { ERR_INSPECTOR_NOT_ACTIVE } } = require('internal/errors');
    throw new ERR_INSPECTOR_NOT_ACTIVE();
  },
  console: { ...console },
  Session: missingClass('inspector', 'Session', 0, EventEmitter, {
    connect: 0, connectToMainThread: 0, disconnect: 0, post: 3,
  }),
  Network: missingFunctions('inspector.Network', {
    requestWillBeSent: 1, responseReceived: 1, loadingFinished: 1, loadingFailed: 1, dataSent: 1, dataReceived: 1,
    webSocketCreated: 1, webSocketClosed: 1, webSocketHandshakeResponseReceived: 1,
  }),
  NetworkResources: missingFunctions('inspector.NetworkResources', { put: 2 }),
  DOMStorage: missingFunctions('inspector.DOMStorage', {
    domStorageItemAdded: 1, domStorageItemRemoved: 1, domStorageItemUpdated: 1, domStorageItemsCleared: 1,
    registerStorage: 1,
  }),
};
