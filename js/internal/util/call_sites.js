'use strict';

// util.getCallSites: where the functions on the stack are.

const { validateBoolean, validateInteger, validateObject } = require('internal/validators');

const maxFrames = 200;

// capture asks the engine for frames in its own form.
function capture(count, above) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = count;
  try {
    Error.captureStackTrace(holder, above);
    return holder.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function getCallSites(frameCount = 10, options = undefined) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    frameCount = 10;
    validateObject(options, 'options');
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  if (options?.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  validateInteger(frameCount, 'frameCount', 1, maxFrames);
  // Stacks always name the source that was written, so sourceMap has no effect.
  return capture(frameCount, require('util').getCallSites).map((site) => {
    const column = site.getColumnNumber() ?? 0;
    return {
      __proto__: null,
      functionName: site.getFunctionName() ?? '',
      scriptId: '0',
      scriptName: site.getScriptNameOrSourceURL() ?? '',
      lineNumber: site.getLineNumber() ?? 0,
      columnNumber: column,
      column,
    };
  });
}

module.exports = { getCallSites };
