'use strict';

// node:punycode, which is deprecated: the encoding of RFC 3492, its parameters
// by their names there.

if (!require('internal/binding/callers').isInsideNodeModules()) {
  process.emitWarning('The `punycode` module is deprecated. Please use a userland alternative instead.',
                      'DeprecationWarning', 'DEP0040');
}

const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const maxInt = 2 ** 31 - 1;

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

const overflow = 'Overflow: input needs wider integers to process';
const notBasic = 'Illegal input >= 0x80 (not a basic code point)';
const invalidInput = 'Invalid input';

// Section 6.1.
function adapt(delta, points, first) {
  delta = first ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) >> 1; k += base)
    delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + (base - tMin + 1) * delta / (delta + skew));
}

function threshold(k, bias) {
  return Math.min(Math.max(k - bias, tMin), tMax);
}

// Section 6.2.
function decode(input) {
  const output = [];
  const basic = Math.max(input.lastIndexOf('-'), 0);
  for (let j = 0; j < basic; j++) {
    if (input.charCodeAt(j) >= 0x80)
      throw new RangeError(notBasic);
    output.push(input.charCodeAt(j));
  }
  let n = initialN;
  let i = 0;
  let bias = initialBias;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const before = i;
    for (let w = 1, k = base; ; k += base) {
      if (at >= input.length)
        throw new RangeError(invalidInput);
      const digit = digits.indexOf(input[at++].toLowerCase());
      if (digit === -1)
        throw new RangeError(invalidInput);
      if (digit > Math.floor((maxInt - i) / w))
        throw new RangeError(overflow);
      i += digit * w;
      const t = threshold(k, bias);
      if (digit < t)
        break;
      if (w > Math.floor(maxInt / (base - t)))
        throw new RangeError(overflow);
      w *= base - t;
    }
    const points = output.length + 1;
    bias = adapt(i - before, points, before === 0);
    if (Math.floor(i / points) > maxInt - n)
      throw new RangeError(overflow);
    n += Math.floor(i / points);
    i %= points;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

// Section 6.3.
function encode(input) {
  const points = ucs2decode(input);
  let output = points.filter((c) => c < 0x80).map((c) => String.fromCharCode(c)).join('');
  const basic = output.length;
  if (basic > 0)
    output += '-';
  let n = initialN;
  let delta = 0;
  let bias = initialBias;
  for (let handled = basic; handled < points.length;) {
    const m = Math.min(...points.filter((c) => c >= n));
    if (m - n > Math.floor((maxInt - delta) / (handled + 1)))
      throw new RangeError(overflow);
    delta += (m - n) * (handled + 1);
    n = m;
    for (const c of points) {
      if (c < n && ++delta > maxInt)
        throw new RangeError(overflow);
      if (c === n) {
        output += variableLength(delta, bias);
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled++;
      }
    }
    delta++;
    n++;
  }
  return output;
}

function variableLength(q, bias) {
  let output = '';
  for (let k = base; ; k += base) {
    const t = threshold(k, bias);
    if (q < t)
      return output + digits[q];
    output += digits[t + (q - t) % (base - t)];
    q = Math.floor((q - t) / (base - t));
  }
}

function ucs2decode(string) {
  const points = [];
  for (const character of string)
    points.push(character.codePointAt(0));
  return points;
}

// Applies convert to each label of a domain name or an e-mail address.
function mapDomain(domain, convert) {
  const at = domain.lastIndexOf('@');
  const labels = domain.slice(at + 1).replace(/[\u3002\uFF0E\uFF61]/g, '.').split('.');
  return domain.slice(0, at + 1) + labels.map(convert).join('.');
}

function toUnicode(input) {
  return mapDomain(input, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  return mapDomain(input, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: {
    decode: ucs2decode,
    encode: (points) => String.fromCodePoint(...points),
  },
  decode,
  encode,
  toASCII,
  toUnicode,
};
