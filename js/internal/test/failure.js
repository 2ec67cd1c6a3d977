'use strict';

// The errors that tests fail with.

const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');

// failure makes the ERR_TEST_FAILURE around what was thrown, or of a text.
function failure(error, failureType) {
  const text = error?.message ?? error;
  const err = new ERR_TEST_FAILURE(typeof text === 'string' ? text : require('util').inspect(text));
  err.failureType = failureType;
  err.cause = error;
  return err;
}

function isFailure(err) {
  return err?.code === 'ERR_TEST_FAILURE' && 'failureType' in err;
}

module.exports = { failure, isFailure };
