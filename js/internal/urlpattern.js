'use strict';

// URLPattern (https://urlpattern.spec.whatwg.org). The names are those of the
// standard.

const { URL, isIdentifierPart, isIdentifierStart } = require('internal/binding/url');

const components = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const specialPorts = { 'http': '80', 'https': '443', 'ws': '80', 'wss': '443', 'ftp': '21', 'file': '' };

const isSpecial = (protocol) => Object.hasOwn(specialPorts, protocol);

function fail(message = 'Failed to construct URLPattern', code = 'ERR_INVALID_URL_PATTERN') {
  const error = new TypeError(message);
  error.code = code;
  throw error;
}

// Tokens.

const isASCII = (character) => character.codePointAt(0) < 0x80;

// A token has the index where it starts in the list of characters.
function tokenize(input, lenient) {
  const characters = [...input];
  const tokens = [];
  let index = 0;
  const add = (type, next, value) => {
    tokens.push({ type, index, value });
    index = next;
  };
  const invalid = (next) => {
    if (!lenient)
      fail();
    add('invalid-char', next, characters[index]);
  };
  while (index < characters.length) {
    const character = characters[index];
    if (character === '*') {
      add('asterisk', index + 1, character);
    } else if (character === '+' || character === '?') {
      add('modifier', index + 1, character);
    } else if (character === '{') {
      add('open', index + 1, character);
    } else if (character === '}') {
      add('close', index + 1, character);
    } else if (character === '\\') {
      if (index === characters.length - 1)
        invalid(index + 1);
      else
        add('escaped-char', index + 2, characters[index + 1]);
    } else if (character === ':') {
      let end = index + 1;
      while (end < characters.length && (end === index + 1 ? isIdentifierStart : isIdentifierPart)(characters[end]))
        end++;
      if (end === index + 1)
        invalid(end);
      else
        add('name', end, characters.slice(index + 1, end).join(''));
    } else if (character === '(') {
      const end = endOfRegexp(characters, index);
      if (end === -1)
        invalid(index + 1);
      else
        add('regexp', end + 1, characters.slice(index + 1, end).join(''));
    } else {
      add('char', index + 1, character);
    }
  }
  add('end', index, '');
  return { tokens, characters };
}

// Returns where the parenthesis at open is closed, -1 if what stands between
// may not be there.
function endOfRegexp(characters, open) {
  let depth = 1;
  for (let i = open + 1; i < characters.length; i++) {
    const character = characters[i];
    if (!isASCII(character) || (i === open + 1 && character === '?'))
      return -1;
    if (character === '\\') {
      if (++i === characters.length || !isASCII(characters[i]))
        return -1;
    } else if (character === ')') {
      if (--depth === 0)
        return i === open + 1 ? -1 : i;
    } else if (character === '(') {
      depth++;
      if (characters[i + 1] !== '?')
        return -1; // A group that captures.
    }
  }
  return -1;
}

// Parts.

const segmentOptions = (delimiter, prefix) => ({ delimiter, prefix });
const defaultOptions = segmentOptions('', '');
const hostnameOptions = segmentOptions('.', '');
const pathnameOptions = segmentOptions('/', '/');

const escapeRegexp = (text) => text.replace(/[.+*?^${}()[\]|/\\]/g, '\\$&');
const escapePattern = (text) => text.replace(/[+*?:{}()\\]/g, '\\$&');
const segmentWildcard = (options) => `[^${escapeRegexp(options.delimiter)}]+?`;
const fullWildcard = '.*';

function parsePattern(input, options, encode) {
  const { tokens } = tokenize(input, false);
  const parts = [];
  let at = 0;
  let pending = '';
  let numericName = 0;

  const tryConsume = (type) => (tokens[at].type === type ? tokens[at++] : undefined);
  const tryConsumeRegexp = (name) => tryConsume('regexp') ?? (name ? undefined : tryConsume('asterisk'));
  const tryConsumeModifier = () => (tryConsume('modifier') ?? tryConsume('asterisk'))?.value ?? '';
  const consumeText = () => {
    let text = '';
    for (let token; (token = tryConsume('char') ?? tryConsume('escaped-char'));)
      text += token.value;
    return text;
  };
  const addPending = () => {
    if (pending !== '')
      parts.push({ type: 'fixed', value: encode(pending), modifier: '' });
    pending = '';
  };
  const addPart = (prefix, name, regexp, suffix, modifier) => {
    if (!name && !regexp && !modifier) {
      pending += prefix;
      return;
    }
    addPending();
    if (!name && !regexp) {
      if (prefix !== '')
        parts.push({ type: 'fixed', value: encode(prefix), modifier });
      return;
    }
    let value = regexp ? regexp.value : segmentWildcard(options);
    if (regexp?.type === 'asterisk')
      value = fullWildcard;
    let type = 'regexp';
    if (value === segmentWildcard(options))
      type = 'segment';
    else if (value === fullWildcard)
      type = 'full';
    const partName = name ? name.value : String(numericName++);
    if (parts.some((part) => part.name === partName))
      fail();
    parts.push({
      type, value: type === 'regexp' ? value : '', modifier, name: partName,
      prefix: encode(prefix), suffix: encode(suffix),
    });
  };

  while (at < tokens.length) {
    const character = tryConsume('char');
    let name = tryConsume('name');
    let regexp = tryConsumeRegexp(name);
    if (name || regexp) {
      let prefix = character?.value ?? '';
      if (prefix !== '' && prefix !== options.prefix) {
        pending += prefix;
        prefix = '';
      }
      addPending();
      addPart(prefix, name, regexp, '', tryConsumeModifier());
      continue;
    }
    const fixed = character ?? tryConsume('escaped-char');
    if (fixed) {
      pending += fixed.value;
    } else if (tryConsume('open')) {
      const prefix = consumeText();
      name = tryConsume('name');
      regexp = tryConsumeRegexp(name);
      const suffix = consumeText();
      if (!tryConsume('close'))
        fail();
      addPart(prefix, name, regexp, suffix, tryConsumeModifier());
    } else {
      addPending();
      if (!tryConsume('end'))
        fail();
    }
  }
  return parts;
}

function regexpOf(parts, options) {
  let source = '^';
  for (const part of parts) {
    const { type, modifier } = part;
    if (type === 'fixed') {
      source += modifier ? `(?:${escapeRegexp(part.value)})${modifier}` : escapeRegexp(part.value);
      continue;
    }
    const inner = type === 'segment' ? segmentWildcard(options) : type === 'full' ? fullWildcard : part.value;
    const prefix = escapeRegexp(part.prefix);
    const suffix = escapeRegexp(part.suffix);
    const repeated = modifier === '*' || modifier === '+';
    if (prefix === '' && suffix === '') {
      source += repeated ? `((?:${inner})${modifier})` : `(${inner})${modifier}`;
    } else if (repeated) {
      source += `(?:${prefix}((?:${inner})(?:${suffix}${prefix}(?:${inner}))*)${suffix})${modifier === '*' ? '?' : ''}`;
    } else {
      source += `(?:${prefix}(${inner})${suffix})${modifier}`;
    }
  }
  return `${source}$`;
}

function patternOf(parts, options) {
  let pattern = '';
  parts.forEach((part, i) => {
    const { type, modifier } = part;
    if (type === 'fixed') {
      pattern += modifier ? `{${escapePattern(part.value)}}${modifier}` : escapePattern(part.value);
      return;
    }
    const previous = parts[i - 1];
    const next = parts[i + 1];
    const named = !/^\d/.test(part.name);
    const grouped = needsGrouping(part, previous, next, named, options);
    if (grouped)
      pattern += '{';
    pattern += escapePattern(part.prefix);
    if (named)
      pattern += `:${part.name}`;
    if (type === 'regexp') {
      pattern += `(${part.value})`;
    } else if (type === 'segment' && !named) {
      pattern += `(${segmentWildcard(options)})`;
    } else if (type === 'full') {
      const bare = !named && (!previous || previous.type === 'fixed' || previous.modifier || grouped || part.prefix !== '');
      pattern += bare ? '*' : `(${fullWildcard})`;
    }
    if (type === 'segment' && named && part.suffix !== '' && isIdentifierPart(part.suffix))
      pattern += '\\';
    pattern += escapePattern(part.suffix) + (grouped ? '}' : '') + modifier;
  });
  return pattern;
}

function needsGrouping(part, previous, next, named, options) {
  if (part.suffix !== '' || (part.prefix !== '' && part.prefix !== options.prefix))
    return true;
  if (named && part.type === 'segment' && !part.modifier && next && !next.prefix && !next.suffix) {
    if (next.type === 'fixed' ? isIdentifierPart(next.value) : /^\d/.test(next.name))
      return true;
  }
  return part.prefix === '' && previous?.type === 'fixed' && options.prefix !== '' &&
         previous.value.at(-1) === options.prefix;
}

function compile(input, options, encode, ignoreCase = false) {
  const parts = parsePattern(input, options, encode);
  let regexp;
  try {
    regexp = new RegExp(regexpOf(parts, options), ignoreCase ? 'ui' : 'u');
  } catch {
    fail();
  }
  return {
    pattern: patternOf(parts, options),
    regexp,
    names: parts.filter((part) => part.type !== 'fixed').map((part) => part.name),
    hasRegexp: parts.some((part) => part.type === 'regexp'),
  };
}

// Canonical forms.

function dummy(href) {
  const url = URL.parse(href);
  if (url === null)
    fail();
  return url;
}

// Sets a part of a URL whose host nobody has; a setter that does not like the
// value leaves that.
function through(part, value, skip) {
  const url = dummy('https://dummy.invalid');
  url[part] = value;
  return url[part].slice(skip);
}

function canonicalProtocol(value) {
  return value === '' ? '' : dummy(`${value}://dummy.invalid`).protocol.slice(0, -1);
}

const canonicalUsername = (value) => through('username', value, 0);
const canonicalPassword = (value) => through('password', value, 0);
const canonicalSearch = (value) => (value === '' ? '' : through('search', `?${value}`, 1));
const canonicalHash = (value) => (value === '' ? '' : through('hash', `#${value}`, 1));

function canonicalHost(scheme) {
  return (value) => {
    if (value === '')
      return '';
    const url = dummy(`${scheme}://dummy.invalid`);
    url.hostname = value;
    if (url.hostname === 'dummy.invalid' && value !== 'dummy.invalid')
      fail();
    return url.hostname;
  };
}

const canonicalDomain = canonicalHost('https');
const canonicalHostname = canonicalHost('dummy');

function canonicalIPv6(value) {
  if (/[^0-9A-Fa-f[\]:]/.test(value))
    fail();
  return value.toLowerCase();
}

function canonicalPort(value, protocol) {
  if (value === '')
    return '';
  const digits = /^\d+/.exec(value.replace(/[\t\n\r]/g, ''))?.[0];
  if (digits === undefined || Number(digits) > 0xFFFF)
    fail();
  const port = String(Number(digits));
  return protocol !== undefined && specialPorts[protocol] === port ? '' : port;
}

function canonicalPathname(value) {
  if (value === '')
    return '';
  return value[0] === '/' ? through('pathname', value, 0) : through('pathname', `/-${value}`, 2);
}

function canonicalOpaquePathname(value) {
  return value === '' ? '' : dummy(`dummy:-${value}`).pathname.slice(1);
}

// Strings and dictionaries.

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
    base = dummy(init.baseURL);
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
