'use strict';

// node:assert: functions that throw an AssertionError when a value is not as
// expected.

const {
  codes: { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateOneOf } = require('internal/validators');
const {
  assertion, inspect, isDeepEqual, isDeepStrictEqual, isError, isPartialStrictEqual, types: { isRegExp },
} = require('internal/util/inspect');
const AssertionError = require('internal/assert/assertion_error');
const { innerOk, innerFail } = require('internal/assert/ok');
const throwing = require('internal/assert/throws');

const kOptions = Symbol('options');

function assert(...args) {
  innerOk(assert, args);
}
module.exports = assert;

// Assert makes instances whose functions follow options. Functions taken off
// an instance lose the options and go by the defaults, which is why every use
// of this is optional.
function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = Object.assign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  Object.defineProperty(this, kOptions, { __proto__: null, value: options });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

Assert.prototype.fail = function fail(message) {
  if (isError(message)) throw message;
  const error = new AssertionError({
    operator: 'fail',
    stackStartFn: fail,
    message: message === undefined ? 'Failed' : message,
    diff: this?.[kOptions]?.diff,
  });
  if (message === undefined) error.generatedMessage = true;
  throw error;
};

assert.AssertionError = AssertionError;

Assert.prototype.ok = function ok(...args) {
  innerOk(ok, args);
};

// compare makes the function called name, which throws unless passes of the
// actual and the expected value.
function compare(name, passes, operator = name) {
  const fn = assertion(name, passes, function fail(...args) {
    if (args.length < 2) {
      const error = new ERR_MISSING_ARGS('actual', 'expected');
      Error.captureStackTrace(error, fail);
      throw error;
    }
    const [actual, expected, ...message] = args;
    innerFail({ actual, expected, message, operator, stackStartFn: fn, diff: this?.[kOptions]?.diff });
  });
  Assert.prototype[name] = fn;
}

// eslint-disable-next-line eqeqeq
const isLooselyEqual = (a, b) => a == b || Number.isNaN(a) && Number.isNaN(b);

function isStrictlyEqual(a, b) {
  return isDeepStrictEqual(a, b, this?.[kOptions]?.skipPrototype);
}

compare('equal', isLooselyEqual, '==');
compare('notEqual', (a, b) => !isLooselyEqual(a, b), '!=');
compare('deepEqual', isDeepEqual);
compare('notDeepEqual', (a, b) => !isDeepEqual(a, b));
compare('deepStrictEqual', isStrictlyEqual);
compare('notDeepStrictEqual', function(a, b) { return !isStrictlyEqual.call(this, a, b); });
compare('strictEqual', Object.is);
compare('notStrictEqual', (a, b) => !Object.is(a, b));
compare('partialDeepStrictEqual', isPartialStrictEqual);

Assert.prototype.throws = function throws(fn, ...args) {
  throwing.expectError(throws, throwing.thrownBy(fn), args, 'exception');
};

Assert.prototype.rejects = async function rejects(promiseFn, ...args) {
  throwing.expectError(rejects, await throwing.rejectedBy(promiseFn), args, 'rejection');
};

Assert.prototype.doesNotThrow = function doesNotThrow(fn, ...args) {
  throwing.expectNoError(doesNotThrow, throwing.thrownBy(fn), args, 'exception');
};

Assert.prototype.doesNotReject = async function doesNotReject(promiseFn, ...args) {
  throwing.expectNoError(doesNotReject, await throwing.rejectedBy(promiseFn), args, 'rejection');
};

function unwantedText(err) {
  if (typeof err !== 'object' || typeof err.message !== 'string') return inspect(err);
  return err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
}

// joinStacks puts the frames of the original error behind those of the new one
// that it does not have.
function joinStacks(stack, original) {
  const start = original.indexOf('\n    at');
  if (start === -1) return stack;
  const frames = original.slice(start + 1).split('\n');
  let own = stack.split('\n');
  for (const frame of frames) {
    const shared = own.indexOf(frame);
    if (shared !== -1) {
      own = own.slice(0, shared);
      break;
    }
  }
  return `${own.join('\n')}\n${frames.join('\n')}`;
}

Assert.prototype.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  const error = new AssertionError({
    actual: err,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${unwantedText(err)}`,
    stackStartFn: ifError,
    diff: this?.[kOptions]?.diff,
  });
  if (typeof err.stack === 'string') error.stack = joinStacks(error.stack, err.stack);
  throw error;
};

function matchMessage(string, regexp, wanted) {
  if (typeof string !== 'string') {
    return `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  const what = wanted ? 'did not match' : 'was expected to not match';
  return `The input ${what} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
}

function expectMatch(self, fn, string, regexp, message, wanted) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
  const generatedMessage = message.length === 0;
  message[0] ||= matchMessage(string, regexp, wanted);
  innerFail({
    actual: string,
    expected: regexp,
    message,
    operator: fn.name,
    stackStartFn: fn,
    diff: self?.[kOptions]?.diff,
    generatedMessage,
  });
}

Assert.prototype.match = function match(string, regexp, ...message) {
  expectMatch(this, match, string, regexp, message, true);
};

Assert.prototype.doesNotMatch = function doesNotMatch(string, regexp, ...message) {
  expectMatch(this, doesNotMatch, string, regexp, message, false);
};

function strict(...args) {
  innerOk(strict, args);
}

for (const name of [
  'ok', 'fail', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual',
  'strictEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'match', 'doesNotMatch', 'throws', 'rejects',
  'doesNotThrow', 'doesNotReject', 'ifError',
]) {
  assert[name] = Assert.prototype[name];
}

assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.Assert = Assert;
assert.strict.strict = assert.strict;
assert.Assert = Assert;
