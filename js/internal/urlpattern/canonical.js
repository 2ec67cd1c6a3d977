'use strict';

// The canonical forms of a URLPattern's components.

const { URL } = require('internal/binding/url');
const { fail } = require('internal/urlpattern/pattern');

const specialPorts = { 'http': '80', 'https': '443', 'ws': '80', 'wss': '443', 'ftp': '21', 'file': '' };

const isSpecial = (protocol) => Object.hasOwn(specialPorts, protocol);

function dummy(href) {
  const url = URL.parse(href);
  if (url === null)
    fail();
  return url;
}

// Sets a part of a URL whose host nobody has; a setter that does not like the
// value leaves that.
function through(part, value, skip) {
  const url = dummy('https://dummy.invalid');
  url[part] = value;
  return url[part].slice(skip);
}

function canonicalProtocol(value) {
  return value === '' ? '' : dummy(`${value}://dummy.invalid`).protocol.slice(0, -1);
}

const canonicalUsername = (value) => through('username', value, 0);
const canonicalPassword = (value) => through('password', value, 0);
const canonicalSearch = (value) => (value === '' ? '' : through('search', `?${value}`, 1));
const canonicalHash = (value) => (value === '' ? '' : through('hash', `#${value}`, 1));

function canonicalHost(scheme) {
  return (value) => {
    if (value === '')
      return '';
    const url = dummy(`${scheme}://dummy.invalid`);
    url.hostname = value;
    if (url.hostname === 'dummy.invalid' && value !== 'dummy.invalid')
      fail();
    return url.hostname;
  };
}

const canonicalDomain = canonicalHost('https');
const canonicalHostname = canonicalHost('dummy');

function canonicalIPv6(value) {
  if (/[^0-9A-Fa-f[\]:]/.test(value))
    fail();
  return value.toLowerCase();
}

function canonicalPort(value, protocol) {
  if (value === '')
    return '';
  const digits = /^\d+/.exec(value.replace(/[\t\n\r]/g, ''))?.[0];
  if (digits === undefined || Number(digits) > 0xFFFF)
    fail();
  const port = String(Number(digits));
  return protocol !== undefined && specialPorts[protocol] === port ? '' : port;
}

function canonicalPathname(value) {
  if (value === '')
    return '';
  return value[0] === '/' ? through('pathname', value, 0) : through('pathname', `/-${value}`, 2);
}

function canonicalOpaquePathname(value) {
  return value === '' ? '' : dummy(`dummy:-${value}`).pathname.slice(1);
}

module.exports = {
  canonicalDomain,
  canonicalHash,
  canonicalHostname,
  canonicalIPv6,
  canonicalOpaquePathname,
  canonicalPassword,
  canonicalPathname,
  canonicalPort,
  canonicalProtocol,
  canonicalSearch,
  canonicalUsername,
  isSpecial,
  parse: dummy,
  specialPorts,
};
