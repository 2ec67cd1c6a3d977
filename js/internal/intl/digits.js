'use strict';

// Decimal numbers and their rounding. A number is { negative, digits, point }:
// the value is 0.digits times ten to the power of point; digits has no zeros at
// its ends, and is '' for zero. NaN and Infinity have special set instead.

const { defaultNumber, getNumberOption, getOption } = require('internal/intl/base');

function fromText(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  return trim({ negative: sign === '-', digits: whole + fraction, point: whole.length + Number(exponent) });
}

function trim({ negative, digits, point }) {
  const start = /^0*/.exec(digits)[0].length;
  digits = digits.slice(start).replace(/0+$/, '');
  return { negative, digits, point: digits === '' ? 0 : point - start };
}

function fromNumber(value) {
  if (Number.isNaN(value)) return { special: 'nan', negative: false };
  if (!Number.isFinite(value)) return { special: 'infinity', negative: value < 0 };
  return { ...fromText(String(Math.abs(value))), negative: value < 0 || Object.is(value, -0) };
}

// toDecimal is ToIntlMathematicalValue: strings keep all of their digits.
function toDecimal(value) {
  if (typeof value === 'object' && value !== null || typeof value === 'function') {
    value = typeof value[Symbol.toPrimitive] === 'function' ? value[Symbol.toPrimitive]('number') : primitive(value);
  }
  if (typeof value === 'bigint') return fromText(String(value));
  if (typeof value !== 'string') return fromNumber(Number(value));
  const text = value.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(text) ? fromText(text) : fromNumber(Number(text));
}

function primitive(object) {
  const value = object.valueOf();
  return typeof value === 'object' && value !== null || typeof value === 'function' ? String(object) : value;
}

// roundsUp decides for a remainder: half says how it compares with one half.
function roundsUp(mode, negative, half, odd) {
  switch (mode) {
    case 'ceil': return !negative;
    case 'floor': return negative;
    case 'expand': return true;
    case 'trunc': return false;
  }
  if (half !== 0) return half > 0;
  switch (mode) {
    case 'halfCeil': return !negative;
    case 'halfFloor': return negative;
    case 'halfExpand': return true;
    case 'halfTrunc': return false;
    default: return odd;
  }
}

// round rounds x to so many digits after the point, or to a multiple of
// increment there.
function round(x, places, mode, increment = 1) {
  if (x.special !== undefined) return x;
  const keep = x.point + places;
  if (keep >= x.digits.length && increment === 1) return x;
  const step = BigInt(increment);
  const kept = keep <= 0 ? 0n : BigInt(x.digits.slice(0, keep).padEnd(keep, '0'));
  const rest = keep < 0 ? '0' + x.digits : x.digits.slice(Math.max(keep, 0));
  const over = kept % step;
  if (rest === '' && over === 0n) return x;
  if (x.digits === '') return x;
  const half = compareHalf(2n * over - step, rest);
  let whole = kept / step;
  if (roundsUp(mode, x.negative, half, whole % 2n === 1n)) whole += 1n;
  const digits = String(whole * step);
  return trim({ negative: x.negative, digits, point: digits.length - places });
}

// compareHalf compares base + 2 * 0.rest with zero.
function compareHalf(base, rest) {
  const fraction = rest.replace(/0+$/, '');
  const twice = fraction === '' ? 0 : fraction === '5' ? 1 : fraction[0] < '5' ? 0.5 : 1.5;
  const sum = Number(base) + twice;
  return Math.sign(sum);
}

const significant = (x, max, mode) => (x.digits === '' || x.special ? x : round(x, max - x.point, mode));

// shape returns the digits before and after the point, with zeros added up to
// fewest places after it.
function shape({ digits, point }, fewest) {
  let whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (digits === '') whole = '0';
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return { whole, fraction: fraction.padEnd(fewest, '0') };
}

const roundingIncrements = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];
const roundingModes = ['ceil', 'floor', 'expand', 'trunc', 'halfCeil', 'halfFloor', 'halfExpand', 'halfTrunc', 'halfEven'];

// readDigitOptions is SetNumberFormatDigitOptions.
function readDigitOptions(slot, options, leastDefault, mostDefault, compact) {
  slot.minimumIntegerDigits = getNumberOption(options, 'minimumIntegerDigits', 1, 21, 1);
  let { minimumFractionDigits: minFD, maximumFractionDigits: maxFD, minimumSignificantDigits: minSD, maximumSignificantDigits: maxSD } = options;
  slot.roundingIncrement = getNumberOption(options, 'roundingIncrement', 1, 5000, 1);
  if (!roundingIncrements.includes(slot.roundingIncrement)) throw new RangeError('roundingIncrement value is out of range.');
  slot.roundingMode = getOption(options, 'roundingMode', 'string', roundingModes, 'halfExpand');
  const priority = getOption(options, 'roundingPriority', 'string', ['auto', 'morePrecision', 'lessPrecision'], 'auto');
  slot.trailingZeroDisplay = getOption(options, 'trailingZeroDisplay', 'string', ['auto', 'stripIfInteger'], 'auto');
  if (slot.roundingIncrement !== 1) mostDefault = leastDefault;
  const hasSD = minSD !== undefined || maxSD !== undefined;
  const hasFD = minFD !== undefined || maxFD !== undefined;
  let needSD = priority !== 'auto' || hasSD;
  let needFD = priority !== 'auto' || !hasSD;
  if (priority === 'auto' && needFD && !hasFD && compact) needFD = false;
  if (needSD) {
    slot.minimumSignificantDigits = defaultNumber(minSD, 1, 21, 1, 'minimumSignificantDigits');
    slot.maximumSignificantDigits = defaultNumber(maxSD, slot.minimumSignificantDigits, 21, 21, 'maximumSignificantDigits');
  }
  if (needFD) {
    minFD = defaultNumber(minFD, 0, 100, undefined, 'minimumFractionDigits');
    maxFD = defaultNumber(maxFD, 0, 100, undefined, 'maximumFractionDigits');
    if (minFD === undefined) minFD = Math.min(leastDefault, maxFD ?? leastDefault);
    else if (maxFD === undefined) maxFD = Math.max(mostDefault, minFD);
    else if (minFD > maxFD) throw new RangeError('maximumFractionDigits value is out of range.');
    maxFD ??= Math.max(mostDefault, minFD);
    slot.minimumFractionDigits = minFD;
    slot.maximumFractionDigits = maxFD;
  }
  if (!needSD && !needFD) {
    Object.assign(slot, { minimumFractionDigits: 0, maximumFractionDigits: 0, minimumSignificantDigits: 1, maximumSignificantDigits: 2 });
    slot.roundingType = 'morePrecision';
    slot.roundingPriority = 'morePrecision';
  } else {
    slot.roundingType = priority !== 'auto' ? priority : hasSD ? 'significantDigits' : 'fractionDigits';
    slot.roundingPriority = priority;
  }
  if (slot.roundingIncrement !== 1) {
    if (slot.roundingType !== 'fractionDigits') throw new TypeError('roundingIncrement value is invalid.');
    if (slot.maximumFractionDigits !== slot.minimumFractionDigits) throw new RangeError('roundingIncrement value is out of range.');
  }
}

// format rounds x as the options say. It returns the rounded number, and the
// digits before and after its point.
function format(slot, x) {
  const byFraction = () => ({
    x: round(x, slot.maximumFractionDigits, slot.roundingMode, slot.roundingIncrement),
    fewest: slot.minimumFractionDigits, places: slot.maximumFractionDigits,
  });
  const bySignificant = () => {
    const rounded = significant(x, slot.maximumSignificantDigits, slot.roundingMode);
    const point = rounded.digits === '' ? 1 : rounded.point;
    const places = slot.maximumSignificantDigits - (x.digits === '' ? 1 : x.point);
    return { x: rounded, fewest: Math.max(slot.minimumSignificantDigits - point, 0), places };
  };
  let result;
  switch (slot.roundingType) {
    case 'fractionDigits': result = byFraction(); break;
    case 'significantDigits': result = bySignificant(); break;
    default: {
      const [s, f] = [bySignificant(), byFraction()];
      result = (s.places > f.places) === (slot.roundingType === 'morePrecision') ? s : f;
    }
  }
  let { whole, fraction } = shape(result.x, result.fewest);
  if (slot.trailingZeroDisplay === 'stripIfInteger' && /^0*$/.test(fraction)) fraction = '';
  whole = whole.padStart(slot.minimumIntegerDigits, '0');
  return { x: result.x, whole, fraction };
}

// scaled is x times ten to the power of n.
const scaled = (x, n) => (x.digits ? { ...x, point: x.point + n } : x);

module.exports = { format, readDigitOptions, round, scaled, toDecimal };
