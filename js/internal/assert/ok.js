'use strict';

// What assert, assert.ok and the other functions do when they fail.

const { codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { format, isError } = require('internal/util/inspect');
const AssertionError = require('internal/assert/assertion_error');

const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;
const escapeControl = (c) => (c === '\b' ? '\\b' : c === '\f' ? '\\f' :
  `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

// sourceMessage shows the expression that called fn, when its source is known.
function sourceMessage(fn) {
  const source = require('internal/errors/source').expressionOf(fn);
  if (source === undefined) return undefined;
  return `The expression evaluated to a falsy value:\n\n  ${source.replace(controls, escapeControl)}\n`;
}

function ambiguous(what) {
  return new ERR_AMBIGUOUS_ARGUMENT('message',
                                    `The error message ${what} has trailing arguments that would be ignored.`);
}

// messageOf takes the arguments behind the values: nothing, a text with what
// fills its placeholders, an error to throw, or a function that makes a text.
function messageOf(args, actual, expected) {
  const [first] = args;
  if (args.length === 0) return undefined;
  if (typeof first === 'string') return args.length > 1 ? format(...args) : first;
  if (isError(first)) {
    if (args.length > 1) throw ambiguous(`was passed as error object "${Error.prototype.toString.call(first)}"`);
    throw first;
  }
  if (typeof first !== 'function') throw new ERR_INVALID_ARG_TYPE('message', ['string', 'function'], first);
  if (args.length > 1) throw ambiguous(`with function "${first.name || 'anonymous'}"`);
  try {
    const text = first(actual, expected);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined; // the assertion's own message is the better one
  }
}

function innerFail(failure) {
  const message = messageOf(failure.message, failure.actual, failure.expected);
  const error = new AssertionError({ ...failure, message });
  if (failure.generatedMessage !== undefined) error.generatedMessage = failure.generatedMessage;
  throw error;
}

function innerOk(fn, args) {
  if (args[0]) return;
  let message;
  const generatedMessage = args.length < 2 || args[1] == null;
  if (args.length === 0) {
    message = ['No value argument passed to `assert.ok()`'];
  } else if (generatedMessage) {
    const text = sourceMessage(fn);
    message = text === undefined ? [] : [text];
  } else {
    message = args.slice(1);
  }
  innerFail({ actual: args[0], expected: true, message, operator: '==', stackStartFn: fn, generatedMessage });
}

module.exports = { innerOk, innerFail };
