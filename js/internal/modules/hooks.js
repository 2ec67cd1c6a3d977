'use strict';

// module.registerHooks: chains of hooks that run in the script's own thread.
// Those of hooks_client.js come after them.
// Source: nodejs/node:lib/internal/modules/customization_hooks.js.

const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { setHooks } = require('internal/binding/modules');

const registered = [];

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    Object.freeze(this);
  }

  deregister() {
    const index = registered.indexOf(this);
    if (index < 0) return;
    registered.splice(index, 1);
    install();
  }
}

function registerHooks(hooks) {
  const { resolve, load } = hooks;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  const added = new ModuleHooks(resolve, load);
  registered.push(added);
  install();
  return added;
}

function install() {
  if (registered.length === 0) {
    setHooks();
    return;
  }
  setHooks(chain('resolve', checkResolve), chain('load', checkLoad));
}

// chain returns what runs the hooks called name, the latest first. Each gets
// the next as its third argument; what it adds to the context, all later ones
// see.
function chain(name, check) {
  const hooks = registered.map((entry) => entry[name]).filter((hook) => hook !== undefined);
  return function (subject, context, last) {
    let reached = hooks.length;
    function step(index) {
      const hook = index < 0 ? last : hooks[index];
      return function next(value, given) {
        reached = index;
        if (given && given !== context) Object.assign(context, given);
        const result = hook(value, context, index < 0 ? undefined : step(index - 1));
        if (index >= 0 && reached === index && !result.shortCircuit) {
          throw new ERR_INVALID_RETURN_PROPERTY_VALUE('true', name, 'shortCircuit', result.shortCircuit);
        }
        return check(value, context, result);
      };
    }
    return step(hooks.length - 1)(subject, context);
  };
}

function checkResolve(specifier, context, result) {
  const { url, format, importAttributes } = result;
  if (typeof url !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', 'resolve', 'url', url);
  if (format && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'resolve', 'format', format);
  }
  if (importAttributes && typeof importAttributes !== 'object') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('an object', 'resolve', 'importAttributes', importAttributes);
  }
  return result;
}

// checkSource throws for what is no module's text. Only built-ins and CommonJS
// modules may be without, and addons have none.
function checkSource(url, format, source) {
  if (source == null && (url.startsWith('node:') || format === 'commonjs')) return;
  const isSource = typeof source === 'string' || isAnyArrayBuffer(source) || isArrayBufferView(source);
  if (format === 'addon' ? source === null : isSource) return;
  const expected = format === 'addon' ? 'null' : 'a string, an ArrayBuffer, or a TypedArray';
  throw new ERR_INVALID_RETURN_PROPERTY_VALUE(expected, 'load', 'source', source);
}

function checkLoad(url, context, result) {
  const { source, format } = result;
  checkSource(url, format, source);
  if (format != null && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'load', 'format', format);
  }
  return result;
}

module.exports = { registerHooks };
