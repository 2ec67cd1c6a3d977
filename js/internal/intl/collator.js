'use strict';

// Intl.Collator, by which String.prototype.localeCompare goes too.

const binding = require('internal/binding/intl');
const { defineClass, getOption, getUnicodeType, makeSlots, toObject } = require('internal/intl/base');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');

const slots = makeSlots('Collator');
const owner = 'Intl.Collator';

function initialize(locales, options) {
  const requested = canonicalizeLocaleList(locales);
  options = toObject(options);
  const usage = getOption(options, 'usage', 'string', ['sort', 'search'], 'sort', owner);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit', owner);
  getUnicodeType(options, 'collation');
  const numeric = getOption(options, 'numeric', 'boolean');
  const caseFirst = getOption(options, 'caseFirst', 'string', ['upper', 'lower', 'false'], undefined, owner);
  const slot = resolveLocale(requested, { kn: numeric === undefined ? undefined : String(numeric), kf: caseFirst },
                             { kf: ['false', 'upper', 'lower'], kn: ['false', 'true'] });
  slot.usage = usage;
  slot.sensitivity = getOption(options, 'sensitivity', 'string', ['base', 'accent', 'case', 'variant'], 'variant', owner);
  slot.ignorePunctuation = getOption(options, 'ignorePunctuation', 'boolean', undefined, false);
  slot.language = slot.locale.split('-u-')[0];
  return slot;
}

// swap turns the cases of letters over.
const swap = (text) => text.replace(/[a-z]/gi, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));

const punctuation = new RegExp('[\\p{P}\\p{Z}]+', 'gu');

function compare(slot, a, b) {
  if (slot.ignorePunctuation) [a, b] = [a.replace(punctuation, ''), b.replace(punctuation, '')];
  if (slot.kf === 'upper') [a, b] = [swap(a), swap(b)];
  return binding.compare(slot.language, slot.sensitivity, slot.kn === 'true', a, b);
}

function Collator(locales = undefined, options = undefined) {
  const self = new.target === undefined ? Object.create(Collator.prototype) : this;
  return slots.set(self, initialize(locales, options));
}

defineClass(Collator, {
  get compare() {
    const slot = slots.get(this, 'compare');
    slot.bound ??= Object.defineProperty((a, b) => compare(slot, String(a), String(b)), 'name', { __proto__: null, value: '' });
    return slot.bound;
  },
  resolvedOptions() {
    const slot = slots.get(this, 'resolvedOptions');
    return {
      locale: slot.locale, usage: slot.usage, sensitivity: slot.sensitivity, ignorePunctuation: slot.ignorePunctuation,
      collation: 'default', numeric: slot.kn === 'true', caseFirst: slot.kf,
    };
  },
}, supportedLocalesOf);

const kept = new Map();
function localeCompare(a, b, locales, options) {
  if (options !== undefined || locales !== undefined && typeof locales !== 'string') return compare(initialize(locales, options), a, b);
  let slot = kept.get(locales);
  if (slot === undefined) {
    slot = initialize(locales, undefined);
    if (kept.size < 100) kept.set(locales, slot);
  }
  return compare(slot, a, b);
}

module.exports = { Collator, localeCompare };
