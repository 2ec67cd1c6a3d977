'use strict';

// The parts of a formatted number.

const { fill } = require('internal/intl/base');
const { english } = require('internal/intl/data');
const { format, scaled } = require('internal/intl/digits');
const { category } = require('internal/intl/plural');

const endsInLetter = new RegExp('\\p{L}$', 'u');
const displays = ['short', 'narrow', 'long'];

// grouped puts separators between the digits before the point.
function grouped(slot, whole, numbers) {
  const { useGrouping } = slot;
  const least = useGrouping === 'min2' ? 2 : useGrouping === 'always' ? 1 : numbers.least;
  if (useGrouping === false || whole.length < 3 + least) return [{ type: 'integer', value: whole }];
  const groups = [whole.slice(-3)];
  const size = numbers.indian ? 2 : 3;
  for (let rest = whole.slice(0, -3); rest !== ''; rest = rest.slice(0, -size)) groups.unshift(rest.slice(-size));
  return groups.flatMap((value, i) => (i === 0 ? [] : [{ type: 'group', value: numbers.group }]).concat({ type: 'integer', value }));
}

// powers returns by which power of ten a number is divided.
function powers(slot, x) {
  const digits = x.digits === '' || x.special ? 0 : x.point - 1;
  switch (slot.notation) {
    case 'scientific': return digits;
    case 'engineering': return Math.floor(digits / 3) * 3;
    case 'compact': {
      if (digits < 3) return 0;
      const table = slot.data.numbers.compact[slot.compactDisplay];
      const at = Math.min(digits - 3, table.length - 1);
      // Beyond the table numbers keep the last power of it.
      return at + 3 - (table[at][1] - 1);
    }
    default: return 0;
  }
}

// rounded formats x in the power of its notation, and once more if rounding
// has made it so big that it has another.
function rounded(slot, x) {
  let power = powers(slot, x);
  let result = format(slot, scaled(x, -power));
  if (slot.notation !== 'standard' && !x.special) {
    const after = powers(slot, scaled(result.x, power));
    if (after !== power) {
      power = after;
      result = format(slot, scaled(x, -power));
    }
  }
  return { ...result, power };
}

const needsPlural = ({ style, notation, currencyDisplay }) => notation === 'compact' || style === 'unit' || currencyDisplay === 'name';

// bare returns the parts without signs and units, and the plural category.
function bare(slot, x) {
  const { numbers } = slot.data;
  if (x.special) return { parts: [{ type: x.special, value: numbers[x.special] }], plural: 'other', zero: false };
  const { whole, fraction, power, x: result } = rounded(slot, x);
  const parts = grouped(slot, whole, numbers);
  if (fraction !== '') parts.push({ type: 'decimal', value: numbers.decimal }, { type: 'fraction', value: fraction });
  if (slot.notation === 'scientific' || slot.notation === 'engineering') {
    parts.push({ type: 'exponentSeparator', value: 'E' });
    if (power < 0) parts.push({ type: 'exponentMinusSign', value: numbers.minus });
    parts.push({ type: 'exponentInteger', value: String(Math.abs(power)) });
  }
  return { parts, power, plural: needsPlural(slot) ? category(slot.locale, false, whole, fraction) : 'other', zero: result.digits === '' };
}

// compacted puts what a compact number ends with around it.
function compacted(slot, { parts, power, plural }) {
  if (slot.notation !== 'compact' || !power) return parts;
  const table = slot.data.numbers.compact[slot.compactDisplay];
  // Any entry with this power has the same text.
  const entry = table.find(([, digits], i) => i + 3 - (digits - 1) === power)[0];
  return fill(entry[plural] ?? entry.other, () => parts).flatMap((part) => {
    if (part.type !== 'literal') return [part];
    const [, before, text, after] = /^(\s*)(.*?)(\s*)$/s.exec(part.value);
    const pieces = [];
    if (before) pieces.push({ type: 'literal', value: before });
    if (text) pieces.push({ type: 'compact', value: text });
    if (after) pieces.push({ type: 'literal', value: after });
    return pieces;
  });
}

// signOf returns '-', '+' or '' for a number.
function signOf({ signDisplay }, negative, zero, nan) {
  switch (signDisplay) {
    case 'never': return '';
    case 'always': return negative ? '-' : '+';
    case 'exceptZero': return zero || nan ? '' : negative ? '-' : '+';
    case 'negative': return negative && !zero ? '-' : '';
    default: return negative ? '-' : '';
  }
}

function signPart(sign, numbers) {
  return sign === '-' ? { type: 'minusSign', value: numbers.minus } : { type: 'plusSign', value: numbers.plus };
}

function currencyText(slot) {
  const known = slot.data.numbers.symbols[slot.currency];
  const [symbol, narrow] = Array.isArray(known) ? known : [known, known];
  switch (slot.currencyDisplay) {
    case 'code': return slot.currency;
    case 'narrowSymbol': return narrow ?? slot.currency;
    default: return symbol ?? slot.currency;
  }
}

// withCurrency puts currency and sign around a number. Patterns were made with
// a code, which has a space between it and the number that symbols have not.
function withCurrency(slot, sign, parts, special) {
  const { numbers } = slot.data;
  const text = currencyText(slot);
  let pattern = numbers.currency;
  if (sign === '-') pattern = slot.currencySign === 'accounting' ? numbers.accountingMinus : numbers.currencyMinus;
  if (sign === '+') pattern = `+${pattern}`;
  if (!numbers.spaced && pattern.indexOf('¤') < pattern.indexOf('{0}') && (special || !endsInLetter.test(text))) pattern = pattern.replace('¤\u00a0', '¤');
  return fill(pattern.replace('¤', '{¤}').replace(/[-+]/g, '{$&}'), (name) => {
    if (name === '¤') return [{ type: 'currency', value: text }];
    return name === '0' ? parts : [signPart(name, numbers)];
  });
}

function withName(slot, parts, plural) {
  const [one, other] = english().currencies[slot.currency] ?? [slot.currency, slot.currency];
  return [...parts, { type: 'literal', value: ' ' }, { type: 'currency', value: plural === 'one' ? one : other }];
}

function unitPattern(slot, plural) {
  const width = displays.indexOf(slot.unitDisplay);
  const own = slot.data.units[slot.unit]?.[width];
  if (own) return own[plural] ?? own.other;
  const { compound, per } = english().units;
  if (compound[slot.unit]) return compound[slot.unit][width][plural === 'one' ? 0 : 1];
  const [a, b] = slot.unit.split('-per-');
  const first = slot.data.units[a][width];
  return (first[plural] ?? first.other) + per[b][width];
}

function withUnit(slot, parts, plural) {
  const percent = slot.unit === 'percent' && slot.unitDisplay !== 'long';
  return fill(unitPattern(slot, plural), () => parts).flatMap((part) => {
    if (part.type !== 'literal') return [part];
    const [, before, text, after] = /^(\s*)(.*?)(\s*)$/s.exec(part.value);
    const pieces = [];
    if (before) pieces.push({ type: 'literal', value: before });
    if (text) pieces.push({ type: percent ? 'percentSign' : 'unit', value: text });
    if (after) pieces.push({ type: 'literal', value: after });
    return pieces;
  });
}

// numberParts returns the parts of x as slot, of a NumberFormat, has it.
function numberParts(slot, x) {
  if (slot.style === 'percent') x = scaled(x, 2);
  const result = bare(slot, x);
  const sign = signOf(slot, x.negative, result.zero, x.special === 'nan');
  const { numbers } = slot.data;
  let parts = compacted(slot, result);
  if (slot.style === 'currency' && slot.currencyDisplay !== 'name') return withCurrency(slot, sign, parts, x.special !== undefined);
  if (sign) parts = [signPart(sign, numbers), ...parts];
  switch (slot.style) {
    case 'currency': return withName(slot, parts, result.plural);
    case 'unit': return withUnit(slot, parts, result.plural);
    case 'percent': return fill(numbers.percent.replace('%', '{%}'), (name) => (name === '%' ? [{ type: 'percentSign', value: '%' }] : parts));
    default: return parts;
  }
}

module.exports = { numberParts };
