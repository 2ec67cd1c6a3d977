'use strict';

// The fields of a response.

const { codes: { ERR_HTTP2_STATUS_INVALID, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { utcDate } = require('internal/http/date');
const { assertIsObject } = require('internal/http2/errors');
const { kSensitiveHeaders } = require('internal/http2/symbols');

// hasNoBody reports whether a response with a status never has a body.
function hasNoBody(status) {
  return status === 204 || status === 205 || status === 304;
}

function wantsDate({ sendDate }) {
  return sendDate == null || Boolean(sendDate);
}

function check(headers, status) {
  if (status < 200 || status > 599) throw new ERR_HTTP2_STATUS_INVALID(status);
  const sensitive = headers[kSensitiveHeaders];
  if (sensitive !== undefined && !Array.isArray(sensitive))
    throw new ERR_INVALID_ARG_VALUE('headers[http2.neverIndex]', sensitive);
}

function responseFromObject(given, options) {
  assertIsObject(given, 'headers', ['Object', 'Array']);
  const headers = { __proto__: null };
  if (given != null) {
    for (const name of Object.keys(given)) headers[name] = given[name];
    headers[kSensitiveHeaders] = given[kSensitiveHeaders];
  }
  const status = headers[':status'] = headers[':status'] | 0 || 200;
  if (headers.date == null && wantsDate(options)) headers.date = utcDate();
  check(headers, status);
  return { headers, status };
}

// responseFromList completes the script's own list.
function responseFromList(headers, options) {
  let status = 0;
  let dated = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase();
    if (name === ':status') status = headers[i + 1] | 0;
    else if (name === 'date') dated = true;
  }
  if (status === 0) {
    status = 200;
    headers.unshift(':status', status);
  }
  if (!dated && wantsDate(options)) headers.push('date', utcDate());
  check(headers, status);
  return { headers, status };
}

module.exports = { hasNoBody, responseFromList, responseFromObject };
