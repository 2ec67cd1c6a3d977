'use strict';

// MIMEType and MIMEParams: https://mimesniff.spec.whatwg.org/#understanding-mime-types

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_MIME_SYNTAX } } = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotable = /[^\t\u0020-~\u0080-\u00FF]/;
const leadingSpace = /^[\r\n\t ]+/;
const trailingSpace = /[\r\n\t ]+$/;

const kLenient = Symbol('kLenient');
const kParse = Symbol('kParse');

const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function checkToken(production, text, whole = text) {
  const at = text.search(notToken);
  if (text === '' || at !== -1) throw new ERR_INVALID_MIME_SYNTAX(production, whole, at);
}

// split gives type, subtype and what follows the first semicolon.
function split(text) {
  const trimmed = text.replace(leadingSpace, '');
  const slash = trimmed.indexOf('/');
  const type = slash === -1 ? trimmed : trimmed.slice(0, slash);
  checkToken('type', type, text);
  if (slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', text, -1);
  const rest = trimmed.slice(slash + 1);
  const semicolon = rest.indexOf(';');
  const subtype = (semicolon === -1 ? rest : rest.slice(0, semicolon)).replace(trailingSpace, '');
  checkToken('subtype', subtype, text);
  return [lower(type), lower(subtype), semicolon === -1 ? '' : rest.slice(semicolon + 1)];
}

// quotedAt reads a quoted string that begins behind its quote. An unfinished
// one goes to the end, where a lone backslash stands for itself.
function quotedAt(text, start) {
  let value = '';
  let i = start;
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return [value, i + 1];
}

function endOf(text, start, stops) {
  let i = start;
  while (i < text.length && !stops.includes(text[i])) i++;
  return i;
}

// parameters reads name=value pairs; those that are not valid are left out, and
// of two with the same name the first counts.
function parameters(text) {
  const found = new Map();
  text = text.replace(trailingSpace, '');
  let i = 0;
  while (i < text.length) {
    while (i < text.length && '\r\n\t '.includes(text[i])) i++;
    const nameEnd = endOf(text, i, ';=');
    const name = lower(text.slice(i, nameEnd));
    i = nameEnd + 1;
    if (text[nameEnd] !== '=') continue;
    if (i >= text.length) break;
    let value;
    if (text[i] === '"') {
      [value, i] = quotedAt(text, i + 1);
      i = endOf(text, i, ';') + 1;
    } else {
      const end = endOf(text, i, ';');
      value = text.slice(i, end).replace(trailingSpace, '');
      i = end + 1;
      if (value === '') continue;
    }
    if (name !== '' && !notToken.test(name) && !notQuotable.test(value) && !found.has(name)) found.set(name, value);
  }
  return found;
}

function quote(value) {
  if (value !== '' && !notToken.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

class MIMEParams {
  #found = new Map();
  #unread = null;

  // The text is only parsed when a parameter is asked for.
  [kParse](text) {
    this.#unread = text;
  }

  get #parameters() {
    if (this.#unread !== null) {
      this.#found = parameters(this.#unread);
      this.#unread = null;
    }
    return this.#found;
  }

  delete(name) {
    this.#parameters.delete(lower(`${name}`));
  }

  get(name) {
    return this.#parameters.get(lower(`${name}`)) ?? null;
  }

  has(name) {
    return this.#parameters.has(lower(`${name}`));
  }

  set(name, value) {
    const known = this.#parameters;
    name = lower(`${name}`);
    value = `${value}`;
    checkToken('parameter name', name);
    const at = value.search(notQuotable);
    if (at !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, at);
    known.set(name, value);
  }

  *entries() {
    yield* this.#parameters.entries();
  }

  *keys() {
    yield* this.#parameters.keys();
  }

  *values() {
    yield* this.#parameters.values();
  }

  toString() {
    return [...this.#parameters].map(([name, value]) => `${name}=${quote(value)}`).join(';');
  }
}

function define(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, writable: true, value });
}
define(MIMEParams.prototype, Symbol.iterator, MIMEParams.prototype.entries);
define(MIMEParams.prototype, 'toJSON', MIMEParams.prototype.toString);
const paramsText = MIMEParams.prototype.toString;
const parseLater = MIMEParams.prototype[kParse];
delete MIMEParams.prototype[kParse];

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(text, lenient = null) {
    text = `${text}`;
    if (lenient !== null && lenient !== undefined && lenient !== kLenient) throw new ERR_ILLEGAL_CONSTRUCTOR();
    let parts;
    try {
      parts = split(text);
    } catch (error) {
      if (lenient !== kLenient) throw error;
      return;
    }
    [this.#type, this.#subtype] = parts;
    this.#params = new MIMEParams();
    parseLater.call(this.#params, parts[2]);
  }

  static parse(text) {
    const parsed = new MIMEType(text, kLenient);
    return parsed.type ? parsed : null;
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken('type', value);
    this.#type = lower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken('subtype', value);
    this.#subtype = lower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = paramsText.call(this.#params);
    return `${this.essence}${params === '' ? '' : `;${params}`}`;
  }
}
define(MIMEType.prototype, 'toJSON', MIMEType.prototype.toString);

module.exports = { MIMEParams, MIMEType };
