'use strict';

// What may stand in a header, and the checks that say so.

const {
  codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN },
} = require('internal/errors');

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const badCharacter = /[^\t\x20-\x7e\x80-\xff]/;

function isToken(text) {
  return token.test(text);
}

function hasBadCharacter(value) {
  return badCharacter.test(value);
}

function validateHeaderName(name, label) {
  if (typeof name !== 'string' || !isToken(name)) throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
}

function validateHeaderValue(name, value) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasBadCharacter(value)) throw new ERR_INVALID_CHAR('header content', name);
}
for (const check of [validateHeaderName, validateHeaderValue])
  Object.defineProperty(check, 'length', { __proto__: null, configurable: true, value: 0 });

const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

// linkHeader makes the value of Link of what a script gives as hints.
function linkHeader(link) {
  const values = Array.isArray(link) ? link : [link];
  for (const value of values) {
    if (typeof value !== 'string' || !linkValue.test(value)) {
      throw new ERR_INVALID_ARG_VALUE(
        'hints', link, 'must be an array or string of format "</styles.css>; rel=preload; as=style"');
    }
  }
  return values.join(', ');
}

// connectionReset makes the error of a connection that went away.
function connectionReset(message) {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

module.exports = { connectionReset, hasBadCharacter, isToken, linkHeader, validateHeaderName, validateHeaderValue };
