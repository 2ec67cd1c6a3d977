package messaging

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/mailbox"
)

// remote is an end of a channel between threads, as the thread sees that has
// it now.
type remote struct {
	end *mailbox.End
}

// openEnds are those that a thread has.
type openEnds map[*mailbox.End]bool

var (
	remoteSlot *env.Slot[env.Class]
	endsSlot   = env.NewSlot(func(*env.Env) *openEnds { return &openEnds{} })
)

// What moves with a message to one of the class's instances may be another.
func init() { remoteSlot = env.NewSlot(newRemoteClass) }

// CloseAll closes the ends that the thread of e has, and takes it out of the
// groups that it listens to. It is called when the thread has ended.
func CloseAll(e *env.Env) {
	for end := range *endsSlot.Of(e) {
		end.Close()
	}
	for member := range *membersSlot.Of(e) {
		member.Leave()
	}
}

// WrapEnd makes the object by which the script's modules know end, which is
// this thread's from now on.
func WrapEnd(e *env.Env, end *mailbox.End) *goja.Object {
	o := e.VM.CreateObject(remoteSlot.Of(e).Proto)
	e.Attach(o).Parts[env.PartOwner] = &remote{end}
	(*endsSlot.Of(e))[end] = true
	return o
}

// newRemoteClass makes the class Remote, whose instances WrapEnd makes.
func newRemoteClass(e *env.Env) *env.Class {
	class := e.NewClass("Remote", 0, nil, func(goja.ConstructorCall) *goja.Object {
		panic(errs.TypeError(e, "Illegal constructor"))
	})
	method := func(name string, length int, fn func(end *mailbox.End, c goja.FunctionCall) goja.Value) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			r, ok := env.PartOf[*remote](e, c.This, env.PartOwner)
			if !ok {
				panic(errs.TypeError(e, "Illegal invocation"))
			}
			return fn(r.end, c)
		})
	}
	// listen(port, fn) calls fn as a callback of port for each message that
	// comes, and returns how many are there already.
	method("listen", 2, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		p, fn := portOf(e, c.Argument(0)), env.CallbackOf(c.Argument(1))
		return e.VM.ToValue(end.Attach(func() { p.post(fn) }))
	})
	// send(bytes, moved) sends a message, queue(bytes, moved) puts one in this
	// end's own queue; without bytes it is the end of the channel.
	method("send", 2, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		end.Send(messageOf(e, c))
		return goja.Undefined()
	})
	method("queue", 2, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		end.Queue(messageOf(e, c))
		return goja.Undefined()
	})
	// take() returns the first message, null for the end of the channel, or
	// undefined if there is nothing.
	method("take", 0, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		return MessageValue(e, end.Take())
	})
	// isDue(receiving) reports whether there is a message to be delivered.
	method("isDue", 1, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		count, closes := end.Peek()
		return e.VM.ToValue(count > 0 && (closes || c.Argument(0).ToBoolean()))
	})
	// wait() returns when there is a message, or the script is to stop.
	method("wait", 0, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		end.Wait(e.Interrupted)
		return goja.Undefined()
	})
	method("count", 0, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		count, _ := end.Peek()
		return e.VM.ToValue(count)
	})
	method("close", 0, func(end *mailbox.End, c goja.FunctionCall) goja.Value {
		delete(*endsSlot.Of(e), end)
		end.Close()
		return goja.Undefined()
	})
	return class
}

// messageOf makes a message of the serializer's bytes and the list of what
// moves with it, which the script has no more from now on.
func messageOf(e *env.Env, c goja.FunctionCall) *mailbox.Message {
	if goja.IsUndefined(c.Argument(0)) {
		return &mailbox.Message{Closes: true}
	}
	b, _ := buffer.Bytes(e, c.Argument(0))
	m := &mailbox.Message{Bytes: b}
	moved, ok := c.Argument(1).(*goja.Object)
	if !ok {
		return m
	}
	for i := range int(moved.Get("length").ToInteger()) {
		m.Moved = append(m.Moved, release(e, moved.Get(e.VM.ToValue(i).String())))
	}
	return m
}

// memory is that of an ArrayBuffer; most is its limit if it can be resized,
// else -1.
type memory struct {
	data []byte
	most int
}

// Movable is a part of an object of Go's that can move to another thread.
type Movable interface {
	// Release takes the thing from its object; Adopt makes one for it in e.
	Release() Moved
}

// Moved is a Movable on its way.
type Moved interface {
	Adopt(e *env.Env) goja.Value
	Close() // it is lost
}

// release takes from the script what moves.
func release(e *env.Env, v goja.Value) any {
	if r, ok := env.PartOf[*remote](e, v, env.PartOwner); ok {
		delete(*endsSlot.Of(e), r.end)
		r.end.Detach()
		return r.end
	}
	if m, ok := env.PartOf[Movable](e, v, env.PartOwner); ok {
		return m.Release()
	}
	if b, ok := raw.ArrayBuffer(v); ok {
		most, resizable := raw.IsResizable(v)
		if !resizable {
			most = -1
		}
		v.Export().(goja.ArrayBuffer).Detach()
		return memory{b, most}
	}
	panic(errs.TypeError(e, "Found invalid value in transferList."))
}

// adopt makes the object of something that has moved here.
func adopt(e *env.Env, moved any) goja.Value {
	switch moved := moved.(type) {
	case *mailbox.End:
		return WrapEnd(e, moved)
	case Moved:
		return moved.Adopt(e)
	}
	m := moved.(memory)
	if m.most < 0 {
		return e.VM.ToValue(e.VM.NewArrayBuffer(m.data))
	}
	options := e.VM.NewObject()
	must(options.Set("maxByteLength", m.most))
	o := e.Construct(e.VM.Get("ArrayBuffer").(*goja.Object), e.VM.ToValue(len(m.data)), options)
	b, _ := raw.ArrayBuffer(o)
	copy(b, m.data)
	return o
}

// MessageValue makes what scripts' modules get of a message: an object of bytes
// and moved.
func MessageValue(e *env.Env, m *mailbox.Message) goja.Value {
	switch {
	case m == nil:
		return goja.Undefined()
	case m.Closes:
		return goja.Null()
	}
	moved := make([]any, len(m.Moved))
	for i, item := range m.Moved {
		moved[i] = adopt(e, item)
	}
	o := e.VM.NewObject()
	must(o.Set("bytes", buffer.New(e, m.Bytes)))
	must(o.Set("moved", e.VM.NewArray(moved...)))
	return o
}

// MessageOf is messageOf for other bindings: the arguments of a call whose first
// is at index from.
func MessageOf(e *env.Env, c goja.FunctionCall, from int) *mailbox.Message {
	return messageOf(e, goja.FunctionCall{Arguments: c.Arguments[min(from, len(c.Arguments)):]})
}

// newChannel is the function channel(): the two ends of a new one.
func newChannel(e *env.Env) goja.Value {
	a, b := mailbox.NewChannel()
	return e.VM.NewArray(WrapEnd(e, a), WrapEnd(e, b))
}
