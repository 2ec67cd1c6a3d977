'use strict';

// node:trace_events: no categories can be traced.

const { codes: { ERR_TRACE_EVENTS_CATEGORY_REQUIRED } } = require('internal/errors');
const { unavailable } = require('internal/unavailable');
const { validateObject, validateStringArray } = require('internal/validators');

function createTracing(options) {
  validateObject(options, 'options');
  validateStringArray(options.categories, 'options.categories');
  if (options.categories.length <= 0) throw new ERR_TRACE_EVENTS_CATEGORY_REQUIRED();
  unavailable('trace_events.createTracing');
}

function getEnabledCategories() {
  return undefined;
}

module.exports = { createTracing, getEnabledCategories };
