'use strict';

// Intl.supportedValuesOf.

const { english } = require('internal/intl/data');

const values = {
  calendar: () => ['gregory', 'iso8601'],
  collation: () => [],
  currency: () => Object.keys(english().currencies),
  numberingSystem: () => ['latn'],
  timeZone: () => english().listed,
  unit: () => Object.keys(english().units.simple).sort(),
};

function supportedValuesOf(key) {
  key = String(key);
  if (!Object.hasOwn(values, key)) throw new RangeError(`Invalid key : ${key}`);
  return [...values[key]()];
}

module.exports = { supportedValuesOf };
