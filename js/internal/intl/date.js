'use strict';

// Intl.DateTimeFormat.

const { defineClass, getNumberOption, getOption, getUnicodeType, join, makeSlots, toObject } = require('internal/intl/base');
const { localeData } = require('internal/intl/data');
const { dateParts, patternOf } = require('internal/intl/date_parts');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');
const { canonicalZone, defaultZone } = require('internal/intl/zone');

const slots = makeSlots('DateTimeFormat');
const owner = 'Intl.DateTimeFormat';

const texts = ['narrow', 'short', 'long'];
const digits = ['2-digit', 'numeric'];
const fields = [
  ['weekday', texts], ['era', texts], ['year', digits], ['month', [...digits, ...texts]], ['day', digits], ['dayPeriod', texts],
  ['hour', digits], ['minute', digits], ['second', digits], ['fractionalSecondDigits', null],
  ['timeZoneName', ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric']],
];
const styles = ['full', 'long', 'medium', 'short'];
const dateFields = ['weekday', 'year', 'month', 'day'];
const timeFields = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits'];

function readZone(value) {
  if (value === undefined) return defaultZone();
  const zone = canonicalZone(String(value));
  if (zone === undefined) throw new RangeError(`Invalid time zone specified: ${value}`);
  return zone;
}

// initialize reads locales and options. Without any field given those of
// defaults are shown: of the date, the time, or both; required says which
// fields count as given.
function initialize(locales, options, required, defaults) {
  const requested = canonicalizeLocaleList(locales);
  options = toObject(options);
  const option = (name, values) => getOption(options, name, 'string', values, undefined, owner);
  option('localeMatcher', ['lookup', 'best fit']);
  const ca = getUnicodeType(options, 'calendar');
  const nu = getUnicodeType(options, 'numberingSystem');
  const hour12 = getOption(options, 'hour12', 'boolean');
  let hourCycle = option('hourCycle', ['h11', 'h12', 'h23', 'h24']);
  if (hour12 !== undefined) hourCycle = undefined;
  const slot = resolveLocale(requested, { ca, nu, hc: hour12 === undefined ? hourCycle : undefined },
                             { ca: ['gregory', 'iso8601'], hc: [undefined, 'h11', 'h12', 'h23', 'h24'], nu: ['latn'] });
  slot.data = localeData(slot.dataName);
  slot.timeZone = readZone(options.timeZone);
  for (const [name, values] of fields) {
    const value = values ? option(name, values) : getNumberOption(options, name, 1, 3, undefined);
    if (value !== undefined) slot[name] = value;
  }
  option('formatMatcher', ['basic', 'best fit']);
  slot.dateStyle = option('dateStyle', styles);
  slot.timeStyle = option('timeStyle', styles);
  chooseFields(slot, required, defaults);
  chooseCycle(slot, hour12);
  return slot;
}

function chooseFields(slot, required, defaults) {
  if (slot.dateStyle !== undefined || slot.timeStyle !== undefined) {
    if (fields.some(([name]) => slot[name] !== undefined)) throw new TypeError('Invalid option : option');
    if (required === 'date' && slot.timeStyle !== undefined) throw new TypeError('Invalid option : timeStyle');
    if (required === 'time' && slot.dateStyle !== undefined) throw new TypeError('Invalid option : dateStyle');
    return;
  }
  const given = (names) => names.some((name) => slot[name] !== undefined);
  const needed = !(required !== 'time' && given(dateFields)) && !(required !== 'date' && given(timeFields));
  if (!needed) return;
  if (defaults !== 'time') slot.year = slot.month = slot.day = 'numeric';
  if (defaults !== 'date') slot.hour = slot.minute = slot.second = 'numeric';
}

function chooseCycle(slot, hour12) {
  const shown = slot.hour !== undefined || slot.timeStyle !== undefined;
  if (!shown) {
    slot.cycle = undefined;
    return;
  }
  const usual = slot.data.cycle;
  if (hour12 === undefined) slot.cycle = slot.hc ?? usual;
  else if (hour12) slot.cycle = usual === 'h11' || usual === 'h23' && /^ja/.test(slot.locale) ? 'h11' : 'h12';
  else slot.cycle = 'h23';
}

function DateTimeFormat(locales = undefined, options = undefined) {
  const self = new.target === undefined ? Object.create(DateTimeFormat.prototype) : this;
  return slots.set(self, initialize(locales, options, 'any', 'date'));
}

function timeValue(date) {
  const at = date === undefined ? Date.now() : Number(date);
  if (!(Math.abs(at) <= 8.64e15)) throw new RangeError('Invalid time value');
  return Math.trunc(at) + 0;
}

function parts(slot, date) {
  slot.pattern ??= patternOf(slot);
  return dateParts(slot, slot.pattern, timeValue(date));
}

function rangeParts(slot, start, end) {
  if (start === undefined || end === undefined) throw new TypeError('startDate or endDate cannot be undefined');
  const [a, b] = [parts(slot, start), parts(slot, end)];
  const sourced = (list, source) => list.map((part) => ({ ...part, source }));
  if (join(a) === join(b)) return sourced(a, 'shared');
  return [...sourced(a, 'startRange'), { type: 'literal', value: ' – ', source: 'shared' }, ...sourced(b, 'endRange')];
}

defineClass(DateTimeFormat, {
  get format() {
    const slot = slots.get(this, 'format');
    slot.bound ??= Object.defineProperty((date) => join(parts(slot, date)), 'name', { __proto__: null, value: '' });
    return slot.bound;
  },
  formatToParts(date) { return parts(slots.get(this, 'formatToParts'), date); },
  formatRange(start, end) { return join(rangeParts(slots.get(this, 'formatRange'), start, end)); },
  formatRangeToParts(start, end) { return rangeParts(slots.get(this, 'formatRangeToParts'), start, end); },
  resolvedOptions() {
    const slot = slots.get(this, 'resolvedOptions');
    const result = { locale: slot.locale, calendar: slot.ca, numberingSystem: slot.nu, timeZone: slot.timeZone };
    if (slot.cycle !== undefined) {
      result.hourCycle = slot.cycle;
      result.hour12 = slot.cycle === 'h11' || slot.cycle === 'h12';
    }
    slot.pattern ??= patternOf(slot);
    for (const [name] of fields) {
      if (slot[name] !== undefined) result[name] = slot.pattern.widths[name] ?? slot[name];
    }
    for (const name of ['dateStyle', 'timeStyle']) if (slot[name] !== undefined) result[name] = slot[name];
    return result;
  },
}, supportedLocalesOf);

// toLocaleString is what the methods of Date do. The formats of calls without
// options are kept, for each kind and zone.
const plain = new Map();
function toLocaleString(date, locales, options, required, defaults) {
  if (Number.isNaN(date)) return 'Invalid Date';
  if (locales !== undefined && typeof locales !== 'string' || options !== undefined) {
    return join(parts(initialize(locales, options, required, defaults), date));
  }
  const key = `${defaults} ${defaultZone()} ${locales ?? ''}`;
  let slot = plain.get(key);
  if (slot === undefined) {
    slot = initialize(locales, undefined, required, defaults);
    if (plain.size < 100) plain.set(key, slot);
  }
  return join(parts(slot, date));
}

module.exports = { DateTimeFormat, toLocaleString };
