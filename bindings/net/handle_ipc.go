package net

import (
	"bytes"
	"encoding/binary"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/netimpl"
)

// IPCModule is "internal/binding/ipc": the channel of messages between a
// process and its child, and what is needed to send handles over it. Source:
// nodejs/node:src/pipe_wrap.cc, stream_base.cc, lib/internal/child_process.js.
func IPCModule(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("Channel", channelSlot.Of(e).Ctor)
	exports.Set("TCP", handleSlot.Of(e).tcp.Ctor)
	exports.Set("Pipe", handleSlot.Of(e).pipe.Ctor)
	// release(handle) makes a handle that is on its way to another process
	// leave what arrives for that.
	exports.Set("release", e.Function("release", 1, func(c goja.FunctionCall) goja.Value {
		if h, ok := handleOf(e, c.Argument(0)); ok {
			h.owner = nil
			h.readStop()
		}
		return goja.Undefined()
	}))
	// takeBound(boundSocket) returns the handle and gives it away.
	exports.Set("takeBound", e.Function("takeBound", 1, func(c goja.FunctionCall) goja.Value {
		if b, ok := env.PartOf[*boundSocket](e, c.Argument(0), env.PartOwner); ok {
			return b.consume(e).face()
		}
		return goja.Undefined()
	}))
	exports.Set("newBound", e.Function("newBound", 1, func(c goja.FunctionCall) goja.Value {
		if h, ok := handleOf(e, c.Argument(0)); ok && h.tcp != nil {
			return boundFrom(e, h)
		}
		return goja.Undefined()
	}))
	return exports
}

// channel is the owner of a Pipe that messages and handles travel over. The
// bytes of the messages it has from scripts; those that come it cuts apart.
type channel struct {
	*Handle
	sized   bool   // a message's size comes before it; else a newline after it
	partial []byte // of a message that has not come whole
}

var channelSlot = env.NewSlot(newChannelClass)

// newChannelClass makes the class of channels, which is Pipe by name: it is
// one in Node.
func newChannelClass(e *env.Env) *env.Class {
	class := e.NewClass("Pipe", 0, handleSlot.Of(e).pipe, func(c goja.ConstructorCall) *goja.Object {
		h := newPipe(e, kindPipeSocket)
		h.owner = &channel{Handle: h}
		h.attach(c.This)
		return nil
	})
	m := handleMethods{e, class}
	method := func(name string, fn func(ch *channel, c goja.FunctionCall) any) {
		m.method(name, func(h *Handle, c goja.FunctionCall) any { return fn(h.owner.(*channel), c) })
	}
	method("open", func(ch *channel, c goja.FunctionCall) any {
		return statusOf(ch.pipe.OpenIPC(int(c.Argument(0).ToInteger())))
	})
	method("receive", func(ch *channel, c goja.FunctionCall) any {
		ch.sized = c.Argument(0).ToBoolean()
		return ch.readStart()
	})
	method("send", func(ch *channel, c goja.FunctionCall) any {
		return ch.send(ch.payload(c.Argument(0)), c.Argument(1), c.Argument(2))
	})
	m.getter("buffering", func(h *Handle) any { return len(h.owner.(*channel).partial) > 0 })
	return class
}

// OpenChannel makes the channel of a script's object o the socket fd, and
// returns a status.
func OpenChannel(e *env.Env, o goja.Value, fd int) int {
	h, ok := handleOf(e, o)
	if !ok {
		return statusBadFD
	}
	return statusOf(h.pipe.OpenIPC(fd))
}

func (ch *channel) payload(v goja.Value) []byte {
	if b, ok := buffer.Bytes(ch.env, v); ok {
		return b
	}
	return buffer.Encode(ch.env, v.ToString(), buffer.UTF8)
}

// sendLater is the status of what will have been sent when done is called.
const sendLater = 1

// send sends a message, with a handle unless that is nullish. It returns 0 if
// it has been sent, sendLater, or a negative status.
func (ch *channel) send(b []byte, handle, done goja.Value) int {
	request := func() func(error) {
		fn := env.CallbackOf(done)
		return ch.request("WRITEWRAP", func(int) { ch.env.Call(fn, goja.Undefined()) })
	}
	if sharer, ok := env.PartOf[sharer](ch.env, handle, env.PartOwner); ok {
		fd, err := sharer.Share()
		if err != nil {
			return statusOf(err)
		}
		return later(ch.pipe.WriteDescriptor(new(netimpl.WriteReq), [][]byte{b}, fd, request()))
	}
	n, err := ch.pipe.TryWriteBytes(b)
	switch status := statusOf(err); {
	case status != 0 && status != statusAgain:
		return status
	case n == len(b):
		return 0
	}
	return later(ch.pipe.Write(new(netimpl.WriteReq), [][]byte{b[n:]}, request()))
}

func later(err error) int {
	if err != nil {
		return statusOf(err)
	}
	return sendLater
}

// sharer is a handle whose descriptor can be sent.
type sharer interface {
	// Share returns a duplicate of the descriptor, which is the caller's.
	Share() (fd int, err error)
}

// Share implements sharer. What the script has written before goes out first.
func (h *Handle) Share() (fd int, err error) {
	if h.stream.IsClosing() {
		return -1, syscall.EBADF
	}
	h.flush()
	return h.stream.Share()
}

// onRead implements reader: it calls onmessages of the script's object with the
// messages that have come whole and the descriptors that came with them, or
// with undefined at the end.
func (ch *channel) onRead(data []byte, status int) {
	e := ch.env
	if status != 0 {
		ch.partial = nil
		e.Invoke(ch.object, "onmessages", goja.Undefined(), goja.Undefined())
		return
	}
	var fds []any
	for fd, ok := ch.pipe.TakeDescriptor(); ok; fd, ok = ch.pipe.TakeDescriptor() {
		fds = append(fds, fd)
	}
	messages := ch.cut(data)
	if len(messages) == 0 && len(fds) == 0 {
		return
	}
	e.Invoke(ch.object, "onmessages", e.VM.NewArray(messages...), e.VM.NewArray(fds...))
}

// cut returns the messages that data completes: texts, or Buffers.
func (ch *channel) cut(data []byte) (messages []any) {
	if ch.sized {
		ch.partial = append(ch.partial, data...)
		for size, ok := ch.nextSize(); ok; size, ok = ch.nextSize() {
			messages = append(messages, buffer.New(ch.env, bytes.Clone(ch.partial[sizeBytes:size])))
			ch.partial = ch.partial[size:]
		}
	} else {
		for i := bytes.IndexByte(data, '\n'); i >= 0; i = bytes.IndexByte(data, '\n') {
			ch.partial = append(ch.partial, data[:i]...)
			messages = append(messages, buffer.Decode(ch.env, ch.partial, buffer.UTF8))
			ch.partial, data = ch.partial[:0], data[i+1:]
		}
		ch.partial = append(ch.partial, data...)
	}
	if len(ch.partial) == 0 {
		ch.partial = nil
	}
	return messages
}

// sizeBytes is the size of a size.
const sizeBytes = 4

// nextSize returns the size of the message at the front, with what comes before
// it, if it is there.
func (ch *channel) nextSize() (size int, whole bool) {
	if len(ch.partial) < sizeBytes {
		return 0, false
	}
	size = sizeBytes + int(binary.BigEndian.Uint32(ch.partial))
	return size, len(ch.partial) >= size
}
