'use strict';

// util.styleText: text between escape sequences, for streams that take them.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
const { inspect } = require('internal/util/inspect');

const bold = 1;
const dim = 2;
const defaultForeground = 39;

const escape = (code) => `\u001b[${code}m`;

// #RGB or #RRGGBB as the code of a true color.
function trueColor(color) {
  if (!/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(color)) {
    throw new ERR_INVALID_ARG_VALUE('format', color, 'must be a valid hex color (#RGB or #RRGGBB)');
  }
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const parts = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  return `38;2;${parts.join(';')}`;
}

function styleOf(format) {
  if (typeof format === 'string' && format[0] === '#') {
    return { open: escape(trueColor(format)), close: escape(defaultForeground), keepClose: false };
  }
  const codes = inspect.colors[format];
  if (!codes) validateOneOf(format, 'format', Object.getOwnPropertyNames(inspect.colors));
  // What ends bold also ends dim: the one must close before the other opens.
  return { open: escape(codes[0]), close: escape(codes[1]), keepClose: codes[0] === bold || codes[0] === dim };
}

// reopen opens the style again where text inside closes it.
function reopen(text, { open, close, keepClose }) {
  const parts = text.split(close);
  const last = parts.length > 1 && parts[parts.length - 1] === '' ? close : '';
  if (last !== '') parts.pop();
  return parts.join(keepClose ? close + open : open) + last;
}

function isStream(value) {
  if (value === null || typeof value !== 'object') return false;
  const isNodeStream = value._readableState || value._writableState ||
    typeof value.write === 'function' && typeof value.on === 'function' ||
    typeof value.pipe === 'function' && typeof value.on === 'function';
  const isWebStream = typeof value.getReader === 'function' && typeof value.pipeThrough === 'function' ||
    typeof value.getWriter === 'function' && typeof value.abort === 'function';
  return isNodeStream || isWebStream;
}

function takesColors(stream) {
  if (!isStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return require('internal/util/colors').shouldColorize(stream);
}

function styleText(format, text, options) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const validateStream = options?.validateStream ?? true;
  validateBoolean(validateStream, 'options.validateStream');
  const plain = validateStream && !takesColors(options?.stream ?? process.stdout);

  let open = '';
  let close = '';
  let styled = text;
  for (const name of Array.isArray(format) ? format : [format]) {
    if (name === 'none') continue;
    const style = styleOf(name);
    open += style.open;
    close = style.close + close;
    styled = reopen(styled, style);
  }
  return plain ? text : `${open}${styled}${close}`;
}

module.exports = { styleText };
