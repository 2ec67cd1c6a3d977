'use strict';

// The eval function of a REPL that is given none.

const path = require('path');
const { compileContext, compileScript, importFrom, interruptible } = require('internal/binding/vm');
const { codes: { ERR_SCRIPT_EXECUTION_INTERRUPTED } } = require('internal/errors');
const { Recoverable } = require('internal/repl/recoverable');
const { isObjectLiteral, isRecoverable, isValidSyntax } = require('internal/repl/syntax');
const { contextOf, importName, mayImport, provideImport } = require('internal/vm/context');

const strictPrefix = "'use strict'; void 0;\n"; // void: the directive is not to be the value

// import() is relative to the working folder.
function baseOf() {
  try {
    return path.join(process.cwd(), 'repl');
  } catch {
    return path.join(path.dirname(process.execPath), 'repl'); // the folder is gone
  }
}

function makeEval(repl, { strict, pausing }) {
  const compile = (code, file) => {
    if (strict && code.trim() !== '') code = strictPrefix + code;
    const name = importName();
    const compiler = repl.useGlobal ? compileScript : compileContext;
    const compiled = compiler(code, file, 0, 0, name);
    const run = repl.useGlobal ? globally(compiled) : inContext(compiled);
    if (!mayImport(code)) return run;
    const importing = importFrom(baseOf());
    return (object) => {
      provideImport(name, importing, repl.useGlobal ? undefined : contextOf(object));
      return run(object);
    };
  };
  const regExpMatches = new RegExpMatches();

  return function defaultEval(code, context, file, callback) {
    let attempts;
    try {
      attempts = candidates(code, compile, file);
    } catch (err) {
      callback(err);
      return;
    }
    if (attempts[0].code === '\n') {
      callback(null);
      return;
    }
    const { run, awaits, err } = firstToCompile(attempts, compile, file);
    if (err) {
      callback(err);
      return;
    }
    regExpMatches.restore();
    const finish = (value) => {
      regExpMatches.save();
      callback(null, value);
    };
    const start = () => run(context);
    let result;
    try {
      result = repl.breakEvalOnSigint ? runInterruptibly(repl, start) : start();
    } catch (thrown) {
      fail(repl, thrown);
      return;
    }
    if (awaits) awaitResult(repl, result, pausing, finish);
    else finish(result);
  };
}

// What has been declared globally by let, const and class.
const globalNames = new Set();

function globally(run) {
  return () => {
    for (const name of run.lexical) globalNames.add(name);
    return run();
  };
}

// What scripts see as their global object is the context to others.
function inContext(run) {
  return (object) => {
    const { scope, global } = contextOf(object);
    const value = run(scope);
    return value === global ? object : value;
  };
}

// candidates are the ways to read code, the likeliest first: an object rather
// than a block, the body of an asynchronous function, the code as it is.
function candidates(code, compile, file) {
  const wrapped = isObjectLiteral(code) && isValidSyntax(code) ? `(${code.trim()})\n` : code;
  const list = wrapped === code ? [] : [{ code: wrapped }];
  list.push({ code });
  if (!code.includes('await') || process.execArgv.includes('--no-experimental-repl-await')) return list;
  try {
    const awaiting = require('internal/repl/await').wrapAwait(wrapped);
    if (awaiting !== null) return [{ code: awaiting, awaits: true }, { code }];
  } catch (err) {
    if (err.name === 'SyntaxError' && mayContinue(wrapped.replace(/\bawait\b/g, ''), compile, file))
      throw new Recoverable(err);
    throw err;
  }
  return list;
}

function mayContinue(code, compile, file) {
  try {
    compile(code, file);
    return false;
  } catch {
    return isRecoverable(code);
  }
}

function firstToCompile(attempts, compile, file) {
  let first;
  for (let i = 0; i < attempts.length; i++) {
    const { code, awaits } = attempts[i];
    try {
      return { run: compile(code, file), awaits };
    } catch (err) {
      first ??= err;
    }
  }
  return { err: isRecoverable(attempts.at(-1).code) ? new Recoverable(first) : first };
}

// A domain that the code has entered gets its errors.
function fail(repl, err) {
  if (process.domain?.listenerCount('error') > 0) process.domain.emit('error', err);
  else repl._handleError(err);
}

// runInterruptibly lets ^C end what runs too long. The terminal makes a signal
// of it only when it is not in raw mode.
function runInterruptibly(repl, start) {
  const wasRaw = repl._setRawMode(false);
  let late = false;
  try {
    return interruptible(start, () => { late = true; });
  } finally {
    repl._setRawMode(wasRaw);
    if (late) repl.emit('SIGINT');
  }
}

function interruption() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const err = new ERR_SCRIPT_EXECUTION_INTERRUPTED();
  Error.stackTraceLimit = stackTraceLimit;
  return err;
}

async function awaitResult(repl, promise, pausing, finish) {
  let stop;
  pausing.pause();
  if (repl.breakEvalOnSigint) {
    const interrupted = new Promise((resolve, reject) => {
      stop = () => reject(interruption());
      pausing.interrupts.add(stop);
    });
    promise = Promise.race([promise, interrupted]);
  }
  try {
    const result = await promise;
    finish(result?.value);
  } catch (err) {
    fail(repl, err);
  } finally {
    pausing.interrupts.delete(stop);
    pausing.unpause();
  }
}

// RegExpMatches keeps RegExp.$1 to RegExp.$9 as the user's code has left them,
// whatever the REPL itself looks for.
class RegExpMatches {
  #matches = Array(9).fill('');

  restore() {
    const separator = '\0\0\0';
    RegExp(`^${`${separator}([^]*)`.repeat(this.#matches.length)}$`).exec(separator + this.#matches.join(separator));
  }

  save() {
    this.#matches = this.#matches.map((_, i) => RegExp[`$${i + 1}`]);
  }
}

module.exports = { globalNames, makeEval };
