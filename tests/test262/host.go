package test262

// hostSource defines $262, which tests reach their host by, as far as gonet can
// fulfil it: there is one realm.
const hostSource = `
var $262 = {
	__proto__: null,
	global: globalThis,
	gc() { throw new Error('gc is not here'); },
	detachArrayBuffer(buffer) { buffer.transfer(); },
	evalScript(code) { return require('node:vm').runInThisContext(code); },
	createRealm() { throw new Error('there is one realm'); },
};
var print = (text) => console.log(String(text));
`
