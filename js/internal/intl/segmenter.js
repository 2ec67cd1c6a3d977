'use strict';

// Intl.Segmenter.

const binding = require('internal/binding/intl');
const { defineClass, getOption, makeSlots, optionsObject, requireNew, tag } = require('internal/intl/base');
const { canonicalizeLocaleList, resolveLocale, supportedLocalesOf } = require('internal/intl/locale');

const slots = makeSlots('Segmenter');
const segmentsSlots = makeSlots('Segments');
const owner = 'Intl.Segmenter';

function Segmenter(locales = undefined, options = undefined) {
  requireNew(new.target, 'Segmenter');
  const requested = canonicalizeLocaleList(locales);
  options = optionsObject(options);
  getOption(options, 'localeMatcher', 'string', ['lookup', 'best fit'], 'best fit', owner);
  const slot = resolveLocale(requested);
  slot.granularity = getOption(options, 'granularity', 'string', ['grapheme', 'word', 'sentence'], 'grapheme', owner);
  slots.set(this, slot);
}

// The segments of a text are found once, when the first of them is asked for.
function pieces(slot) {
  if (slot.list === undefined) {
    const words = slot.granularity === 'word';
    const found = binding.segments(slot.granularity, slot.input);
    slot.list = [];
    let index = 0;
    for (let i = 0; i < found.length; i += words ? 2 : 1) {
      // Lone surrogates have come back as another character of the same length.
      const segment = slot.input.slice(index, index + found[i].length);
      const piece = { segment, index, input: slot.input };
      if (words) piece.isWordLike = found[i + 1];
      slot.list.push(piece);
      index += found[i].length;
    }
  }
  return slot.list;
}

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const iteratorSlots = makeSlots('SegmentIterator');
const segmentIteratorPrototype = Object.create(iteratorPrototype);
const segmentsPrototype = {};

function methods(object, list) {
  for (const key of Reflect.ownKeys(list)) {
    Object.defineProperty(object, key, { __proto__: null, configurable: true, enumerable: false, writable: true, value: list[key] });
  }
}

methods(segmentIteratorPrototype, {
  next() {
    const slot = iteratorSlots.get(this, 'next');
    const list = pieces(slot.of);
    if (slot.at >= list.length) return { value: undefined, done: true };
    return { value: { ...list[slot.at++] }, done: false };
  },
});
tag(segmentIteratorPrototype, 'Segmenter String Iterator');

methods(segmentsPrototype, {
  containing(index = undefined) {
    const slot = segmentsSlots.get(this, 'containing');
    const n = Math.trunc(Number(index)) || 0;
    if (n < 0 || n >= slot.input.length) return undefined;
    const found = pieces(slot).findLast((piece) => piece.index <= n);
    return { ...found };
  },
  [Symbol.iterator]() {
    const iterator = Object.create(segmentIteratorPrototype);
    return iteratorSlots.set(iterator, { of: segmentsSlots.get(this, '%Segments.prototype%[Symbol.iterator]'), at: 0 });
  },
});

defineClass(Segmenter, {
  segment(input) {
    const { granularity } = slots.get(this, 'segment');
    return segmentsSlots.set(Object.create(segmentsPrototype), { granularity, input: String(input), list: undefined });
  },
  resolvedOptions() {
    const { locale, granularity } = slots.get(this, 'resolvedOptions');
    return { locale, granularity };
  },
}, supportedLocalesOf);

module.exports = { Segmenter };
