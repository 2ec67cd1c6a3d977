'use strict';

// One run of a chain of asynchronous hooks, the latest first. Source:
// nodejs/node:lib/internal/modules/esm/hooks.js.

const { codes: { ERR_INVALID_RETURN_VALUE, ERR_LOADER_CHAIN_INCOMPLETE } } = require('internal/errors');
const { validateObject } = require('internal/validators');

let warned = false; // of importAssertions

function warnAssertions() {
  if (warned) return;
  warned = true;
  process.emitWarning('Use `importAttributes` instead of `importAssertions`', 'ExperimentalWarning');
}

// aliasAssertions gives a context the name that importAttributes had before.
function aliasAssertions(context) {
  Object.defineProperty(context, 'importAssertions', {
    __proto__: null,
    configurable: true,
    get() {
      warnAssertions();
      return this.importAttributes;
    },
    set(value) {
      warnAssertions();
      this.importAttributes = value;
    },
  });
}

// attributesOf returns the attributes that a result of a chain has, by either
// name.
function attributesOf({ importAttributes, importAssertions }) {
  if (importAttributes !== undefined || importAssertions === undefined) return importAttributes;
  warnAssertions();
  return importAssertions;
}

class Run {
  #hooks;
  #name;
  #context;
  #checkArgument;
  #reached = ''; // the hook that was called last, for messages
  #finished = false; // the last of the chain has been called
  #stopped = false; // a hook has said that it is to end there

  // hooks are { fn, url }; checkArgument throws for a bad first argument of one.
  constructor(name, hooks, context, checkArgument) {
    this.#name = name;
    this.#hooks = hooks;
    this.#context = context;
    aliasAssertions(context);
    this.#checkArgument = checkArgument;
  }

  // call runs the chain and returns its result and what to call the hook that it
  // comes from.
  async call(subject) {
    const result = await this.#next(this.#hooks.length - 1)(subject, this.#context);
    this.#checkResult(this.#reached, result);
    if (result.shortCircuit === true) this.#stopped = true;
    if (!this.#finished && !this.#stopped) throw new ERR_LOADER_CHAIN_INCOMPLETE(this.#reached);
    return { result, from: this.#reached };
  }

  #checkResult(from, result) {
    if (typeof result !== 'object' || result === null) throw new ERR_INVALID_RETURN_VALUE('an object', from, result);
  }

  // next is the function that calls the hook at index.
  #next(index) {
    const { fn, url } = this.#hooks[index];
    const name = `next${this.#name[0].toUpperCase()}${this.#name.slice(1)}`;
    const following = index > 0 ? this.#next(index - 1) : undefined;
    const call = async (subject, context) => {
      this.#reached = `${url} '${this.#name}'`;
      this.#checkArgument(`${this.#reached} hook's ${name}()`, subject);
      if (context) validateObject(context, `${this.#reached} hook's ${name}() context`);
      if (index === 0) this.#finished = true;
      if (context && context !== this.#context) Object.assign(this.#context, context);
      const result = await fn(subject, this.#context, following);
      this.#checkResult(`${url} '${this.#name}' hook's ${name}()`, result);
      if (result.shortCircuit === true) this.#stopped = true;
      return result;
    };
    Object.defineProperty(call, 'name', { __proto__: null, configurable: true, value: name });
    return call;
  }
}

module.exports = { Run, attributesOf };
