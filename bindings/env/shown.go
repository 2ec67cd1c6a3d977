package env

import "github.com/dop251/goja"

// Shown is a property that util.inspect shows as an object's own because it
// is one under Node, while here the object's Go state stands for it.
type Shown struct {
	Key   goja.Value // a string or a symbol
	Value goja.Value
}

// Shower is a part of a State that has such properties. The first part that
// is one answers for the whole object.
type Shower interface {
	Show(o *goja.Object) []Shown
}

// ShownBy returns the properties that o's Go state stands for.
func (e *Env) ShownBy(o *goja.Object) []Shown {
	s := e.StateOf(o)
	if s == nil || s.Object != o {
		return nil
	}
	for _, part := range []Part{PartOwner, PartReadable, PartWritable, PartEmitter} {
		if shower, ok := s.Parts[part].(Shower); ok {
			return shower.Show(o)
		}
	}
	return nil
}
