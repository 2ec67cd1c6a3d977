'use strict';

// Secrets that only the owner of a key gets to know.

const binding = require('internal/binding/crypto');
const { bytesOf } = require('internal/crypto/bytes');
const { privateHandle, publicHandle } = require('internal/crypto/keys');
const { validateFunction } = require('internal/validators');

function encapsulate(key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return binding.encapsulate(publicHandle(key), callback);
}

function decapsulate(key, ciphertext, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const handle = privateHandle(key);
  return binding.decapsulate(handle, bytesOf(ciphertext, 'ciphertext'), callback);
}

module.exports = { decapsulate, encapsulate };
