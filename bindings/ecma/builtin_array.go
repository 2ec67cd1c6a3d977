package ecma

import "github.com/dop251/goja"

func (r *Realm) installArray() {
	r.method(r.global("Array"), "fromAsync", 1, r.arrayFromAsync)
}

// fromAsyncScript is Array.fromAsync of the specification.
var fromAsyncScript = &script{program: compileOnce(`(async (C, items, map, thisArg, mapping, asyncIterator, isConstructor) => {
	const define = (target, i, value) => Object.defineProperty(target, i, { value, writable: true, enumerable: true, configurable: true });
	const async = items[asyncIterator], sync = async == null ? items[Symbol.iterator] : undefined;
	if (async == null && sync == null) {
		const source = Object(items), length = Math.min(Math.max(Math.trunc(Number(source.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
		const target = isConstructor ? new C(length) : new Array(length);
		for (let i = 0; i < length; i++) {
			let value = await source[i];
			if (mapping) value = await map.call(thisArg, value, i);
			define(target, i, value);
		}
		target.length = length;
		return target;
	}
	const target = isConstructor ? new C() : [];
	const iterator = (async ?? sync).call(items), next = iterator.next;
	let i = 0;
	for (;; i++) {
		let result = next.call(iterator);
		if (async != null) result = await result;
		if (Object(result) !== result) throw new TypeError('Iterator result ' + String(result) + ' is not an object');
		if (result.done) break;
		try {
			let value = async != null ? result.value : await result.value;
			if (mapping) value = await map.call(thisArg, value, i);
			define(target, i, value);
		} catch (error) {
			try {
				await iterator.return?.();
			} catch {}
			throw error;
		}
	}
	target.length = i;
	return target;
})`)}

func (r *Realm) arrayFromAsync(c goja.FunctionCall) goja.Value {
	mapping := !goja.IsUndefined(c.Argument(1))
	if _, callable := goja.AssertFunction(c.Argument(1)); mapping && !callable {
		return r.rejected(r.typeError(r.display(c.Argument(1)) + " is not a function"))
	}
	if nullish(c.Argument(0)) != "" {
		return r.rejected(r.typeError(r.display(c.Argument(0)) + " is not iterable"))
	}
	_, isConstructor := goja.AssertConstructor(c.This)
	return invoke(r.run(fromAsyncScript), goja.Undefined(), c.This, c.Argument(0), c.Argument(1), c.Argument(2),
		r.vm.ToValue(mapping), r.symbols.asyncIterator, r.vm.ToValue(isConstructor))
}

// rejected is a promise rejected with reason.
func (r *Realm) rejected(reason goja.Value) goja.Value {
	promise, _, reject := r.vm.NewPromise()
	must(reject(reason))
	return r.vm.ToValue(promise)
}
