'use strict';

// The class Response.

const { List, headersOf, listOf } = require('internal/fetch/headers');
const { extract, mixBody, ofBytes, stateIn } = require('internal/fetch/body');
const { expose, required } = require('internal/fetch/idl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const nullBody = new Set([101, 103, 204, 205, 304]);
const redirects = new Set([301, 302, 303, 307, 308]);
const reasonPhrase = /^[\t \x21-\x7e\x80-\xff]*$/;

const states = new WeakMap();

class Response {
  constructor(body = null, init = {}) {
    if (init === null) init = {};
    if (typeof init !== 'object' && typeof init !== 'function')
      throw new TypeError(`undefined: Expected ${String(init)} to be one of: Null, Undefined, Object.`);
    states.set(this, { type: 'default', url: '', redirected: false, status: 200, statusText: '', headers: headersOf(), body: null });
    initialize(this, body === null ? null : extract(body), init);
  }

  static error() {
    return make({ type: 'error', status: 0, statusText: '', headers: headersOf(undefined, true), body: null });
  }

  static json(data, init = {}) {
    required(arguments, 1, 'Response.json');
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = new Response();
    initialize(response, ofBytes(new TextEncoder().encode(text), 'application/json'), init);
    return response;
  }

  static redirect(url, status = 302) {
    required(arguments, 1, 'Response.redirect');
    const target = URL.parse(`${url}`);
    if (target === null) throw new TypeError(`Failed to parse URL from ${url}`, { cause: new TypeError('Invalid URL') });
    if (!redirects.has(status)) throw new RangeError(`Invalid status code ${status}`);
    const headers = headersOf();
    headers.append('location', target.href);
    listOf(headers).immutable = true;
    return make({ status, statusText: '', headers, body: null });
  }

  get type() { return stateIn(states, this).type; }
  get url() { return stateIn(states, this).url; }
  get redirected() { return stateIn(states, this).redirected; }
  get status() { return stateIn(states, this).status; }
  get ok() { return this.status >= 200 && this.status <= 299; }
  get statusText() { return stateIn(states, this).statusText; }
  get headers() { return stateIn(states, this).headers; }

  clone() {
    const state = stateIn(states, this);
    if (state.body?.unusable) throw new TypeError('Response.clone: Body has already been consumed.');
    return make({
      ...state,
      headers: headersOf(listOf(state.headers), listOf(state.headers).immutable),
      body: state.body?.clone() ?? null,
    });
  }

  [kInspect](depth, options) {
    if (options.depth === null) options.depth = 2;
    options.colors ??= true;
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
    return `Response ${require('util').formatWithOptions(options, {
      status, statusText, headers, body, bodyUsed, ok, redirected, type, url,
    })}`;
  }
}
mixBody(Response, (object) => stateIn(states, object));
expose(Response, 'type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'clone');
for (const name of ['error', 'json', 'redirect'])
  Object.defineProperty(Response, name, { __proto__: null, enumerable: true });

function initialize(response, body, { status = 200, statusText = '', headers }) {
  const state = states.get(response);
  status = Math.trunc(Number(status));
  if (!(status >= 200 && status <= 599))
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  if (!reasonPhrase.test(statusText)) throw new TypeError('Invalid statusText');
  state.status = status;
  state.statusText = `${statusText}`;
  if (headers !== undefined) state.headers = headersOf(headers);
  if (body === null) return;
  if (nullBody.has(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
  state.body = body;
  if (body.type !== null && !state.headers.has('content-type')) state.headers.append('content-type', body.type);
}

// make makes a Response of the given state.
function make(state) {
  const response = Object.create(Response.prototype);
  states.set(response, { type: 'default', url: '', redirected: false, ...state });
  return response;
}

// received is the Response to a request that went out.
function received({ status, statusText, rawHeaders, body, url, redirected, signal, type = 'basic' }) {
  const list = new List();
  for (let i = 0; i < rawHeaders.length; i += 2) list.append(rawHeaders[i].toLowerCase(), rawHeaders[i + 1]);
  return make({ type, url, redirected, status, statusText, headers: headersOf(list, true), body, signal });
}

module.exports = { Response, nullBody, received, redirects };
