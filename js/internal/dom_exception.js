'use strict';

// DOMException: https://webidl.spec.whatwg.org/#idl-DOMException

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');

// The names that have a number from older standards, in the order of the
// numbers; those without a constant today are empty.
const legacy = [
  ['IndexSizeError', 'INDEX_SIZE_ERR'],
  ['DOMStringSizeError', 'DOMSTRING_SIZE_ERR', true],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR'],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR'],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR'],
  ['NoDataAllowedError', 'NO_DATA_ALLOWED_ERR', true],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR'],
  ['NotFoundError', 'NOT_FOUND_ERR'],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR'],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
  ['InvalidStateError', 'INVALID_STATE_ERR'],
  ['SyntaxError', 'SYNTAX_ERR'],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR'],
  ['NamespaceError', 'NAMESPACE_ERR'],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR'],
  ['ValidationError', 'VALIDATION_ERR', true],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR'],
  ['SecurityError', 'SECURITY_ERR'],
  ['NetworkError', 'NETWORK_ERR'],
  ['AbortError', 'ABORT_ERR'],
  ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR'],
  ['TimeoutError', 'TIMEOUT_ERR'],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR'],
  ['DataCloneError', 'DATA_CLONE_ERR'],
];

const codes = new Map();
legacy.forEach(([name, , unnamed], i) => {
  if (!unnamed) codes.set(name, i + 1);
});

// What an exception keeps. It is an Error, made by Error's own constructor so
// that it has a stack, with DOMException's prototype.
const internals = new WeakMap();

function fields(exception) {
  const found = internals.get(exception);
  if (found === undefined) throw new ERR_INVALID_THIS('DOMException');
  return found;
}

class DOMException {
  constructor(message = '', options = 'Error') {
    const self = Reflect.construct(Error, [], new.target);
    Error.captureStackTrace(self, new.target);
    let name = options;
    if (options !== null && typeof options === 'object') {
      name = 'name' in options ? options.name : 'Error';
      if ('cause' in options) {
        Object.defineProperty(self, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    }
    internals.set(self, { message: `${message}`, name: `${name}` });
    Object.defineProperty(self, 'stack', {
      __proto__: null, configurable: true, writable: true,
      value: self.stack.replace(/^.*$/m, message === '' ? `${name}` : `${name}: ${message}`),
    });
    return self;
  }

  get name() { return fields(this).name; }
  get message() { return fields(this).message; }
  get code() { return codes.get(fields(this).name) ?? 0; }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});
legacy.forEach(([, constant], i) => {
  const property = { __proto__: null, enumerable: true, value: i + 1 };
  Object.defineProperty(DOMException, constant, property);
  Object.defineProperty(DOMException.prototype, constant, property);
});

Object.defineProperty(DOMException.prototype, require('internal/structured_clone').kClone, {
  __proto__: null,
  value: {
    clone() {
      const { message, name } = fields(this);
      const copy = new DOMException(message, name);
      copy.stack = this.stack;
      return copy;
    },
    pack() {
      const { message, name } = fields(this);
      return { data: { message, name, stack: this.stack }, from: 'internal/dom_exception:unpack' };
    },
  },
});

// unpack makes the exception of what pack has made of one in another thread.
function unpack({ message, name, stack }) {
  return Object.assign(new DOMException(message, name), { stack });
}

class QuotaExceededError extends DOMException {
  #quota = null;
  #requested = null;

  constructor(message = '', options = undefined) {
    super(message, 'QuotaExceededError');
    if (options !== undefined && (options === null || typeof options !== 'object'))
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    if (options?.quota !== undefined) this.#quota = Number(options.quota);
    if (options?.requested !== undefined) this.#requested = Number(options.requested);
  }

  get quota() { return this.#quota; }
  get requested() { return this.#requested; }
}

module.exports = { DOMException, QuotaExceededError, unpack };
