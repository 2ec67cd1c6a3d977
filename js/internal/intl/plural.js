'use strict';

// Intl.PluralRules, and the plural categories that other classes need.

const binding = require('internal/binding/intl');
const { defineClass, getOption, makeSlots, requireNew, toObject } = require('internal/intl/base');
const { format, readDigitOptions, toDecimal } = require('internal/intl/digits');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');

const slots = makeSlots('PluralRules');

// The languages that have a category for whole millions.
const millions = /^(fr|es|it|pt)(-|$)/;

// category returns the category of a number with these digits.
function category(locale, ordinal, whole, fraction) {
  const language = locale.split('-u-')[0];
  const tail = (digits) => Number(digits.slice(-9) || 0);
  // Big numbers keep their last digits, by which rules go.
  const integer = whole.length > 9 ? 1e9 + Number(whole.slice(-9)) : Number(whole);
  if (!ordinal && millions.test(language) && fraction === '' && /[1-9]0{6,}$/.test(whole)) return 'many';
  const meant = fraction.replace(/0+$/, '');
  return binding.plural(language, ordinal, integer, fraction.length, meant.length, tail(fraction), tail(meant));
}

function PluralRules(locales = undefined, options = undefined) {
  requireNew(new.target, 'PluralRules');
  const requested = canonicalizeLocaleList(locales);
  options = toObject(options);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit');
  const slot = { type: getOption(options, 'type', 'string', ['cardinal', 'ordinal'], 'cardinal') };
  slot.notation = getOption(options, 'notation', 'string', ['standard', 'scientific', 'engineering', 'compact'], 'standard');
  readDigitOptions(slot, options, 0, 3, slot.notation === 'compact');
  slot.locale = resolveLocale(requested).locale;
  slots.set(this, slot);
}

function select(slot, value) {
  const x = toDecimal(value);
  if (x.special) return 'other';
  const { whole, fraction } = format(slot, x);
  return category(slot.locale, slot.type === 'ordinal', whole, fraction);
}

const order = ['zero', 'one', 'two', 'few', 'many', 'other'];
const samples = [...Array(201).keys(), 1000000, '0.1', '1.5', '0.0', '1.0'];

defineClass(PluralRules, {
  select(value) { return select(slots.get(this, 'select'), value); },
  selectRange(start, end) {
    const slot = slots.get(this, 'selectRange');
    if (start === undefined || end === undefined) throw new TypeError('startRange or endRange is undefined');
    if (Number.isNaN(Number(start)) || Number.isNaN(Number(end))) throw new RangeError('Invalid argument');
    return select(slot, end);
  },
  resolvedOptions() {
    const slot = slots.get(this, 'resolvedOptions');
    const result = { locale: slot.locale, type: slot.type, notation: slot.notation };
    for (const name of ['minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits']) {
      if (slot[name] !== undefined) result[name] = slot[name];
    }
    const found = new Set(samples.map((value) => select(slot, value)));
    result.pluralCategories = order.filter((name) => found.has(name));
    for (const name of ['roundingIncrement', 'roundingMode', 'roundingPriority', 'trailingZeroDisplay']) result[name] = slot[name];
    return result;
  },
}, supportedLocalesOf);

module.exports = { PluralRules, category };
