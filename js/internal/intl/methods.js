'use strict';

// The methods of strings, numbers, dates and arrays that know locales. The host
// puts functions in their places that load this module when one is called.

const uncurry = (fn) => Function.prototype.call.bind(fn);

const timeOf = uncurry(Date.prototype.getTime);
const numberOf = uncurry(Number.prototype.valueOf);
const bigintOf = uncurry(BigInt.prototype.valueOf);

const dates = () => require('internal/intl/date');
const numbers = () => require('internal/intl/number');

// turkish is whether the first locale of a list has a dotless i.
function turkish(locales) {
  const [first] = require('internal/intl/locale').canonicalizeLocaleList(locales);
  return /^(tr|az)(-|$)/.test(first ?? '');
}

// What goes around the letters i of Turkish.
function upper(text, locales) {
  return (turkish(locales) ? text.replaceAll('i', 'İ') : text).toUpperCase();
}

function lower(text, locales) {
  return (turkish(locales) ? text.replaceAll('İ', 'i').replaceAll('I', 'ı') : text).toLowerCase();
}

function list(array, locales, options) {
  const parts = [];
  const length = Math.min(Math.max(Math.trunc(Number(array.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    const value = array[i];
    parts.push(value === undefined || value === null ? '' : String(value.toLocaleString(locales, options)));
  }
  return parts.join(',');
}

module.exports = {
  'Number.toLocaleString': (value, locales, options) => numbers().toLocaleString(numberOf(value), locales, options),
  'BigInt.toLocaleString': (value, locales, options) => numbers().toLocaleString(bigintOf(value), locales, options),
  'Date.toLocaleString': (value, locales, options) => dates().toLocaleString(timeOf(value), locales, options, 'any', 'all'),
  'Date.toLocaleDateString': (value, locales, options) => dates().toLocaleString(timeOf(value), locales, options, 'date', 'date'),
  'Date.toLocaleTimeString': (value, locales, options) => dates().toLocaleString(timeOf(value), locales, options, 'time', 'time'),
  'Date.toTemporalInstant': (value) => require('internal/temporal').toTemporalInstant.call(value),
  'String.localeCompare': (text, other, locales, options) =>
    require('internal/intl/collator').localeCompare(`${text}`, String(other), locales, options),
  'String.toLocaleUpperCase': (text, locales) => upper(`${text}`, locales),
  'String.toLocaleLowerCase': (text, locales) => lower(`${text}`, locales),
  'Array.toLocaleString': list,
};
