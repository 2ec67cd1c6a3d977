'use strict';

// Header fields: objects and lists of scripts become the list that the binding
// sends, [name, value, sensitive, ...]; what it receives becomes an object.

const {
  codes: {
    ERR_HTTP2_CONNECT_AUTHORITY, ERR_HTTP2_CONNECT_PATH, ERR_HTTP2_CONNECT_SCHEME, ERR_HTTP2_HEADER_SINGLE_VALUE,
    ERR_HTTP2_INVALID_CONNECTION_HEADERS, ERR_HTTP2_INVALID_PSEUDOHEADER, ERR_INVALID_HTTP_TOKEN,
  },
} = require('internal/errors');
const { isToken } = require('internal/http/headers');
const { kAuthority, kProtocol, kSensitiveHeaders, kStrictSingleValueFields } = require('internal/http2/symbols');

const pseudoHeaders = new Set([':status', ':method', ':authority', ':scheme', ':path', ':protocol']);

// What may stand only once in a message.
const singleValueFields = new Set([
  ...pseudoHeaders,
  'access-control-allow-credentials', 'access-control-max-age', 'access-control-request-method', 'age',
  'authorization', 'content-encoding', 'content-language', 'content-length', 'content-location', 'content-md5',
  'content-range', 'content-type', 'date', 'dnt', 'etag', 'expires', 'from', 'host', 'if-match',
  'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'last-modified', 'location',
  'max-forwards', 'proxy-authorization', 'range', 'referer', 'retry-after', 'tk', 'upgrade-insecure-requests',
  'user-agent', 'x-content-type-options',
]);

// What belongs to a connection of HTTP/1.
const connectionFields = new Set(['connection', 'upgrade', 'http2-settings', 'keep-alive', 'proxy-connection', 'transfer-encoding']);

function isConnectionField(name, value) {
  return connectionFields.has(name) || (name === 'te' && value !== 'trailers');
}

// The pseudo-header fields of each kind of message.
function checkRequestPseudo(name) {
  if (!pseudoHeaders.has(name)) throw new ERR_HTTP2_INVALID_PSEUDOHEADER(name);
}

function checkResponsePseudo(name) {
  if (name !== ':status') throw new ERR_HTTP2_INVALID_PSEUDOHEADER(name);
}

function checkTrailerPseudo(name) {
  throw new ERR_HTTP2_INVALID_PSEUDOHEADER(name);
}

// pairsOf lists the names and values of what a script has given.
function pairsOf(headers) {
  if (!Array.isArray(headers)) return Object.keys(headers).map((name) => [name, headers[name]]);
  const pairs = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i], headers[i + 1]]);
  return pairs;
}

// fieldList makes the list for the binding; pseudo-header fields come first.
function fieldList(headers, checkPseudo, strict) {
  const sensitive = new Set((headers[kSensitiveHeaders] ?? []).map((name) => name.toLowerCase()));
  const first = [];
  const rest = [];
  const seen = new Set();
  for (const [key, given] of pairsOf(headers)) {
    if (given === undefined || key === '') continue;
    const name = key.toLowerCase();
    const values = Array.isArray(given) ? given : [given];
    if (values.length === 0) continue;
    const single = singleValueFields.has(name);
    if (strict && single && (values.length > 1 || seen.has(name))) throw new ERR_HTTP2_HEADER_SINGLE_VALUE(name);
    seen.add(name);
    if (name[0] === ':') {
      checkPseudo(name);
      first.push(name, String(given), sensitive.has(name));
      continue;
    }
    if (!single) {
      if (!isToken(name)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
      if (isConnectionField(name, values.length === 1 ? String(values[0]) : values))
        throw new ERR_HTTP2_INVALID_CONNECTION_HEADERS(name);
    }
    for (const value of values) rest.push(name, String(value), sensitive.has(name));
  }
  return first.concat(rest);
}

function authorityOf(headers) {
  return headers[':authority'] ?? headers.host;
}

// completeRequest says which pseudo-header fields a request lacks, as a list of
// names and values, from those it has.
function completeRequest({ method, scheme, authority, path, protocol }, host, session) {
  const missing = [];
  if (method === undefined) missing.push(':method', 'GET');
  if (method !== 'CONNECT' || protocol !== undefined) {
    if (authority === undefined && host === undefined) missing.push(':authority', session[kAuthority]);
    if (scheme === undefined) missing.push(':scheme', session[kProtocol].slice(0, -1));
    if (path === undefined) missing.push(':path', '/');
    return missing;
  }
  if (authority === undefined) throw new ERR_HTTP2_CONNECT_AUTHORITY();
  if (scheme !== undefined) throw new ERR_HTTP2_CONNECT_SCHEME();
  if (path !== undefined) throw new ERR_HTTP2_CONNECT_PATH();
  return missing;
}

function requestFromList(headers, session) {
  const pseudo = {};
  for (const [key, value] of pairsOf(headers)) {
    if (key[0] === ':') pseudo[key.toLowerCase().slice(1)] = value;
  }
  const missing = completeRequest(pseudo, headers.host, session);
  for (const [key, value] of pairsOf(missing)) pseudo[key.slice(1)] = value;
  const raw = missing.length > 0 ? missing.concat(headers) : headers;
  if (headers[kSensitiveHeaders] !== undefined) raw[kSensitiveHeaders] = headers[kSensitiveHeaders];
  return {
    raw,
    list: fieldList(raw, checkRequestPseudo, session[kStrictSingleValueFields]),
    scheme: pseudo.scheme,
    authority: pseudo.authority ?? headers.host,
    method: pseudo.method,
  };
}

function requestFromObject(given, session) {
  const headers = Object.assign({ __proto__: null }, given);
  const missing = completeRequest({
    method: headers[':method'], scheme: headers[':scheme'], authority: headers[':authority'], path: headers[':path'],
    protocol: headers[':protocol'],
  }, headers.host, session);
  for (const [key, value] of pairsOf(missing)) headers[key] = value;
  return {
    headers,
    list: fieldList(headers, checkRequestPseudo, session[kStrictSingleValueFields]),
    scheme: headers[':scheme'],
    authority: authorityOf(headers),
    method: headers[':method'],
  };
}

// headerObject makes an object of received fields.
function headerObject(fields, sensitive) {
  const headers = { __proto__: null };
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i];
    const value = name === ':status' ? fields[i + 1] | 0 : fields[i + 1];
    const before = headers[name];
    if (before === undefined) headers[name] = name === 'set-cookie' ? [value] : value;
    else if (name === 'set-cookie') before.push(value);
    else if (!singleValueFields.has(name)) headers[name] = `${before}${name === 'cookie' ? ';' : ','} ${value}`;
  }
  headers[kSensitiveHeaders] = sensitive;
  return headers;
}

// objectOfList makes an object of a list that a script has given.
function objectOfList(list) {
  const headers = { __proto__: null };
  for (const [name, value] of pairsOf(list)) {
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else headers[name] = [before, value];
  }
  if (list[kSensitiveHeaders] !== undefined) headers[kSensitiveHeaders] = list[kSensitiveHeaders];
  return headers;
}

module.exports = {
  authorityOf, checkRequestPseudo, checkResponsePseudo, checkTrailerPseudo, fieldList, headerObject, objectOfList,
  pairsOf, requestFromList, requestFromObject,
};
