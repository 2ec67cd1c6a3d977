'use strict';

// AssertionError, and what its messages say. The texts that show differences
// are made by internal/assert/message, which is only loaded to fail.

const { validateObject } = require('internal/validators');
const { inspect } = require('internal/util/inspect');

const maxShownLines = 10;
const maxShownLength = 512;

function isTraceLimitWritable() {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (limit === undefined) return Object.isExtensible(Error);
  return 'writable' in limit ? limit.writable : limit.set !== undefined;
}

function shorten(text) {
  const lines = text.split('\n', maxShownLines + 1);
  if (lines.length > maxShownLines) return `${lines.slice(0, maxShownLines).join('\n')}\n...`;
  if (text.length > maxShownLength) return `${text.slice(maxShownLength)}...`;
  return text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, details, stackStartFn, stackStartFunction, diff = 'simple' } = options;
    const { text, actual, expected } = require('internal/assert/message').describe(options, diff);
    // The stack is taken below, without the frames of the assertion itself.
    const limit = Error.stackTraceLimit;
    const writable = isTraceLimitWritable();
    if (writable) Error.stackTraceLimit = 0;
    super(text);
    if (writable) Error.stackTraceLimit = limit;

    this.generatedMessage = !message;
    // The stack is to begin with the name and the code.
    Object.defineProperty(this, 'name', {
      __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      details.forEach((detail, i) => {
        this[`message ${i}`] = detail.message;
        this[`actual ${i}`] = detail.actual;
        this[`expected ${i}`] = detail.expected;
        this[`operator ${i}`] = detail.operator;
        this[`stack trace ${i}`] = detail.stack;
      });
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack; // eslint-disable-line no-unused-expressions
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  // The message shows both values; here they are only hinted at.
  [inspect.custom](depth, options) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = shorten(actual);
    if (typeof expected === 'string') this.expected = shorten(expected);
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = AssertionError;
