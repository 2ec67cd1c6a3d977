'use strict';

// The certificates that are trusted where a script names none: the bundle, with
// those of NODE_EXTRA_CA_CERTS, or what setDefaultCACertificates has set.

const binding = require('internal/binding/tls');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { isArrayBufferView } = require('util').types;
const { validateString } = require('internal/validators');

const { NODE_EXTRA_CA_CERTS: extraFile } = process.env;

let bundledTexts;
let extraTexts;
let defaultTexts; // undefined until asked for or set
let isSet = false;
let prepared; // for contexts

function bundled() {
  return (bundledTexts ??= Object.freeze(binding.rootCertificates()));
}

function extra() {
  return (extraTexts ??= Object.freeze(extraFile ? readExtra() : []));
}

function readExtra() {
  try {
    return binding.splitCertificates(require('fs').readFileSync(extraFile));
  } catch (err) {
    const reason = err.code === 'ENOENT' ? 'error:80000002:system library::No such file or directory' : err.message;
    process._rawDebug(`Warning: Ignoring extra certs from \`${extraFile}\`, load failed: ${reason}`);
    return [];
  }
}

function byDefault() {
  return (defaultTexts ??= Object.freeze([...bundled(), ...extra()]));
}

// getCACertificates returns the trusted certificates; those of the system are
// not looked at.
function getCACertificates(type = 'default') {
  validateString(type, 'type');
  switch (type) {
    case 'default': return byDefault();
    case 'bundled': return bundled();
    case 'extra': return extra();
    case 'system': throw new ERR_INVALID_ARG_VALUE('type', type, 'is not supported');
    default: throw new ERR_INVALID_ARG_VALUE('type', type);
  }
}

function setDefaultCACertificates(certs) {
  if (!Array.isArray(certs)) throw new ERR_INVALID_ARG_TYPE('certs', 'Array', certs);
  certs.forEach((cert, i) => {
    if (typeof cert !== 'string' && !isArrayBufferView(cert))
      throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], cert);
  });
  const texts = [...new Set(certs.flatMap((cert) => binding.splitCertificates(cert)))];
  if (texts.length === 0 && certs.length > 0) {
    throw Object.assign(new Error('No valid certificates found in the provided array'), { code: 'ERR_CRYPTO_OPERATION_FAILED' });
  }
  defaultTexts = Object.freeze(texts);
  isSet = true;
  prepared = undefined;
}

// authorities are what contexts are to trust, undefined if that is the bundle.
function authorities() {
  if (!isSet && extra().length === 0) return undefined;
  return (prepared ??= new binding.Authorities(isSet ? defaultTexts : extra(), !isSet));
}

module.exports = { authorities, bundled, getCACertificates, setDefaultCACertificates };
