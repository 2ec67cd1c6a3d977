package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// defineLegacy defines Stream, the class that all streams extend: an emitter
// with the pipe of the first Node.
func (s *Streams) defineLegacy() {
	s.Legacy = s.env.NewClass("Stream", 1, s.ev.Class, func(c goja.ConstructorCall) *goja.Object {
		s.env.Call(env.CallbackOf(s.ev.Class.Ctor), c.This, c.Arguments...)
		return nil
	}).Enumerable()
	s.Legacy.Method("pipe", 2, s.lazy("internal/streams/legacy", "pipe"))
	s.Legacy.Method("eventNames", 0, env.CallbackOf(s.ev.Class.Proto.Get("eventNames")))
}

// defineOperators defines map, filter and the others on Readable.prototype.
func (s *Streams) defineOperators() {
	for _, op := range []struct {
		name   string
		length int
	}{
		{"drop", 1}, {"filter", 2}, {"flatMap", 2}, {"map", 2}, {"take", 1},
		{"every", 1}, {"forEach", 2}, {"reduce", 3}, {"toArray", 1}, {"some", 1}, {"find", 2},
	} {
		fn := s.env.Function(op.name, op.length, s.lazy("internal/streams/operators", op.name))
		must(s.Readable.Proto.DefineDataProperty(op.name, fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
