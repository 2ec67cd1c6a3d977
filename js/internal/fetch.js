'use strict';

// The global fetch, which is not there yet: it rejects.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

async function fetch(input, init = undefined) {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('fetch');
}

module.exports = { fetch };
