package env

import "github.com/dop251/goja"

// SymbolFor returns Symbol.for(key).
func (e *Env) SymbolFor(key string) *goja.Symbol {
	return e.Invoke(e.symbol(), "for", e.VM.ToValue(key)).(*goja.Symbol)
}

// WellKnown returns Symbol[name], such as "asyncIterator", or nil if this VM
// has not been given it.
func (e *Env) WellKnown(name string) *goja.Symbol {
	s, _ := e.symbol().Get(name).(*goja.Symbol)
	return s
}

// InspectCustom returns the symbol under which objects show themselves to
// util.inspect.
func (e *Env) InspectCustom() *goja.Symbol {
	return e.SymbolFor("nodejs.util.inspect.custom")
}

func (e *Env) symbol() *goja.Object {
	if e.symbolClass == nil {
		e.symbolClass = e.VM.Get("Symbol").(*goja.Object)
	}
	return e.symbolClass
}
