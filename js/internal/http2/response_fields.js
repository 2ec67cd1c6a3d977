'use strict';

// What the fields of a response in the compatibility layer must be, and what it
// warns of.

const {
  codes: { ERR_HTTP2_INVALID_HEADER_VALUE, ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED, ERR_INVALID_HTTP_TOKEN },
} = require('internal/errors');

const pseudoHeaders = new Set([':status', ':method', ':path', ':authority', ':scheme']);

// warner makes a function that warns once.
function warner(message) {
  let warned = false;
  return () => {
    if (warned) return;
    warned = true;
    process.emitWarning(message, 'UnsupportedWarning');
  };
}

const warnOfStatusMessage = warner('Status message is not supported by HTTP/2 (RFC7540 8.1.2.4)');
const warnOfConnection = warner(
  'The provided connection header is not valid, the value will be dropped from the header and will never be in use.');

function isConnectionAllowed(name, value) {
  return name !== 'connection' || value === 'trailers';
}

function checkField(name, value) {
  if (name === '' || typeof name !== 'string' || name.includes(' ')) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
  if (pseudoHeaders.has(name)) throw new ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED();
  if (value === undefined || value === null) throw new ERR_HTTP2_INVALID_HEADER_VALUE(value, name);
  if (!isConnectionAllowed(name, value)) warnOfConnection();
}

module.exports = { checkField, isConnectionAllowed, warnOfStatusMessage };
