'use strict';

// Intl.RelativeTimeFormat.

const { defineClass, fill, getOption, join, makeSlots, requireNew, toObject } = require('internal/intl/base');
const { localeData } = require('internal/intl/data');
const { format, toDecimal } = require('internal/intl/digits');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');
const { NumberFormat } = require('internal/intl/number');
const { category } = require('internal/intl/plural');

const slots = makeSlots('RelativeTimeFormat');
const owner = 'Intl.RelativeTimeFormat';
const styles = ['long', 'short', 'narrow'];
const digits = { minimumIntegerDigits: 1, minimumFractionDigits: 0, maximumFractionDigits: 3, roundingIncrement: 1, roundingMode: 'halfExpand', roundingType: 'fractionDigits' };

function RelativeTimeFormat(locales = undefined, options = undefined) {
  requireNew(new.target, 'RelativeTimeFormat');
  const requested = canonicalizeLocaleList(locales);
  options = toObject(options);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit', owner);
  const nu = getOption(options, 'numberingSystem', 'string');
  if (nu !== undefined && !/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(nu)) throw new RangeError(`Invalid numberingSystem : ${nu}`);
  const slot = resolveLocale(requested, { nu }, { nu: ['latn'] });
  slot.style = getOption(options, 'style', 'string', styles, 'long', owner);
  slot.numeric = getOption(options, 'numeric', 'string', ['always', 'auto'], 'always', owner);
  slot.numbers = new NumberFormat(slot.locale, { useGrouping: 'auto' });
  slot.data = localeData(slot.dataName).relative;
  slots.set(this, slot);
}

function parts(slot, value, unit) {
  value = Number(value);
  const singular = String(unit).replace(/s$/, '');
  if (!Object.hasOwn(slot.data, singular)) throw new RangeError(`Invalid unit argument for ${owner}.prototype.format() '${unit}'`);
  if (!Number.isFinite(value)) throw new RangeError(`Value need to be finite number for ${owner}.prototype.format()`);
  const { past, future, named } = slot.data[singular][styles.indexOf(slot.style)];
  if (slot.numeric === 'auto' && named[value] !== undefined) return [{ type: 'literal', value: named[value] }];
  const table = value < 0 || Object.is(value, -0) ? past : future;
  const { whole, fraction } = format(digits, toDecimal(Math.abs(value)));
  const text = table[category(slot.locale, false, whole, fraction)] ?? table.other;
  return fill(text, () => slot.numbers.formatToParts(Math.abs(value)).map((part) => ({ ...part, unit: singular })));
}

defineClass(RelativeTimeFormat, {
  format(value, unit) { return join(parts(slots.get(this, 'format'), value, unit)); },
  formatToParts(value, unit) { return parts(slots.get(this, 'formatToParts'), value, unit); },
  resolvedOptions() {
    const { locale, style, numeric, nu } = slots.get(this, 'resolvedOptions');
    return { locale, style, numeric, numberingSystem: nu };
  },
}, supportedLocalesOf);

module.exports = { RelativeTimeFormat };
