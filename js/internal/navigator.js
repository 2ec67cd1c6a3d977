'use strict';

// The global navigator. https://html.spec.whatwg.org/multipage/system-state.html

const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');

const kCreate = Symbol('create');

// platformOf is the name that browsers have for a platform.
function platformOf(platform, arch) {
  switch (platform) {
    case 'darwin': return 'MacIntel';
    case 'win32': return 'Win32';
    case 'linux': return `Linux ${{ ia32: 'i686', x64: 'x86_64', arm64: 'aarch64' }[arch] ?? arch}`;
    case 'freebsd': return `FreeBSD ${{ ia32: 'i386', x64: 'amd64' }[arch] ?? arch}`;
    case 'openbsd': return `OpenBSD ${{ ia32: 'i386', x64: 'amd64' }[arch] ?? arch}`;
  }
  return `${platform[0].toUpperCase()}${platform.slice(1)} ${arch}`;
}

class Navigator {
  #languages = Object.freeze(['en-US']);
  #locks;
  #platform = platformOf(process.platform, process.arch);
  #userAgent = `Node.js/${process.versions.node.split('.', 1)[0]}`;

  constructor() {
    if (arguments[0] !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get hardwareConcurrency() { return this.#languages && require('os').availableParallelism(); }
  get locks() { return this.#locks ??= require('internal/locks').createLockManager(); }
  get language() { return this.#languages[0]; }
  get languages() { return this.#languages; }
  get userAgent() { return this.#userAgent; }
  get platform() { return this.#platform; }
}
for (const name of ['hardwareConcurrency', 'locks', 'language', 'languages', 'userAgent', 'platform'])
  Object.defineProperty(Navigator.prototype, name, { __proto__: null, enumerable: true });

module.exports = { Navigator, navigator: new Navigator(kCreate) };
