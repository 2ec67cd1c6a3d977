package process

import (
	"io"
	"os"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/work"
	"gonet/netimpl"
)

// makeStream makes a standard stream out of what its end is: a terminal, a
// file, a pipe, a socket, or anything else that the embedder gave. As
// lib/internal/bootstrap/switches/is_main_thread.js.
func (p *Process) makeStream(fd int) *goja.Object {
	if p.isWorker() && (fd == 0 || !p.config.Direct) {
		return p.workerStream(fd)
	}
	if fd == 0 {
		return p.makeStdin()
	}
	return p.makeOutput(fd, [3]io.Writer{nil, p.config.Stdout, p.config.Stderr}[fd])
}

// kindOf returns the descriptor behind an end and what it is.
func kindOf(end any) (fd int, kind netimpl.DescriptorKind) {
	fd, ok := descriptorOf(end)
	if !ok {
		return fd, netimpl.DescriptorUnknown
	}
	return fd, netimpl.GuessHandle(fd)
}

// descriptorOf returns the descriptor of an end that is a file of the system.
func descriptorOf(end any) (fd int, ok bool) {
	f, ok := end.(*os.File)
	if !ok {
		return -1, false
	}
	return netimpl.DescriptorOf(f)
}

// options makes an options object of names and values.
func (p *Process) options(pairs ...any) *goja.Object {
	o := p.env.VM.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		must(o.Set(pairs[i].(string), pairs[i+1]))
	}
	return o
}

func (p *Process) construct(module, class string, args ...goja.Value) *goja.Object {
	return p.env.Construct(p.env.Require(module).Get(class).(*goja.Object), args...)
}

func (p *Process) makeOutput(number int, end io.Writer) *goja.Object {
	fd, kind := kindOf(end)
	if p.config.Direct || p.channelOn(fd) != nil {
		kind = netimpl.DescriptorUnknown // a second handle must not have it
	}
	var stream *goja.Object
	switch kind {
	case netimpl.DescriptorTTY:
		stream = p.construct("tty", "WriteStream", p.env.VM.ToValue(fd))
		must(stream.Set("_type", "tty"))
		p.refreshOnResize(stream)
	case netimpl.DescriptorPipe, netimpl.DescriptorTCP:
		stream = p.construct("net", "Socket", p.options("fd", fd, "readable", false, "writable", true))
		must(stream.Set("_type", "pipe"))
	default:
		stream = p.construct("internal/sync_write_stream", "SyncWriteStream", p.env.VM.ToValue(number), p.syncWrite(end))
		must(stream.Set("_type", "fs"))
	}
	must(stream.Set("fd", number))
	must(stream.Set("_isStdio", true))
	must(stream.Set("destroySoon", stream.Get("destroy")))
	must(stream.Set("_destroy", p.env.Function("dummyDestroy", 2, p.undestroy)))
	return stream
}

// syncWrite is the _write of a stream over a writer that waits.
func (p *Process) syncWrite(end io.Writer) *goja.Object {
	w := blockingWriter{end}
	return p.env.Function("write", 3, func(c goja.FunctionCall) goja.Value {
		b, _ := buffer.Bytes(p.env, c.Argument(0))
		callback := env.CallbackOf(c.Argument(2))
		failure := goja.Undefined()
		if _, err := w.Write(b); err != nil {
			failure = errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "write", "")
		}
		callback(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{failure}})
		return goja.Undefined()
	})
}

// undestroy is the _destroy of the standard output streams: the descriptor
// stays open and the stream usable, but 'close' is emitted.
func (p *Process) undestroy(c goja.FunctionCall) goja.Value {
	this := c.This.ToObject(p.env.VM)
	env.CallbackOf(c.Argument(1))(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{c.Argument(0)}})
	p.env.Invoke(this, "_undestroy")
	state, ok := this.Get("_writableState").(*goja.Object)
	if ok && !orUndefined(state.Get("emitClose")).ToBoolean() {
		p.env.NextTick(func() { p.env.Invoke(this, "emit", p.env.VM.ToValue("close")) })
	}
	return goja.Undefined()
}

// refreshOnResize makes a terminal's size follow its window.
func (p *Process) refreshOnResize(stream *goja.Object) {
	p.env.Invoke(p.object, "on", p.env.VM.ToValue("SIGWINCH"), p.env.Function("refreshSize", 0, func(goja.FunctionCall) goja.Value {
		p.env.Invoke(stream, "_refreshSize")
		return goja.Undefined()
	}))
}

func (p *Process) makeStdin() *goja.Object {
	fd, kind := kindOf(p.config.Stdin)
	var stream *goja.Object
	switch kind {
	case netimpl.DescriptorTTY:
		stream = p.construct("tty", "ReadStream", p.env.VM.ToValue(fd))
	case netimpl.DescriptorFile:
		stream = p.construct("fs", "ReadStream", goja.Null(), p.options("fd", fd, "autoClose", false))
	case netimpl.DescriptorPipe, netimpl.DescriptorTCP:
		options := p.options("fd", fd, "readable", true, "writable", false, "manualStart", true)
		if channel := p.channelOn(fd); channel != nil {
			must(options.Set("handle", channel)) // what comes is messages
		}
		stream = p.construct("net", "Socket", options)
		// It cannot be ended.
		must(stream.Get("_writableState").(*goja.Object).Set("ended", true))
	default:
		stream = p.construct("stream", "Readable", p.options("read", p.readFrom(p.config.Stdin)))
	}
	must(stream.Set("fd", 0))
	p.stopReading(stream, true)
	p.env.Invoke(stream, "on", p.env.VM.ToValue("pause"), p.env.Function("", 0, func(goja.FunctionCall) goja.Value {
		p.env.NextTick(func() { p.stopReading(stream, false) })
		return goja.Undefined()
	}))
	return stream
}

// channelOn returns process.channel, the channel to the process that has forked
// this one, if its descriptor is fd.
func (p *Process) channelOn(fd int) *goja.Object {
	channel, ok := p.object.Get("channel").(*goja.Object)
	if !ok || orUndefined(channel.Get("fd")).ToInteger() != int64(fd) {
		return nil
	}
	return channel
}

// stopReading stops the handle of a stream that is not flowing, so that the
// process can end; at the start, whether it is flowing or not.
func (p *Process) stopReading(stream *goja.Object, start bool) {
	handle, ok := stream.Get("_handle").(*goja.Object)
	if !ok || !env.IsFunction(handle.Get("readStop")) {
		return
	}
	flowing := orUndefined(stream.Get("readableFlowing")).ToBoolean()
	if !start && (flowing || !orUndefined(handle.Get("reading")).ToBoolean()) {
		return
	}
	if state, ok := stream.Get("_readableState").(*goja.Object); ok {
		must(state.Set("reading", false))
	}
	must(handle.Set("reading", false))
	p.env.Invoke(handle, "readStop")
}

// readSize is how much is read at once from a reader that the embedder gave.
const readSize = 64 * 1024

// readFrom is the _read of a stream over any reader, which is read on a
// goroutine.
func (p *Process) readFrom(r io.Reader) *goja.Object {
	return p.env.Function("read", 1, func(c goja.FunctionCall) goja.Value {
		stream := c.This.ToObject(p.env.VM)
		b := make([]byte, readSize)
		n, err := 0, io.EOF
		work.Do(p.env, "READSTDIN", func() {
			if r != nil {
				n, err = r.Read(b)
			}
		}, func() {
			if n > 0 {
				p.env.Invoke(stream, "push", buffer.New(p.env, b[:n:n]))
			}
			switch {
			case err == io.EOF:
				p.env.Invoke(stream, "push", goja.Null())
			case err != nil:
				p.env.Invoke(stream, "destroy", errs.Error(p.env, err.Error()))
			}
		})
		return goja.Undefined()
	})
}

// stderrHasColors reports whether the report of a fatal exception is coloured.
func (p *Process) stderrHasColors() bool {
	if _, kind := kindOf(p.config.Stderr); kind != netimpl.DescriptorTTY || !p.env.HasModule("internal/tty") {
		return false
	}
	colors := false
	p.quietly(func() { colors = p.env.Invoke(p.env.Require("internal/tty"), "hasColors").ToBoolean() })
	return colors
}
