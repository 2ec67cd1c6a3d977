'use strict';

// What the parts of node:http2 keep on their objects.

module.exports = {
  kAuthority: Symbol('authority'),
  kBoundSession: Symbol('kBoundSession'),
  kHandle: Symbol('kHandle'),
  kInit: Symbol('init'),
  kMaybeDestroy: Symbol('kMaybeDestroy'),
  kOptions: Symbol('options'),
  kOrigin: Symbol('origin'),
  kOwner: Symbol('owner'),
  kProtocol: Symbol('protocol'),
  kProxySocket: Symbol('proxySocket'),
  kRawHeaders: Symbol('raw-headers'),
  kRequest: Symbol('request'),
  kRequestResource: Symbol('requestAsyncResource'),
  kResponse: Symbol('response'),
  kSensitiveHeaders: Symbol('sensitiveHeaders'),
  kSentHeaders: Symbol('sent-headers'),
  kServer: Symbol('server'),
  kSession: Symbol('kSession'),
  kSessions: Symbol('sessions'),
  kSocket: Symbol('socket'),
  kState: Symbol('state'),
  kStrictSingleValueFields: Symbol('strictSingleValueFields'),
  kTimeout: Symbol('timeout'),
  kType: Symbol('type'),
  kUpdateTimer: Symbol('kUpdateTimer'),
};
