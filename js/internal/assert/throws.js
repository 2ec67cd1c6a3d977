'use strict';

// assert.throws, rejects, doesNotThrow and doesNotReject.

const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { inspect, isDeepStrictEqual, isError, types: { isPromise, isRegExp } } = require('internal/util/inspect');
const AssertionError = require('internal/assert/assertion_error');
const { innerFail } = require('internal/assert/ok');

// nothing stands for a function that did not throw.
const nothing = {};

function thrownBy(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return nothing;
}

// isPromiseLike admits other implementations of promises, but not functions
// with a then method, nor thenables that cannot be caught.
function isPromiseLike(value) {
  return isPromise(value) || value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function';
}

async function rejectedBy(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!isPromiseLike(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return nothing;
}

const matches = (regexp, text) => RegExp.prototype.exec.call(regexp, text) !== null;

// Comparison holds the properties of an error that are compared, under a class
// name for the message. A text stands for the expression that it matched.
class Comparison {
  constructor(source, keys, actual) {
    for (const key of keys) {
      if (!(key in source)) continue;
      const matched = actual !== undefined && typeof actual[key] === 'string' &&
        isRegExp(source[key]) && matches(source[key], actual[key]);
      this[key] = matched ? actual[key] : source[key];
    }
  }
}

function compareKey(actual, expected, key, message, keys, fn) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) {
    innerFail({ actual, expected, message: [message], operator: fn.name, stackStartFn: fn });
  }
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

function compareObjects(actual, expected, message, fn) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) {
    keys.push('name', 'message');
  } else if (keys.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  }
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && matches(expected[key], actual[key])) continue;
    compareKey(actual, expected, key, message, keys, fn);
  }
}

function wrongClass(actual, expected) {
  const text = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${text}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  const received = expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return `${text}${received}${actual.message ? `\n\nError message:\n\n${actual.message}` : ''}`;
}

function wrongResult(actual, expected, result) {
  const name = expected.name ? `"${expected.name}" ` : '';
  const caught = isError(actual) ? `\n\nCaught error:\n\n${actual}` : '';
  return `The ${name}validation function is expected to return "true". Received ${inspect(result)}${caught}`;
}

// complaint is why an error is not the expected one, undefined if it is.
function complaint(actual, expected) {
  if (isRegExp(expected)) {
    const text = String(actual);
    if (matches(expected, text)) return undefined;
    return `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  }
  // Arrow functions have no prototype, which instanceof would throw for.
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return wrongClass(actual, expected);
  const result = Reflect.apply(expected, {}, [actual]);
  return result === true ? undefined : wrongResult(actual, expected, result);
}

function validate(actual, expected, message, fn) {
  if (typeof expected !== 'function' && !isRegExp(expected)) {
    if (typeof actual === 'object' && actual !== null) {
      compareObjects(actual, expected, message, fn);
      return;
    }
    const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn });
    error.operator = fn.name;
    throw error;
  }
  const generated = complaint(actual, expected);
  if (generated === undefined) return;
  const error = new AssertionError({
    actual, expected, message: message || generated, operator: fn.name, stackStartFn: fn,
  });
  error.generatedMessage = !message;
  throw error;
}

const acceptable = ['Object', 'Error', 'Function', 'RegExp'];

// expectError takes the arguments behind the function: error and message, or a
// message alone.
function expectError(fn, actual, args, kind) {
  let [error, message] = args;
  if (typeof error === 'string') {
    if (args.length === 2) throw new ERR_INVALID_ARG_TYPE('error', acceptable, error);
    const isObject = typeof actual === 'object' && actual !== null;
    if ((isObject ? actual.message : actual) === error) {
      const what = isObject ? `error message "${actual.message}"` : `error "${actual}"`;
      throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The ${what} is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', acceptable, error);
  }
  if (actual === nothing) {
    const name = error?.name ? ` (${error.name})` : '';
    innerFail({
      actual: undefined,
      expected: error,
      operator: fn.name,
      message: [`Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`],
      stackStartFn: fn,
    });
  }
  if (error) validate(actual, error, message, fn);
}

function isUnwanted(actual, unwanted) {
  if (isRegExp(unwanted)) return matches(unwanted, String(actual));
  if (typeof unwanted !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], unwanted);
  }
  if (unwanted.prototype !== undefined && actual instanceof unwanted) return true;
  if (Object.prototype.isPrototypeOf.call(Error, unwanted)) return false;
  return Reflect.apply(unwanted, {}, [actual]) === true;
}

function expectNoError(fn, actual, [error, message], kind) {
  if (actual === nothing) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !isUnwanted(actual, error)) throw actual;
  innerFail({
    actual,
    expected: error,
    operator: fn.name,
    message: [`Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`],
    stackStartFn: fn,
  });
}

module.exports = { thrownBy, rejectedBy, expectError, expectNoError };
