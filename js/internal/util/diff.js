'use strict';

// util.diff: the edits that turn expected into actual.

const { validateString, validateStringArray } = require('internal/validators');
const { edits } = require('internal/util/inspect');

function pieces(value, name) {
  if (Array.isArray(value)) {
    validateStringArray(value, name);
    return value;
  }
  validateString(value, name);
  return value.split('');
}

function diff(actual, expected) {
  if (actual === expected) return [];
  return edits(pieces(actual, 'actual'), pieces(expected, 'expected'), false);
}

module.exports = { diff };
