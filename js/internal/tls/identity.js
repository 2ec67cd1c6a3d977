'use strict';

// checkServerIdentity: whether a certificate is for a name. RFC 6125.

const { domainToASCII } = require('url');
const { isIP } = require('net');
const { codes: { ERR_TLS_CERT_ALTNAME_INVALID } } = require('internal/errors');

// labels takes a name apart; it is lower-case and without the last dot.
function labels(name) {
  return name.replace(/\.$/, '').toLowerCase().split('.');
}

// matches compares the labels of a host with a name of a certificate, whose
// first label may have one asterisk.
function matches(host, pattern, wildcards) {
  if (!pattern) return false;
  const given = labels(pattern);
  if (given.length !== host.length || given.includes('') || /[^\x21-\x7e]/.test(pattern)) return false;
  for (let i = host.length - 1; i > 0; i--) {
    if (host[i] !== given[i]) return false;
  }
  const parts = given[0].split('*');
  if (parts.length === 1 || given[0].includes('xn--')) return host[0] === given[0];
  if (!wildcards || parts.length > 2 || given.length <= 2) return false;
  const [prefix, suffix] = parts;
  return prefix.length + suffix.length <= host[0].length && host[0].startsWith(prefix) && host[0].endsWith(suffix);
}

// alternatives takes a list such as 'DNS:a, IP Address:1.2.3.4' apart; names
// in it may be quoted as in JSON.
function alternatives(text) {
  const found = [];
  for (const [, kind, quoted, plain] of text.matchAll(/([^:,]+):(?:("(?:[^"\\]|\\.)*")|([^,]*))(?:, |$)/g))
    found.push([kind, quoted === undefined ? plain : JSON.parse(quoted)]);
  return found;
}

// sameAddress compares addresses in whatever way they are written.
function sameAddress(a, b) {
  const { SocketAddress } = require('net');
  if (isIP(a) !== isIP(b)) return false;
  const canonical = (address) => new SocketAddress({ address, family: isIP(address) === 6 ? 'ipv6' : 'ipv4' }).address;
  return canonical(a) === canonical(b);
}

function reasonAgainst(hostname, cert) {
  const { subject, subjectaltname } = cert;
  const given = subjectaltname ? alternatives(subjectaltname) : [];
  const names = given.filter(([kind]) => kind === 'DNS').map(([, name]) => name);
  const addresses = given.filter(([kind]) => kind === 'IP Address').map(([, name]) => name);
  if (isIP(hostname)) {
    return addresses.some((address) => sameAddress(address, hostname)) ? undefined :
      `IP: ${hostname} is not in the cert's list: ${addresses.join(', ')}`;
  }
  const host = labels(hostname);
  if (names.length > 0 || subject?.CN) {
    if (names.length > 0) {
      return names.some((name) => matches(host, name, true)) ? undefined :
        `Host: ${hostname}. is not in the cert's altnames: ${subjectaltname}`;
    }
    const common = [subject.CN].flat();
    return common.some((name) => matches(host, name, true)) ? undefined : `Host: ${hostname}. is not cert's CN: ${subject.CN}`;
  }
  return 'Cert does not contain a DNS name';
}

function checkServerIdentity(hostname, cert) {
  hostname = `${hostname}`;
  const ascii = domainToASCII(hostname.replace(/\.$/, '')) || hostname.replace(/\.$/, '');
  const reason = reasonAgainst(isIP(hostname) ? hostname : ascii, cert);
  if (reason === undefined) return undefined;
  const error = new ERR_TLS_CERT_ALTNAME_INVALID(reason);
  return Object.assign(error, { reason, host: hostname, cert });
}

module.exports = { checkServerIdentity };
