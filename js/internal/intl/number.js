'use strict';

// Intl.NumberFormat.

const { defineClass, getOption, join, makeSlots, toObject } = require('internal/intl/base');
const { english, localeData } = require('internal/intl/data');
const { readDigitOptions, toDecimal } = require('internal/intl/digits');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');
const { numberParts } = require('internal/intl/number_parts');

const slots = makeSlots('NumberFormat');
const owner = 'Intl.NumberFormat';

function readUnit(slot, options) {
  const option = (name, values, fallback) => getOption(options, name, 'string', values, fallback, owner);
  slot.style = option('style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
  const currency = option('currency');
  if (currency !== undefined && !/^[a-z]{3}$/i.test(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
  if (currency === undefined && slot.style === 'currency') throw new TypeError('Currency code is required with currency style.');
  const currencyDisplay = option('currencyDisplay', ['code', 'symbol', 'narrowSymbol', 'name'], 'symbol');
  const currencySign = option('currencySign', ['standard', 'accounting'], 'standard');
  const unit = option('unit');
  if (unit !== undefined && !unit.split('-per-', 3).every((u, _, all) => Object.hasOwn(english().units.simple, u) && all.length < 3)) {
    throw new RangeError(`Invalid unit argument for ${owner}() '${unit}'`);
  }
  if (unit === undefined && slot.style === 'unit') throw new TypeError(`Invalid unit argument for ${owner}() ''`);
  const unitDisplay = option('unitDisplay', ['short', 'narrow', 'long'], 'short');
  if (slot.style === 'currency') Object.assign(slot, { currency: currency.toUpperCase(), currencyDisplay, currencySign });
  if (slot.style === 'unit') Object.assign(slot, { unit, unitDisplay });
}

function readGrouping(options, fallback) {
  const value = options.useGrouping;
  if (value === undefined) return fallback;
  if (value === true) return 'always';
  if (value === false || value === null || value === 0 || value === '' || Number.isNaN(value)) return false;
  const text = String(value);
  if (text === 'true' || text === 'false') return fallback;
  if (!['min2', 'auto', 'always'].includes(text)) throw new RangeError(`Value ${text} out of range for ${owner} options property useGrouping`);
  return text;
}

function initialize(locales, options) {
  const requested = canonicalizeLocaleList(locales);
  options = toObject(options);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit', owner);
  const numberingSystem = getOption(options, 'numberingSystem', 'string');
  if (numberingSystem !== undefined && !/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(numberingSystem)) {
    throw new RangeError(`Invalid numberingSystem : ${numberingSystem}`);
  }
  const slot = resolveLocale(requested, { nu: numberingSystem }, { nu: ['latn'] });
  readUnit(slot, options);
  slot.notation = getOption(options, 'notation', 'string', ['standard', 'scientific', 'engineering', 'compact'], 'standard', owner);
  let [least, most] = [0, slot.style === 'percent' ? 0 : 3];
  if (slot.style === 'currency' && slot.notation === 'standard') least = most = english().currencies[slot.currency]?.[2] ?? 2;
  readDigitOptions(slot, options, least, most, slot.notation === 'compact');
  const compactDisplay = getOption(options, 'compactDisplay', 'string', ['short', 'long'], 'short', owner);
  if (slot.notation === 'compact') slot.compactDisplay = compactDisplay;
  slot.useGrouping = readGrouping(options, slot.notation === 'compact' ? 'min2' : 'auto');
  slot.signDisplay = getOption(options, 'signDisplay', 'string', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto', owner);
  slot.data = localeData(slot.dataName);
  return slot;
}

function NumberFormat(locales = undefined, options = undefined) {
  const self = new.target === undefined ? Object.create(NumberFormat.prototype) : this;
  return slots.set(self, initialize(locales, options));
}

function rangeParts(slot, start, end) {
  if (start === undefined || end === undefined) throw new TypeError('startRange or endRange is undefined');
  const [from, to] = [toDecimal(start), toDecimal(end)];
  if (from.special === 'nan' || to.special === 'nan') throw new RangeError('Invalid argument');
  const [a, b] = [numberParts(slot, from), numberParts(slot, to)];
  if (join(a) === join(b)) return [{ type: 'approximatelySign', value: '~', source: 'shared' }, ...sourced(a, 'shared')];
  return collapse(a, b);
}

const sourced = (parts, source) => parts.map((part) => ({ ...part, source }));

// collapse puts what both numbers end with, such as a unit, once after them.
function collapse(a, b) {
  const common = (x, y) => x?.type === y?.type && x?.value === y?.value && /^(currency|unit|compact|percentSign|literal)$/.test(x?.type);
  let last = 0;
  while (common(a.at(-1 - last), b.at(-1 - last))) last++;
  const close = a.every(({ type }, i) => i >= a.length - last || /^(integer|group|decimal|fraction)$/.test(type));
  return [
    ...sourced(a.slice(0, a.length - last), 'startRange'),
    { type: 'literal', value: close ? '–' : ' – ', source: 'shared' },
    ...sourced(b.slice(0, b.length - last), 'endRange'),
    ...sourced(a.slice(a.length - last), 'shared'),
  ];
}

defineClass(NumberFormat, {
  get format() {
    const slot = slots.get(this, 'format');
    slot.bound ??= Object.defineProperty((value) => join(numberParts(slot, toDecimal(value))), 'name', { __proto__: null, value: '' });
    return slot.bound;
  },
  formatToParts(value) {
    return numberParts(slots.get(this, 'formatToParts'), toDecimal(value));
  },
  formatRange(start, end) { return join(rangeParts(slots.get(this, 'formatRange'), start, end)); },
  formatRangeToParts(start, end) { return rangeParts(slots.get(this, 'formatRangeToParts'), start, end); },
  resolvedOptions() {
    const slot = slots.get(this, 'resolvedOptions');
    const result = { locale: slot.locale, numberingSystem: slot.nu };
    for (const name of ['style', 'currency', 'currencyDisplay', 'currencySign', 'unit', 'unitDisplay', 'minimumIntegerDigits',
      'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits', 'useGrouping',
      'notation', 'compactDisplay', 'signDisplay', 'roundingIncrement', 'roundingMode', 'roundingPriority', 'trailingZeroDisplay']) {
      if (slot[name] !== undefined) result[name] = slot[name];
    }
    return result;
  },
}, supportedLocalesOf);

// format is what toLocaleString of numbers does, with one object for the calls
// without options.
let plain;
function toLocaleString(value, locales, options) {
  if (locales === undefined && options === undefined) {
    plain ??= initialize(undefined, undefined);
    return join(numberParts(plain, toDecimal(value)));
  }
  return join(numberParts(initialize(locales, options), toDecimal(value)));
}

module.exports = { NumberFormat, toLocaleString };
