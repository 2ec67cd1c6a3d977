'use strict';

// The global Intl, made when a script first names it.

const { canonicalizeLocaleList } = require('internal/intl/locale');
const { tag } = require('internal/intl/base');
const { supportedValuesOf } = require('internal/intl/values');

const Intl = {};

// Each class is loaded when it is first used.
const classes = {
  Collator: 'internal/intl/collator',
  DateTimeFormat: 'internal/intl/date',
  ListFormat: 'internal/intl/list',
  Locale: 'internal/intl/locale',
  NumberFormat: 'internal/intl/number',
  PluralRules: 'internal/intl/plural',
  RelativeTimeFormat: 'internal/intl/relative',
  Segmenter: 'internal/intl/segmenter',
};

for (const [name, module] of Object.entries(classes)) {
  const define = (value) => Object.defineProperty(Intl, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
  Object.defineProperty(Intl, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      const value = require(module)[name];
      define(value);
      return value;
    },
    set: define,
  });
}

const functions = {
  getCanonicalLocales(locales) { return canonicalizeLocaleList(locales); },
  supportedValuesOf,
};
for (const [name, value] of Object.entries(functions)) {
  Object.defineProperty(Intl, name, { __proto__: null, configurable: true, enumerable: false, writable: true, value });
}
tag(Intl, 'Intl');

module.exports = Intl;
