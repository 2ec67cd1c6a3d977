'use strict';

// Imports in the hooks thread: the hooks that it has resolve and load a module
// and all that it imports, before it runs.

const { importConditions, keepLoaded, keepResolved, setGather } = require('internal/binding/modules');

// install has resolve(specifier, context) and load(url, context) asked from now
// on.
function install(resolve, load) {
  const loading = new Map(); // promises of what a module imports

  async function loadModule(key, { url, format, importAttributes }) {
    return keepLoaded(key, url, await load(url, { conditions: importConditions(), format, importAttributes }));
  }

  // gather loads what specifier means, unless it is among seen, or has been
  // loaded before.
  async function gather(specifier, parentURL, importAttributes, seen = new Set()) {
    const resolved = await resolve(specifier, { conditions: importConditions(), importAttributes: { ...importAttributes }, parentURL });
    resolved.importAttributes ??= importAttributes;
    const key = keepResolved(specifier, parentURL, importAttributes, resolved);
    if (key === undefined || seen.has(key)) return;
    seen.add(key);
    if (!loading.has(key)) loading.set(key, loadModule(key, resolved));
    try {
      const imports = await loading.get(key);
      await Promise.all(imports.map(([name, attributes]) => gather(name, resolved.url, attributes, seen)));
    } catch (error) {
      loading.delete(key);
      throw error;
    }
  }

  setGather((specifier, parentURL, importAttributes) => gather(specifier, parentURL, importAttributes));
}

module.exports = { install };
