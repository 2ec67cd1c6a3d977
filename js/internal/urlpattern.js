'use strict';

// URLPattern (https://urlpattern.spec.whatwg.org). The names are those of the
// standard.

const { URL } = require('internal/binding/url');
const {
  canonicalDomain, canonicalHash, canonicalHostname, canonicalIPv6, canonicalOpaquePathname, canonicalPassword,
  canonicalPathname, canonicalPort, canonicalProtocol, canonicalSearch, canonicalUsername, isSpecial, parse,
  specialPorts,
} = require('internal/urlpattern/canonical');
const {
  compile, defaultOptions, escapePattern, fail, hostnameOptions, pathnameOptions, tokenize,
} = require('internal/urlpattern/pattern');

const components = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

function isIPv6Pattern(input) {
  return /^(\[|\{\[|\\\[)/.test(input) && input.length >= 2;
}

function matchesSpecial(component) {
  return Object.keys(specialPorts).some((protocol) => component.regexp.test(protocol));
}

// The states of the constructor string parser, in the order of a URL.
const states = ['protocol', 'authority', ...components.slice(1)];

// Parses a pattern for a whole URL into patterns for its components.
function parseConstructorString(input) {
  const { tokens, characters } = tokenize(input, true);
  const result = {};
  let state = 'init';
  let start = 0;
  let at = 0;
  let step = 1;
  let groupDepth = 0;
  let ipv6Depth = 0;
  let special = false;

  const token = (i) => tokens[Math.min(i, tokens.length - 1)];
  const is = (i, value) => {
    const { type, value: actual } = token(i);
    return actual === value && (type === 'char' || type === 'escaped-char' || type === 'invalid-char');
  };
  const componentString = () => characters.slice(token(start).index, token(at).index).join('');
  const isSearchPrefix = () => {
    if (is(at, '?'))
      return true;
    return token(at).value === '?' &&
           !(at > 0 && ['name', 'regexp', 'close', 'asterisk'].includes(token(at - 1).type));
  };
  const rewind = (next) => {
    at = start;
    step = 0;
    state = next;
  };
  const change = (next, skip) => {
    if (state !== 'init' && state !== 'authority' && state !== 'done')
      result[state] = componentString();
    // What a component that is there lies behind is empty, not a wildcard.
    const passes = (name) => states.indexOf(state) < states.indexOf(name) &&
                             states.indexOf(next) > states.indexOf(name) && result[name] === undefined;
    if (state !== 'init' && next !== 'done') {
      if (passes('hostname'))
        result.hostname = '';
      if (passes('pathname'))
        result.pathname = special ? '/' : '';
      if (passes('search'))
        result.search = '';
    }
    state = next;
    at += skip;
    start = at;
    step = 0;
  };
  const toLater = (...from) => {
    if (is(at, '/') && from.includes('pathname'))
      change('pathname', 0);
    else if (isSearchPrefix() && from.includes('search'))
      change('search', 1);
    else if (is(at, '#'))
      change('hash', 1);
  };

  for (; at < tokens.length; at += step) {
    step = 1;
    const { type } = tokens[at];
    if (type === 'end') {
      if (state === 'init') {
        rewind('init');
        if (is(at, '#'))
          change('hash', 1);
        else if (isSearchPrefix())
          change('search', 1);
        else
          change('pathname', 0);
        continue;
      }
      if (state === 'authority') {
        rewind('hostname');
        continue;
      }
      change('done', 0);
      break;
    }
    if (type === 'open') {
      groupDepth++;
      continue;
    }
    if (groupDepth > 0) {
      if (type !== 'close')
        continue;
      groupDepth--;
    }
    switch (state) {
      case 'init':
        if (is(at, ':'))
          rewind('protocol');
        break;
      case 'protocol':
        if (is(at, ':')) {
          special = matchesSpecial(compile(componentString(), defaultOptions, canonicalProtocol));
          if (is(at + 1, '/') && is(at + 2, '/'))
            change('authority', 3);
          else
            change(special ? 'authority' : 'pathname', 1);
        }
        break;
      case 'authority':
        if (is(at, '@'))
          rewind('username');
        else if (is(at, '/') || isSearchPrefix() || is(at, '#'))
          rewind('hostname');
        break;
      case 'username':
        if (is(at, ':'))
          change('password', 1);
        else if (is(at, '@'))
          change('hostname', 1);
        break;
      case 'password':
        if (is(at, '@'))
          change('hostname', 1);
        break;
      case 'hostname':
        if (is(at, '['))
          ipv6Depth++;
        else if (is(at, ']'))
          ipv6Depth--;
        else if (is(at, ':') && ipv6Depth === 0)
          change('port', 1);
        else
          toLater('pathname', 'search');
        break;
      case 'port':
        toLater('pathname', 'search');
        break;
      case 'pathname':
        toLater('search');
        break;
      case 'search':
        toLater();
        break;
    }
  }
  if (result.hostname !== undefined && result.port === undefined)
    result.port = '';
  return result;
}

// Fills in what init leaves to its baseURL, and brings the components into
// their canonical forms; those of a pattern stay as they are.
function processInit(init, isPattern, defaults) {
  const result = { ...defaults };
  const given = (...names) => names.some((name) => init[name] !== undefined);
  const take = (text) => (isPattern ? escapePattern(text) : text);
  let base = null;
  if (init.baseURL !== undefined) {
    base = parse(init.baseURL);
    if (!given('protocol'))
      result.protocol = take(base.protocol.slice(0, -1));
    if (!isPattern && !given('protocol', 'hostname', 'port', 'username')) {
      result.username = base.username;
      if (!given('password'))
        result.password = base.password;
    }
    if (!given('protocol', 'hostname'))
      result.hostname = take(base.hostname);
    if (!given('protocol', 'hostname', 'port'))
      result.port = base.port;
    if (!given('protocol', 'hostname', 'port', 'pathname'))
      result.pathname = take(base.pathname);
    if (!given('protocol', 'hostname', 'port', 'pathname', 'search'))
      result.search = take(base.search.slice(1));
    if (!given('protocol', 'hostname', 'port', 'pathname', 'search', 'hash'))
      result.hash = take(base.hash.slice(1));
  }
  const set = (name, prepare, canonical) => {
    if (init[name] !== undefined) {
      const value = prepare(init[name]);
      result[name] = isPattern ? value : canonical(value);
    }
  };
  const same = (value) => value;
  set('protocol', (value) => value.replace(/:$/, ''), canonicalProtocol);
  set('username', same, canonicalUsername);
  set('password', same, canonicalPassword);
  set('hostname', same, isSpecial(result.protocol) || !result.protocol ? canonicalDomain : canonicalHostname);
  set('port', same, (value) => canonicalPort(value, result.protocol));
  const hierarchical = !result.protocol || isSpecial(result.protocol);
  set('pathname', (value) => onBase(value, base, isPattern, take), hierarchical ? canonicalPathname : canonicalOpaquePathname);
  set('search', (value) => value.replace(/^\?/, ''), canonicalSearch);
  set('hash', (value) => value.replace(/^#/, ''), canonicalHash);
  return result;
}

// Puts the base's folder in front of a relative pathname.
function onBase(pathname, base, isPattern, take) {
  const absolute = isPattern ? /^(\/|\\\/|\{\/)/.test(pathname) : pathname[0] === '/';
  if (base === null || absolute || base.pathname[0] !== '/')
    return pathname;
  const folder = take(base.pathname);
  return folder.slice(0, folder.lastIndexOf('/') + 1) + pathname;
}

// Reads the members of a URLPatternInit that are strings.
function readInit(object) {
  const init = {};
  for (const name of ['baseURL', 'hash', 'hostname', 'password', 'pathname', 'port', 'protocol', 'search', 'username']) {
    const value = object[name];
    if (typeof value === 'string')
      init[name] = value;
  }
  return init;
}

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function argumentError(message) {
  fail(message, 'ERR_INVALID_ARG_TYPE');
}

const compiled = new WeakMap();

function compiledOf(pattern) {
  const list = compiled.get(pattern);
  if (list === undefined)
    throw new TypeError('Illegal invocation');
  return list;
}

// The arguments are (input, baseURL, options) or (input, options).
function construct(input, baseURL, options) {
  if (input !== undefined && input !== null && typeof input !== 'string' && !isObject(input))
    argumentError('Input must be an object or a string');
  if (baseURL !== undefined && baseURL !== null && typeof baseURL !== 'string') {
    if (!isObject(baseURL))
      argumentError('second argument must be a string or object');
    options = baseURL;
    baseURL = undefined;
  } else if (options !== undefined && options !== null && !isObject(options)) {
    argumentError('options must be an object');
  }
  const ignoreCase = options?.ignoreCase === true;

  let init;
  if (typeof input === 'string') {
    init = parseConstructorString(input);
    if (typeof baseURL === 'string')
      init.baseURL = baseURL;
    else if (init.protocol === undefined)
      fail();
  } else {
    if (typeof baseURL === 'string')
      fail();
    init = isObject(input) ? readInit(input) : {};
  }
  return compileAll(processInit(init, true, {}), ignoreCase);
}

function compileAll(init, ignoreCase) {
  for (const name of components)
    init[name] ??= '*';
  if (isSpecial(init.protocol) && init.port === specialPorts[init.protocol])
    init.port = '';
  const list = {
    protocol: compile(init.protocol, defaultOptions, canonicalProtocol),
    username: compile(init.username, defaultOptions, canonicalUsername),
    password: compile(init.password, defaultOptions, canonicalPassword),
  };
  const special = matchesSpecial(list.protocol);
  const host = isIPv6Pattern(init.hostname) ? canonicalIPv6 : special ? canonicalDomain : canonicalHostname;
  list.hostname = compile(init.hostname, hostnameOptions, host);
  list.port = compile(init.port, defaultOptions, (value) => canonicalPort(value));
  list.pathname = special ?
    compile(init.pathname, pathnameOptions, canonicalPathname, ignoreCase) :
    compile(init.pathname, defaultOptions, canonicalOpaquePathname, ignoreCase);
  list.search = compile(init.search, defaultOptions, canonicalSearch, ignoreCase);
  list.hash = compile(init.hash, defaultOptions, canonicalHash, ignoreCase);
  return list;
}

// Returns the components of what is to be matched, null if it is no URL.
function valuesOf(input, baseURL, operation) {
  if (input !== undefined && typeof input !== 'string' && !isObject(input))
    argumentError('URLPattern input needs to be a string or an object');
  if (baseURL !== undefined && typeof baseURL !== 'string')
    argumentError('baseURL must be a string');
  if (typeof input !== 'string') {
    if (baseURL !== undefined)
      fail(`Failed to ${operation} URLPattern`, 'ERR_OPERATION_FAILED');
    const empty = Object.fromEntries(components.map((name) => [name, '']));
    const init = input === undefined ? {} : readInit(input);
    try {
      return processInit(init, false, empty);
    } catch {
      return null;
    }
  }
  const url = URL.parse(input, baseURL);
  if (url === null)
    return null;
  return {
    protocol: url.protocol.slice(0, -1), username: url.username, password: url.password, hostname: url.hostname,
    port: url.port, pathname: url.pathname, search: url.search.slice(1), hash: url.hash.slice(1),
  };
}

function matchAll(list, input, baseURL, operation) {
  const values = valuesOf(input, baseURL, operation);
  if (values === null)
    return null;
  const result = { __proto__: null };
  for (const name of [...components, 'inputs'].sort()) {
    if (name === 'inputs') {
      result.inputs = baseURL === undefined ? [input ?? {}] : [input, baseURL];
      continue;
    }
    const { regexp, names } = list[name];
    const match = regexp.exec(values[name]);
    if (match === null)
      return null;
    const groups = {};
    names.forEach((group, i) => { groups[group] = match[i + 1]; });
    result[name] = { groups, input: values[name] };
  }
  return result;
}

function URLPattern(...args) {
  if (!new.target)
    fail('Cannot call constructor without `new`', 'ERR_CONSTRUCT_CALL_REQUIRED');
  compiled.set(this, construct(...args));
}

function exec(...args) {
  return matchAll(compiledOf(this), args[0], args[1], 'exec');
}

function test(...args) {
  return matchAll(compiledOf(this), args[0], args[1], 'test') !== null;
}

for (const name of components) {
  Object.defineProperty(URLPattern.prototype, name, {
    __proto__: null, enumerable: true, configurable: false,
    get() { return compiledOf(this)[name].pattern; },
  });
}
Object.defineProperties(URLPattern.prototype, {
  hasRegExpGroups: {
    __proto__: null, enumerable: true, configurable: false,
    get() { return Object.values(compiledOf(this)).some((component) => component.hasRegexp); },
  },
  exec: { __proto__: null, enumerable: true, configurable: true, writable: true, value: exec },
  test: { __proto__: null, enumerable: true, configurable: true, writable: true, value: test },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLPattern' },
});

module.exports = { URLPattern };
