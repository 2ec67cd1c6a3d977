package messaging

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/owned"
	"gonet/bindings/mailbox"
	"gonet/bindings/threads"
)

// openMembers are the memberships of groups that a thread has: one for each
// name, however many channels of that name there are in it.
type openMembers map[*mailbox.Member]bool

var (
	memberSlot  = env.NewSlot(newMemberClass)
	membersSlot = env.NewSlot(func(*env.Env) *openMembers { return &openMembers{} })
)

// newMemberClass makes the class Member: new Member(name, fn) listens to what
// other threads send to the BroadcastChannels of that name, and calls fn for
// each message.
func newMemberClass(e *env.Env) *env.Class {
	class := e.NewClass("Member", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		fn := env.CallbackOf(c.Argument(1))
		call := func() { fn(goja.FunctionCall{This: goja.Undefined()}) }
		m := threads.Of(e).Group.Channels.Join(c.Argument(0).String(), func() {
			e.Loop.Post(func() { e.Enter(call) })
		})
		e.Attach(c.This).Parts[env.PartOwner] = m
		(*membersSlot.Of(e))[m] = true
		return nil
	})
	method := owned.Methods[*mailbox.Member](e, class)
	method("others", 0, func(m *mailbox.Member, c goja.FunctionCall) goja.Value { return e.VM.ToValue(m.Others()) })
	method("post", 1, func(m *mailbox.Member, c goja.FunctionCall) goja.Value {
		b, _ := buffer.Bytes(e, c.Argument(0))
		m.Post(b)
		return goja.Undefined()
	})
	// take() returns the bytes of the first message, undefined if there is none.
	method("take", 0, func(m *mailbox.Member, c goja.FunctionCall) goja.Value {
		if b := m.Take(); b != nil {
			return buffer.New(e, b)
		}
		return goja.Undefined()
	})
	method("leave", 0, func(m *mailbox.Member, c goja.FunctionCall) goja.Value {
		delete(*membersSlot.Of(e), m)
		m.Leave()
		return goja.Undefined()
	})
	return class
}
