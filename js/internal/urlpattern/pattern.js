'use strict';

// The patterns of one component of a URLPattern: their tokens, their parts, and
// the regular expression and the pattern that these stand for.

const { isIdentifierPart, isIdentifierStart } = require('internal/binding/url');

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

module.exports = { compile, defaultOptions, escapePattern, fail, hostnameOptions, pathnameOptions, tokenize };
