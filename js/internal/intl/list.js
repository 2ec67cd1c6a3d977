'use strict';

// Intl.ListFormat.

const { defineClass, getOption, join, makeSlots, optionsObject, requireNew } = require('internal/intl/base');
const { localeData } = require('internal/intl/data');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');

const slots = makeSlots('ListFormat');
const owner = 'Intl.ListFormat';

function ListFormat(locales = undefined, options = undefined) {
  requireNew(new.target, 'ListFormat');
  const requested = canonicalizeLocaleList(locales);
  options = optionsObject(options);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit', owner);
  const slot = resolveLocale(requested);
  slot.type = getOption(options, 'type', 'string', ['conjunction', 'disjunction', 'unit'], 'conjunction', owner);
  slot.style = getOption(options, 'style', 'string', ['long', 'short', 'narrow'], 'long', owner);
  slot.between = localeData(slot.dataName).lists[slot.type + slot.style];
  slots.set(this, slot);
}

function parts({ between: [pair, middle, last] }, list) {
  const items = [];
  if (list !== undefined) {
    for (const item of list) {
      if (typeof item !== 'string') throw new TypeError(`Iterable yielded ${String(item)} which is not a string`);
      items.push(item);
    }
  }
  return items.flatMap((value, i) => {
    const element = { type: 'element', value };
    if (i === 0) return [element];
    const literal = items.length === 2 ? pair : i === items.length - 1 ? last : middle;
    return [{ type: 'literal', value: literal }, element];
  });
}

defineClass(ListFormat, {
  format(list) { return join(parts(slots.get(this, 'format'), list)); },
  formatToParts(list) { return parts(slots.get(this, 'formatToParts'), list); },
  resolvedOptions() {
    const { locale, type, style } = slots.get(this, 'resolvedOptions');
    return { locale, type, style };
  },
}, supportedLocalesOf);

module.exports = { ListFormat };
