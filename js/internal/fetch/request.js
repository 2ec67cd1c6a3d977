'use strict';

// The class Request.

const { headersOf, listOf } = require('internal/fetch/headers');
const { extract, mixBody, stateIn } = require('internal/fetch/body');
const { expose, required } = require('internal/fetch/idl');
const { isToken } = require('internal/http/headers');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);
const normalized = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

// The options that are one of some words.
const words = {
  referrerPolicy: ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin',
                   'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
  mode: ['same-origin', 'cors', 'no-cors', 'navigate', 'websocket'],
  credentials: ['omit', 'same-origin', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'manual', 'error'],
};

const defaults = {
  referrer: 'about:client', referrerPolicy: '', mode: 'cors', credentials: 'same-origin', cache: 'default',
  redirect: 'follow', integrity: '', keepalive: false,
};

const states = new WeakMap();

function parseURL(input) {
  let url;
  try {
    url = new URL(input);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
  if (url.username || url.password)
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  return url;
}

function methodOf(method) {
  const upper = method.toUpperCase();
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (forbidden.has(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  if (method === 'patch') {
    process.emitWarning('Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATCH` is much more ' +
      'likely to succeed.', { code: 'UNDICI-FETCH-patch' });
  }
  return normalized.has(upper) ? upper : method;
}

// settings are the options of init over those of another request.
function settings(init, from) {
  const state = { ...from };
  for (const [name, list] of Object.entries(words)) {
    if (init[name] === undefined) continue;
    const word = `${init[name]}`;
    if (!list.includes(word))
      throw new TypeError(`undefined: ${word} is not an accepted type. Expected one of ${list.join(', ')}.`);
    state[name] = word;
  }
  if (state.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
  if (state.cache === 'only-if-cached' && state.mode !== 'same-origin')
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  if (init.referrer !== undefined) state.referrer = referrerOf(`${init.referrer}`);
  if (init.integrity !== undefined && init.integrity !== null) state.integrity = `${init.integrity}`;
  if (init.keepalive !== undefined) state.keepalive = Boolean(init.keepalive);
  return state;
}

function referrerOf(referrer) {
  if (referrer === '') return '';
  const url = URL.parse(referrer);
  if (url === null) throw new TypeError(`Referrer "${referrer}" is not a valid URL.`);
  return 'about:client';
}

// follow is a signal that is aborted when the given one is.
function follow(signal) {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort(signal.reason);
  else signal?.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return controller.signal;
}

class Request {
  constructor(input, init = {}) {
    required(arguments, 1, 'Request constructor');
    init ??= {};
    const from = states.get(input);
    const url = from?.url ?? parseURL(input instanceof URL ? input.href : `${input}`);
    if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
    const state = settings(init, from ?? defaults);
    state.url = url;
    state.method = init.method === undefined ? from?.method ?? 'GET' : methodOf(`${init.method}`);
    const signal = init.signal === undefined ? from?.signal : init.signal;
    if (signal !== null && signal !== undefined && !(signal instanceof AbortSignal))
      throw new TypeError(`RequestInit: Expected signal ("${JSON.stringify(signal)}") to be an instance of AbortSignal.`);
    state.signal = follow(signal);
    state.headers = headersOf(init.headers === undefined && from ? listOf(from.headers) : init.headers);
    state.body = null;
    states.set(this, state);
    takeBody(state, init, from);
  }

  get method() { return stateIn(states, this).method; }
  get url() { return stateIn(states, this).url.href; }
  get headers() { return stateIn(states, this).headers; }
  get destination() { return stateIn(states, this) && ''; }
  get referrer() { return stateIn(states, this).referrer; }
  get referrerPolicy() { return stateIn(states, this).referrerPolicy; }
  get mode() { return stateIn(states, this).mode; }
  get credentials() { return stateIn(states, this).credentials; }
  get cache() { return stateIn(states, this).cache; }
  get redirect() { return stateIn(states, this).redirect; }
  get integrity() { return stateIn(states, this).integrity; }
  get keepalive() { return stateIn(states, this).keepalive; }
  get isReloadNavigation() { return stateIn(states, this) === null; }
  get isHistoryNavigation() { return stateIn(states, this) === null; }
  get signal() { return stateIn(states, this).signal; }
  get duplex() { return stateIn(states, this) && 'half'; }

  clone() {
    const state = stateIn(states, this);
    if (state.body?.unusable) throw new TypeError('unusable');
    const request = Object.create(Request.prototype);
    states.set(request, {
      ...state, headers: headersOf(listOf(state.headers)), body: state.body?.clone() ?? null, signal: follow(state.signal),
    });
    return request;
  }

  [kInspect](depth, options) {
    if (options.depth === null) options.depth = 2;
    options.colors ??= true;
    const shown = {};
    for (const name of ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials',
                        'cache', 'redirect', 'integrity', 'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal'])
      shown[name] = this[name];
    return `Request ${require('util').formatWithOptions(options, shown)}`;
  }
}
mixBody(Request, (object) => stateIn(states, object));
Object.defineProperty(Request.prototype, 'attribute', {
  __proto__: null, configurable: true, enumerable: true, get() { return undefined; },
});
expose(Request, 'method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache',
       'redirect', 'integrity', 'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal', 'duplex', 'clone');

// takeBody takes the body of init, or that of the request that this one is
// made of.
function takeBody(state, init, from) {
  const given = init.body !== undefined && init.body !== null;
  if ((given || from?.body) && (state.method === 'GET' || state.method === 'HEAD'))
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  if (given) {
    state.body = extract(init.body, state.keepalive);
    if (state.body.type !== null && !state.headers.has('content-type'))
      state.headers.append('content-type', state.body.type);
    if (state.body.source === null && init.duplex === undefined)
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
  } else if (from?.body) {
    if (from.body.unusable) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    state.body = from.body.transfer();
  }
}

module.exports = { Request, requestState: (request) => states.get(request) };
