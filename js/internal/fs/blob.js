'use strict';

// fs.openAsBlob: a file as a Blob, which is read when the blob is.

const fs = require('fs');
const { fromFile } = require('internal/blob');
const { validPath } = require('internal/binding/fs');
const { validateObject, validateString } = require('internal/validators');

function openAsBlobSync(path, options = {}) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  const file = validPath(path);
  return fromFile(file, fs.statSync(file, { bigint: true }), type);
}

async function settled(blob) { return blob; }

// Bad arguments throw at once, as under Node.
const openAsBlob = (path, options) => settled(openAsBlobSync(path, options));

module.exports = { openAsBlob, openAsBlobSync };
