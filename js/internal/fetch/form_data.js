'use strict';

// The class FormData, and its two forms on the wire.

const { Blob, File } = require('buffer');
const { expose, illegal, iterable, required } = require('internal/fetch/idl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

let entriesOf;

// entry is a name with a value, which is a string or a File.
function entry(where, args) {
  const [name, value, filename] = args;
  required(args, 2, where);
  if (args.length > 2 && !(value instanceof Blob))
    throw new TypeError(`${where}: Expected value ("${JSON.stringify(value)}") to be an instance of Blob.`);
  if (!(value instanceof Blob)) return [`${name}`.toWellFormed(), `${value}`.toWellFormed()];
  if (value instanceof File && filename === undefined) return [`${name}`.toWellFormed(), value];
  return [`${name}`.toWellFormed(), new File([value], filename === undefined ? 'blob' : `${filename}`, {
    type: value.type, lastModified: value.lastModified,
  })];
}

class FormData {
  #entries = [];

  static {
    entriesOf = (object) => {
      if (object === null || typeof object !== 'object' || !(#entries in object)) throw illegal();
      return object.#entries;
    };
  }

  constructor(form = undefined) {
    if (form !== undefined)
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
  }

  append(name, value, filename = undefined) {
    entriesOf(this).push(entry('FormData.append', arguments));
  }

  delete(name) {
    const entries = entriesOf(this);
    required(arguments, 1, 'FormData.delete');
    name = `${name}`;
    this.#entries = entries.filter(([key]) => key !== name);
  }

  get(name) {
    const entries = entriesOf(this);
    required(arguments, 1, 'FormData.get');
    name = `${name}`;
    return entries.find(([key]) => key === name)?.[1] ?? null;
  }

  getAll(name) {
    const entries = entriesOf(this);
    required(arguments, 1, 'FormData.getAll');
    name = `${name}`;
    return entries.filter(([key]) => key === name).map(([, value]) => value);
  }

  has(name) {
    const entries = entriesOf(this);
    required(arguments, 1, 'FormData.has');
    name = `${name}`;
    return entries.some(([key]) => key === name);
  }

  set(name, value, filename = undefined) {
    const entries = entriesOf(this);
    const made = entry('FormData.set', arguments);
    const at = entries.findIndex(([key]) => key === made[0]);
    if (at === -1) {
      entries.push(made);
      return;
    }
    this.#entries = entries.filter(([key], i) => i <= at || key !== made[0]);
    this.#entries[at] = made;
  }

  [kInspect](depth, options) {
    const shown = { __proto__: null };
    for (const [name, value] of entriesOf(this)) {
      if (!Object.hasOwn(shown, name)) shown[name] = value;
      else if (Array.isArray(shown[name])) shown[name].push(value);
      else shown[name] = [shown[name], value];
    }
    options.depth ??= depth;
    options.colors ??= true;
    const text = require('util').formatWithOptions(options, shown);
    return `FormData ${text.slice(text.indexOf(']') + 2)}`;
  }
}
iterable(FormData, (object) => entriesOf(object));
expose(FormData, 'append', 'delete', 'get', 'getAll', 'has', 'set');

const escaped = (text) => text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
const lines = (text) => text.replace(/\r?\n|\r/g, '\r\n');

// multipart is a form as multipart/form-data: a Blob, and its boundary.
function multipart(form) {
  const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, '0')}`;
  const parts = [];
  for (const [name, value] of entriesOf(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lines(name))}"`;
    if (typeof value === 'string') {
      parts.push(`${head}\r\n\r\n${lines(value)}\r\n`);
    } else {
      parts.push(`${head}${value.name ? `; filename="${escaped(value.name)}"` : ''}\r\n` +
        `Content-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`, value, '\r\n');
    }
  }
  parts.push(`--${boundary}--\r\n`);
  return { blob: new Blob(parts), boundary };
}

const unreadable = () => new TypeError('Failed to parse body as FormData.');

// parseMultipart makes a FormData of the bytes of a body.
function parseMultipart(bytes, boundary) {
  const form = new FormData();
  const data = Buffer.from(bytes);
  const mark = Buffer.from(`--${boundary}`);
  let at = data.indexOf(mark);
  if (at === -1) throw unreadable();
  for (;;) {
    at += mark.length;
    if (data.toString('latin1', at, at + 2) === '--') return form;
    if (data.toString('latin1', at, at + 2) !== '\r\n') throw unreadable();
    const headEnd = data.indexOf('\r\n\r\n', at);
    const end = data.indexOf(`\r\n--${boundary}`, headEnd + 2);
    if (headEnd === -1 || end === -1) throw unreadable();
    const part = partOf(data.toString('utf8', at + 2, headEnd));
    const body = data.subarray(headEnd + 4, end);
    if (part.filename === undefined) form.append(part.name, body.toString());
    else form.append(part.name, new File([body], part.filename, { type: part.type }));
    at = end + 2;
  }
}

// partOf reads the head of a part.
function partOf(head) {
  const unescape = (text) => text?.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
  const fields = head.split('\r\n');
  const field = (pattern) => fields.map((line) => pattern.exec(line)).find(Boolean)?.[1];
  const disposition = field(/^content-disposition:\s*form-data\s*;(.*)$/i);
  const name = /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) throw unreadable();
  const filename = /;\s*filename="([^"]*)"/i.exec(`;${disposition}`)?.[1];
  return {
    name: unescape(name),
    filename: unescape(filename),
    type: field(/^content-type:\s*(.*?)\s*$/i) ?? 'text/plain',
  };
}

module.exports = { FormData, multipart, parseMultipart };
