'use strict';

// Language tags, which locale a request gets, and Intl.Locale.

const binding = require('internal/binding/intl');
const { defineClass, getOption, getUnicodeType, makeSlots, requireNew, toObject } = require('internal/intl/base');
const { dataName } = require('internal/intl/data');

const defaultLocale = 'en-US';

const alphanum = '[a-z0-9]';
const languageTag = new RegExp(
  `^([a-z]{2,3}|[a-z]{5,8})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:${alphanum}{5,8}|[0-9]${alphanum}{3}))*)` +
  `((?:-[0-9a-wyz](?:-${alphanum}{2,8})+)*)(-x(?:-${alphanum}{1,8})+)?$`, 'i');

const title = (text) => text && text[0].toUpperCase() + text.slice(1).toLowerCase();

const cache = new Map(); // the parts of tags

const incorrect = () => new RangeError('Incorrect locale information provided');

// parse returns the parts of a tag in canonical form.
function parse(text) {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const match = languageTag.exec(text);
  if (match === null) throw incorrect();
  let [, language, script, region, variants, extensions, privateUse = ''] = match;
  variants = variants.toLowerCase().split('-').slice(1);
  if (new Set(variants).size !== variants.length) throw incorrect();
  const singletons = extensions.toLowerCase().split(/(?=-[0-9a-wyz]-)/).filter(Boolean);
  if (new Set(singletons.map((s) => s[1])).size !== singletons.length) throw incorrect();
  const plain = [language.toLowerCase(), title(script), region?.toUpperCase()].filter(Boolean).join('-');
  [, language, script, region] = languageTag.exec(binding.canonical(plain)) ?? match;
  const parts = {
    language: language.toLowerCase(), script: title(script), region: region?.toUpperCase(), variants: variants.sort(),
    others: singletons.filter((s) => s[1] !== 'u').sort(), ...unicode(singletons.find((s) => s[1] === 'u')),
    privateUse: privateUse.toLowerCase(),
  };
  if (cache.size < 1000) cache.set(text, parts);
  return parts;
}

// unicode reads an extension -u-attribute-key-type.
function unicode(extension = '-u') {
  const attributes = [];
  const keywords = new Map();
  let key;
  for (const subtag of extension.split('-').slice(2)) {
    if (subtag.length === 2) {
      key = subtag;
      if (keywords.has(key)) key = `${key} again`; // the first counts
      keywords.set(key, []);
    } else if (key === undefined) {
      attributes.push(subtag);
    } else {
      keywords.get(key).push(subtag);
    }
  }
  const types = new Map();
  for (const [name, subtags] of keywords) {
    if (name.length === 2) types.set(name, subtags.join('-') === 'true' ? '' : subtags.join('-'));
  }
  return { attributes: [...new Set(attributes)].sort(), keywords: types };
}

const baseName = ({ language, script, region, variants }) => [language, script, region, ...variants].filter(Boolean).join('-');

function write(parts) {
  const { attributes, keywords, others, privateUse } = parts;
  const keys = [...keywords].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, type]) => (type ? `-${key}-${type}` : `-${key}`));
  const extensions = [...others];
  if (attributes.length + keys.length > 0) extensions.push(`-u${attributes.map((a) => `-${a}`).join('')}${keys.join('')}`);
  return baseName(parts) + extensions.sort().join('') + privateUse;
}

// valid is parse for a list, whose error names the tag.
function valid(text) {
  try {
    return parse(text);
  } catch {
    throw new RangeError(`Invalid language tag: ${text}`);
  }
}

function canonicalizeLocaleList(locales) {
  if (locales === undefined) return [];
  if (typeof locales === 'string') return [write(valid(locales))];
  if (locales === null) throw new TypeError('Cannot convert undefined or null to object');
  if (slots.has(locales)) return [write(slots.get(locales))];
  const seen = [];
  const object = Object(locales);
  const length = Math.min(Math.max(Math.trunc(Number(object.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (!(i in object)) continue;
    const value = object[i];
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) throw new TypeError('Incorrect locale information provided');
    const tag = slots.has(value) ? write(slots.get(value)) : write(valid(String(value)));
    if (!seen.includes(tag)) seen.push(tag);
  }
  return seen;
}

// lookup returns the locale that there is data for, without extensions.
function lookup(tag) {
  const { language, script, region } = parse(tag);
  const data = dataName(language, script, region);
  if (data === undefined) return undefined;
  const known = region !== undefined && /^[A-Z]{2}$/.test(region) && region !== 'ZZ' || data === 'zh-TW';
  return { locale: [language, data === 'zh-TW' ? script : undefined, known ? region : undefined].filter(Boolean).join('-'), data };
}

// resolveLocale finds the first of the requested locales that there is data
// for. keys are the keys of Unicode extensions that count, each with the types
// that are supported; options override them. The result has a property for each.
function resolveLocale(requested, options = {}, keys = {}) {
  let found;
  let asked = { keywords: new Map() };
  for (const tag of requested) {
    found = lookup(tag);
    if (found !== undefined) {
      asked = parse(tag);
      break;
    }
  }
  found ??= { locale: defaultLocale, data: 'en' };
  const result = { dataName: found.data };
  let extension = '';
  for (const [key, types] of Object.entries(keys)) {
    let value = types[0];
    let kept = '';
    const type = asked.keywords.get(key);
    if (type !== undefined && types.includes(type || 'true')) {
      value = type || 'true';
      kept = type ? `-${key}-${type}` : `-${key}`;
    }
    const option = options[key];
    if (option !== undefined && types.includes(option) && option !== value) {
      value = option;
      kept = '';
    }
    result[key] = value;
    extension += kept;
  }
  result.locale = extension ? `${found.locale}-u${extension}` : found.locale;
  return result;
}

function supportedLocalesOf(locales, options) {
  const requested = canonicalizeLocaleList(locales);
  getOption(toObject(options), 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit');
  return requested.filter((tag) => lookup(tag) !== undefined);
}

const slots = makeSlots('Locale');

function override(parts, options) {
  const read = (name, pattern) => {
    const value = getOption(options, name, 'string');
    if (value !== undefined && !pattern.test(value)) throw incorrect();
    return value;
  };
  const language = read('language', /^([a-z]{2,3}|[a-z]{5,8})$/i) ?? parts.language;
  const script = read('script', /^[a-z]{4}$/i) ?? parts.script;
  const region = read('region', /^([a-z]{2}|[0-9]{3})$/i) ?? parts.region;
  const variants = read('variants', /^([a-z0-9]{5,8}|[0-9][a-z0-9]{3})(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$/i)?.split('-') ?? parts.variants;
  return parse([language, script, region, ...variants].filter(Boolean).join('-'));
}

const hourCycles = ['h11', 'h12', 'h23', 'h24'];

function Locale(tag, options = undefined) {
  requireNew(new.target, 'Locale');
  if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null)) {
    throw new TypeError('First argument to Intl.Locale constructor can\'t be empty or missing');
  }
  const parts = slots.has(tag) ? slots.get(tag) : parse(String(tag));
  options = toObject(options);
  const { language, script, region, variants } = override(parts, options);
  const keywords = new Map(parts.keywords);
  const keyword = (key, value) => {
    if (value !== undefined) keywords.set(key, value === 'true' ? '' : value);
  };
  keyword('ca', getUnicodeType(options, 'calendar'));
  keyword('co', getUnicodeType(options, 'collation'));
  keyword('hc', getOption(options, 'hourCycle', 'string', hourCycles));
  keyword('kf', getOption(options, 'caseFirst', 'string', ['upper', 'lower', 'false']));
  const numeric = getOption(options, 'numeric', 'boolean');
  if (numeric !== undefined) keyword('kn', numeric ? '' : 'false');
  keyword('nu', getUnicodeType(options, 'numberingSystem'));
  slots.set(this, { ...parts, language, script, region, variants, keywords });
}
Object.defineProperty(Locale, 'length', { __proto__: null, configurable: true, value: 1 });

const withLikely = (object, method, all) => {
  const parts = slots.get(object, method);
  const { language, script, region } = parts;
  const changed = parse(binding.likely([language, script, region].filter(Boolean).join('-'), all));
  return new Locale(write({ ...parts, language: changed.language, script: changed.script, region: changed.region }));
};

const keyGetters = { calendar: 'ca', caseFirst: 'kf', collation: 'co', hourCycle: 'hc', numberingSystem: 'nu' };

const methods = {
  maximize() { return withLikely(this, 'maximize', true); },
  minimize() { return withLikely(this, 'minimize', false); },
  toString() { return write(slots.get(this, 'toString')); },
  get baseName() { return baseName(slots.get(this, 'baseName')); },
  get language() { return slots.get(this, 'language').language; },
  get script() { return slots.get(this, 'script').script; },
  get region() { return slots.get(this, 'region').region; },
  get variants() { return slots.get(this, 'variants').variants.join('-') || undefined; },
  get numeric() {
    const type = slots.get(this, 'numeric').keywords.get('kn');
    return type !== undefined && type !== 'false';
  },
};
for (const [name, key] of Object.entries(keyGetters)) {
  Object.defineProperty(methods, name, {
    __proto__: null, configurable: true, enumerable: true, get: { get() { return slots.get(this, name).keywords.get(key); } }.get,
  });
}
defineClass(Locale, methods);

module.exports = { canonicalizeLocaleList, resolveLocale, supportedLocalesOf, Locale };
