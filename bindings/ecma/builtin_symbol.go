package ecma

import "github.com/dop251/goja"

// symbols are the well-known symbols that goja lacks.
type symbols struct {
	asyncIterator, dispose, asyncDispose *goja.Symbol
}

func (r *Realm) installSymbols() {
	class := r.global("Symbol")
	define := func(name string) *goja.Symbol {
		s := goja.NewSymbol("Symbol." + name)
		must(class.DefineDataProperty(name, s, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
		return s
	}
	r.symbols = symbols{define("asyncIterator"), define("dispose"), define("asyncDispose")}
}
