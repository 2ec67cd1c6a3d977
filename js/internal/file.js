'use strict';

// File: https://w3c.github.io/FileAPI/#file-section

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { Blob, inspectAs } = require('internal/blob');
const { expose } = require('internal/event_target');

const { kClone } = require('internal/structured_clone');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    // The plus throws for a BigInt, as it should.
    this.#lastModified = lastModified === undefined ? Date.now() : +lastModified || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  get [kClone]() {
    return {
      clone() {
        const { name, type, lastModified } = this;
        return new File([this], name, { type, lastModified });
      },
      // For another thread: the content goes as a blob.
      pack() {
        const { name, type, lastModified } = this;
        return { data: { content: this.slice(), name, type, lastModified }, from: 'internal/file:unpack' };
      },
    };
  }

  get name() {
    if (!(#name in Object(this))) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!(#lastModified in Object(this))) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }

  [kInspect](depth, options) {
    const { size, type, name, lastModified } = this;
    return inspectAs(this, 'File', { size, type, name, lastModified }, depth, options);
  }
}
expose(File, 'File', ['name', 'lastModified']);

function unpack({ content, name, type, lastModified }) {
  return new File([content], name, { type, lastModified });
}

module.exports = { File, unpack };
