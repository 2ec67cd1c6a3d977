'use strict';

// What node:dgram and node:cluster share: the handles under UDP sockets, and
// where a socket keeps its state.

const { codes: { ERR_SOCKET_BAD_TYPE } } = require('internal/errors');
const { EINVAL, UDP, kindOf } = require('internal/binding/udp');
const { isIP } = require('net');
const { validateFunction } = require('internal/validators');

const kState = Symbol('state symbol');
const families = { __proto__: null, udp4: 4, udp6: 6 };
const loopback = { __proto__: null, 4: '127.0.0.1', 6: '::1' };

// A literal address needs no look-up, but callers count on being called later.
function lookupHost(address, family, callback) {
  if (isIP(address) === family) process.nextTick(callback, null, address, family);
  else require('dns').lookup(address, family, callback);
}

// newHandle makes a handle of a type, whose method lookup finds the address of
// a host, this one by default, with the given function or dns.lookup.
function newHandle(type, lookup = lookupHost) {
  if (lookup !== lookupHost) validateFunction(lookup, 'lookup');
  const family = families[type];
  if (family === undefined) throw new ERR_SOCKET_BAD_TYPE();
  const handle = new UDP(family === 6);
  handle.lookup = (address, callback) => lookup(address || loopback[family], family, callback);
  return handle;
}

// _createSocketHandle makes a handle that is bound, to an address or to what a
// descriptor is, or returns a negative error number.
function _createSocketHandle(address, port, type, fd, flags) {
  const handle = newHandle(type);
  let err = 0;
  if (Number.isInteger(fd) && fd > 0) err = kindOf(fd) === 'UDP' ? handle.open(fd) : EINVAL;
  else if (port || address) err = handle.bind(address, port || 0, flags);
  if (err === 0) return handle;
  handle.close();
  return err;
}

module.exports = { kStateSymbol: kState, newHandle, _createSocketHandle };
