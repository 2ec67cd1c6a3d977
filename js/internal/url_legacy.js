'use strict';

// url.parse, url.format and url.resolve: the API of before the URL Standard.
// Source: nodejs/node:lib/url.js.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_URL },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { URL, format: formatURL, toASCII } = require('internal/binding/url');
const { isInsideNodeModules } = require('internal/binding/callers');
const querystring = require('querystring');

const maxHostname = 255;

const protocols = (...names) => new Set(names.flatMap((name) => [name, `${name}:`]));
// May hold any characters, and has no host.
const javascript = protocols('javascript');
// Always have "//" behind them.
const slashed = protocols('http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss');

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

let warned = false;

function parse(url, parseQueryString, slashesDenoteHost) {
  if (!warned && !isInsideNodeModules()) {
    warned = true;
    process.emitWarning(
      '`url.parse()` behavior is not standardized and prone to errors that have security implications. ' +
      'Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.',
      'DeprecationWarning', 'DEP0169');
  }
  if (url instanceof Url)
    return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

// Trims, and turns the backslashes in front of the query into slashes, as
// browsers do.
function clean(url) {
  const trimmed = url.replace(/^[\0-\x20\xA0\uFEFF]+|[\0-\x20\xA0\uFEFF]+$/g, '');
  const end = trimmed.search(/[?#]/);
  if (end === -1)
    return trimmed.replaceAll('\\', '/');
  return trimmed.slice(0, end).replaceAll('\\', '/') + trimmed.slice(end);
}

const simplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = clean(url);

  if (!slashesDenoteHost && !rest.includes('#') && !/^[^?]*@/.test(rest)) {
    const simple = simplePath.exec(rest);
    if (simple) {
      this.path = this.href = rest;
      this.pathname = simple[1];
      setSearch(this, simple[2], parseQueryString);
      return this;
    }
  }

  const written = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  const protocol = written?.toLowerCase();
  if (written) {
    this.protocol = protocol;
    rest = rest.slice(written.length);
  }

  let slashes = false;
  if (slashesDenoteHost || written || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !javascript.has(protocol)) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!javascript.has(protocol) && (slashes || (written && !slashed.has(written))))
    rest = takeHost(this, rest, url);

  if (!javascript.has(protocol))
    rest = escapeUnwise(rest);
  const [, pathname, search, hash] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(rest);
  if (hash)
    this.hash = hash;
  setSearch(this, search, parseQueryString);
  if (pathname)
    this.pathname = pathname;
  else if (slashed.has(protocol) && this.hostname)
    this.pathname = '/';
  if (this.pathname || this.search)
    this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

function setSearch(result, search, parseQueryString) {
  if (search !== undefined) {
    result.search = search;
    result.query = parseQueryString ? querystring.parse(search.slice(1)) : search.slice(1);
  } else if (parseQueryString) {
    result.search = null;
    result.query = { __proto__: null };
  }
}

// For IPv6, brackets and colons may stand in a host.
const forbidden = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const forbiddenIPv6 = /[\0\t\n\r #%/<>?@\\^|]/;

function isIPv6(hostname) {
  return hostname[0] === '[' && hostname.at(-1) === ']';
}

// Takes "auth@host:port" from the front of rest and returns what follows. The
// last "@" in front of a slash, a query or a fragment ends the
// authentication; only there may the host have characters that no host has.
function takeHost(result, rest, url) {
  const ending = /[/?#]/.exec(rest);
  const authority = (ending ? rest.slice(0, ending.index) : rest).replace(/[\t\n\r]/g, '');
  const behind = ending ? rest.slice(ending.index) : '';
  const at = authority.lastIndexOf('@');
  if (at !== -1)
    result.auth = decodeURIComponent(authority.slice(0, at));
  const afterAuth = authority.slice(at + 1);
  const stop = afterAuth.search(/[ "%';<>\\^`{|}]/);
  result.host = stop === -1 ? afterAuth : afterAuth.slice(0, stop);
  rest = (stop === -1 ? '' : afterAuth.slice(stop)) + behind;

  result.parseHost();
  result.hostname ??= '';
  const ipv6 = isIPv6(result.hostname);
  if (!ipv6)
    rest = cutHostname(result, rest, url);
  result.hostname = result.hostname.length > maxHostname ? '' : result.hostname.toLowerCase();
  if (result.hostname !== '') {
    if (!ipv6)
      result.hostname = toASCII(result.hostname);
    if (result.hostname === '' || (ipv6 ? forbiddenIPv6 : forbidden).test(result.hostname))
      throwInvalid(url);
  }
  result.host = result.hostname + (result.port ? `:${result.port}` : '');
  if (ipv6) {
    result.hostname = result.hostname.slice(1, -1);
    if (rest[0] !== '/')
      rest = `/${rest}`;
  }
  return rest;
}

// Moves what no host name has to the path.
function cutHostname(result, rest, url) {
  const at = result.hostname.search(/[/\\#?:]/);
  if (at === -1)
    return rest;
  if (result.hostname[at] === ':')
    throw new ERR_INVALID_ARG_VALUE('url', 'Invalid port in url', url);
  const moved = result.hostname.slice(at);
  result.hostname = result.hostname.slice(0, at);
  return `/${moved}${rest}`;
}

function throwInvalid(url) {
  const error = new ERR_INVALID_URL();
  error.input = url;
  throw error;
}

Url.prototype.parseHost = function parseHost() {
  let host = this.host;
  const port = /:[0-9]*$/.exec(host)?.[0];
  if (port) {
    if (port !== ':')
      this.port = port.slice(1);
    host = host.slice(0, -port.length);
  }
  if (host)
    this.hostname = host;
};

// The delimiters and unwise characters of RFC 2396, and the single quote.
function escapeUnwise(text) {
  return text.replace(/[\t\n\r "'<>\\^`{|}]/g, percent);
}

function percent(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function format(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = parse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (urlObject instanceof URL) {
    if (options)
      validateObject(options, 'options');
    const { fragment, unicode, search, auth } = options || {};
    return formatURL(urlObject, fragment ?? true, unicode ?? false, search ?? true, auth ?? true);
  }
  return Url.prototype.format.call(urlObject);
}

Url.prototype.format = function format() {
  const auth = this.auth ? `${encodeURIComponent(this.auth).replaceAll('%3A', ':')}@` : '';
  let protocol = this.protocol || '';
  if (protocol && !protocol.endsWith(':'))
    protocol += ':';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const bare = this.hostname.includes(':') && !isIPv6(this.hostname);
    host = auth + (bare ? `[${this.hostname}]` : this.hostname) + (this.port ? `:${this.port}` : '');
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object')
    query = querystring.stringify(this.query);
  let search = String(this.search || (query && `?${query}`) || '');
  let pathname = String(this.pathname || '').replace(/[#?]/g, percent);
  let hash = String(this.hash || '');

  if (this.slashes || slashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/')
        pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#')
    hash = `#${hash}`;
  if (search && search[0] !== '?')
    search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function resolve(source, relative) {
  return parse(source, false, true).resolve(relative);
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};

function resolveObject(source, relative) {
  if (!source)
    return relative;
  return parse(source, false, true).resolveObject(relative);
}

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string')
    relative = new Url().parse(relative, false, true);
  const result = Object.assign(new Url(), this);
  // Even an empty reference drops the fragment.
  result.hash = relative.hash;

  if (relative.href === '')
    return finished(result);
  if (relative.slashes && !relative.protocol)
    return onSameProtocol(result, relative);
  if (relative.protocol && relative.protocol !== result.protocol)
    return onOtherProtocol(result, relative);
  return onPath(result, relative);
};

function finished(url) {
  url.href = url.format();
  return url;
}

function setPath(url) {
  if (url.pathname !== null || url.search !== null)
    url.path = (url.pathname || '') + (url.search || '');
}

// "//host/path" keeps nothing but the protocol.
function onSameProtocol(result, relative) {
  const { protocol, ...others } = relative;
  Object.assign(result, others);
  if (slashed.has(result.protocol) && result.hostname && !result.pathname)
    result.path = result.pathname = '/';
  return finished(result);
}

function onOtherProtocol(result, relative) {
  if (!slashed.has(relative.protocol))
    return finished(Object.assign(result, relative));
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !javascript.has(relative.protocol)) {
    // A host has to be there: it is the first part of the path.
    const parts = (relative.pathname || '').split('/');
    while (parts.length && !(relative.host = parts.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (parts[0] !== '')
      parts.unshift('');
    if (parts.length < 2)
      parts.unshift('');
    result.pathname = parts.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search)
    result.path = (result.pathname || '') + (result.search || '');
  result.slashes ||= relative.slashes;
  return finished(result);
}

// Sets the host from a part of the path, which may have an "@" in it, as in
// mailto:.
function hostFromPart(url, part) {
  url.hostname = url.host = part;
  if (part && part.indexOf('@') > 0)
    [url.auth, url.host] = part.split('@');
  url.hostname = url.host;
}

function onPath(result, relative) {
  const sourceIsAbsolute = result.pathname && result.pathname[0] === '/';
  const isAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let endsAbsolute = isAbsolute || sourceIsAbsolute || (result.host && relative.pathname);
  const removeDots = endsAbsolute;
  let parts = result.pathname ? result.pathname.split('/') : [];
  const relativeParts = relative.pathname ? relative.pathname.split('/') : [];
  // Without slashes, ".." may lead up to the host, so it becomes a part of the
  // path for the time being.
  const hostInPath = result.protocol && !slashed.has(result.protocol);
  if (hostInPath) {
    moveHost(result, result.host, parts);
    if (relative.protocol) {
      moveHost(relative, relative.host, relativeParts);
      relative.hostname = relative.host = null;
      result.auth = null;
    }
    endsAbsolute &&= relativeParts[0] === '' || parts[0] === '';
  }

  if (isAbsolute) {
    takeHostOf(result, relative);
    parts = relativeParts;
  } else if (relativeParts.length) {
    parts.pop();
    parts = parts.concat(relativeParts);
  } else if (relative.search !== null && relative.search !== undefined) {
    if (hostInPath)
      hostFromPart(result, parts.shift());
    result.search = relative.search;
    result.query = relative.query;
    setPath(result);
    return finished(result);
  }
  if (isAbsolute || relativeParts.length) {
    result.search = relative.search;
    result.query = relative.query;
  }

  if (!parts.length) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finished(result);
  }

  const last = parts.at(-1);
  const trailing = ((result.host || relative.host || parts.length > 1) &&
                    (last === '.' || last === '..')) || last === '';
  const up = resolveDots(parts);
  if (!endsAbsolute && !removeDots)
    parts.unshift(...Array(up).fill('..'));
  if (endsAbsolute && parts[0] !== '' && (!parts[0] || parts[0][0] !== '/'))
    parts.unshift('');
  if (trailing && parts.join('/').at(-1) !== '/')
    parts.push('');
  const absolute = parts[0] === '' || (parts[0] && parts[0][0] === '/');
  if (hostInPath)
    hostFromPart(result, absolute ? '' : parts.shift() || '');
  endsAbsolute ||= result.host && parts.length;
  if (endsAbsolute && !absolute)
    parts.unshift('');

  if (parts.length) {
    result.pathname = parts.join('/');
  } else {
    result.pathname = result.path = null;
  }
  setPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finished(result);
}

function moveHost(url, host, parts) {
  url.hostname = '';
  url.port = null;
  url.host = '';
  if (!host)
    return;
  if (parts[0] === '')
    parts[0] = host;
  else
    parts.unshift(host);
}

function takeHostOf(result, relative) {
  if (relative.host || relative.host === '') {
    if (result.host !== relative.host)
      result.auth = null;
    result.host = relative.host;
    result.port = relative.port;
  }
  if (relative.hostname || relative.hostname === '') {
    if (result.hostname !== relative.hostname)
      result.auth = null;
    result.hostname = relative.hostname;
  }
}

// Resolves "." and ".." and returns how many levels lead above the start.
function resolveDots(parts) {
  let up = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part === '.') {
      parts.splice(i, 1);
    } else if (part === '..') {
      parts.splice(i, 1);
      up++;
    } else if (up) {
      parts.splice(i, 1);
      up--;
    }
  }
  return up;
}

module.exports = { Url, parse, resolve, resolveObject, format };
