'use strict';

// node:querystring.

const { codes: { ERR_INVALID_URI } } = require('internal/errors');
const { Buffer } = require('buffer');

const defaultMaxKeys = 1000;

function escape(text) {
  if (typeof text !== 'string')
    text = typeof text === 'object' ? String(text) : `${text}`;
  try {
    return encodeURIComponent(text);
  } catch {
    return encodeURIComponent(paired(text));
  }
}

// A surrogate takes what follows it for its other half, whatever that is.
function paired(text) {
  return text.replace(/[\uD800-\uDFFF]([^]?)/g, (both, second) => {
    if (second === '')
      throw new ERR_INVALID_URI();
    return String.fromCodePoint(0x10000 + ((both.charCodeAt(0) & 0x3FF) << 10 | second.charCodeAt(0) & 0x3FF));
  });
}

// What is not hexadecimal behind a "%" is left as it is; decodeSpaces makes
// "+" a space.
function unescapeBuffer(text, decodeSpaces) {
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code === 0x2B && decodeSpaces) {
      code = 0x20;
    } else if (code === 0x25 && isHex(text, i + 1) && isHex(text, i + 2)) {
      code = parseInt(text.slice(i + 1, i + 3), 16);
      i += 2;
    }
    bytes[length++] = code;
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

function isHex(text, i) {
  const code = text.charCodeAt(i);
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function unescape(text, decodeSpaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return module.exports.unescapeBuffer(text, decodeSpaces).toString();
  }
}

function primitiveText(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

// Only strings, and numbers that are written with a "+", have anything to
// encode.
function encoded(value) {
  const text = primitiveText(value);
  const needed = typeof value === 'string' ? value !== '' : typeof value === 'number' && Math.abs(value) >= 1e21;
  return needed ? module.exports.escape(text) : text;
}

function stringify(object, separator, equals, options) {
  if (object === null || typeof object !== 'object')
    return '';
  const sep = separator || '&';
  const eq = equals || '=';
  let encode = module.exports.escape;
  if (options && typeof options.encodeURIComponent === 'function')
    encode = options.encodeURIComponent;
  const convert = encode === escape ? encoded : (value) => encode(primitiveText(value));

  const fields = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    const name = convert(key) + eq;
    if (Array.isArray(value))
      fields.push(...value.map((item) => name + convert(item)));
    else
      fields.push(name + convert(value));
  }
  return fields.join(sep);
}

const escapedByte = /%[0-9A-Fa-f]{2}/;

function parse(text, separator, equals, options) {
  const result = { __proto__: null };
  if (typeof text !== 'string' || text === '')
    return result;
  const sep = separator ? String(separator) : '&';
  const eq = equals ? String(equals) : '=';
  let pairs = defaultMaxKeys;
  if (options && typeof options.maxKeys === 'number')
    pairs = options.maxKeys > 0 ? options.maxKeys : Infinity;
  let decode = module.exports.unescape;
  if (options && typeof options.decodeURIComponent === 'function')
    decode = options.decodeURIComponent;
  const custom = decode !== unescape;
  const part = (s) => {
    s = s.replaceAll('+', custom ? '%20' : ' ');
    return s !== '' && (custom || escapedByte.test(s)) ? decoded(s, decode) : s;
  };

  for (let at = 0; at <= text.length && pairs > 0; pairs--) {
    let end = sep === '' ? -1 : text.indexOf(sep, at); // an empty one separates nothing
    if (end === -1)
      end = text.length;
    if (end > at)
      add(result, text.slice(at, end), eq, part, sep === '');
    at = end + (sep.length || 1);
  }
  return result;
}

function decoded(text, decode) {
  try {
    return decode(text);
  } catch {
    return module.exports.unescape(text, true);
  }
}

// add adds a field to the result. As in Node, what follows the last "+" of a
// value is lost when the separator is empty.
function add(result, field, eq, part, cut) {
  const at = field.indexOf(eq);
  const key = part(at === -1 ? field : field.slice(0, at));
  let value = at === -1 ? '' : field.slice(at + eq.length);
  if (cut)
    value = value.slice(0, value.lastIndexOf('+') + 1);
  value = part(value);
  const before = result[key];
  if (before === undefined)
    result[key] = value;
  else if (Array.isArray(before))
    before.push(value);
  else
    result[key] = [before, value];
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
