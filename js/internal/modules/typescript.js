'use strict';

// module.stripTypeScriptTypes.

const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
const { stripTypes } = require('internal/binding/modules');

function stripTypeScriptTypes(code, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  const { mode = 'strip', sourceUrl = '', sourceMap = false } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'strip') {
    validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  } else {
    validateBoolean(sourceMap, 'options.sourceMap');
  }
  return stripTypes(code, mode === 'transform', sourceMap, sourceUrl);
}

module.exports = { stripTypeScriptTypes };
