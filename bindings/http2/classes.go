package http2

import (
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/h2"
	"gonet/bindings/net"
)

var sessionSlot, streamSlot *env.Slot[env.Class]

func init() {
	sessionSlot = env.NewSlot(newSessionClass)
	streamSlot = env.NewSlot(newStreamClass)
}

// method defines a method of a class whose objects' owner is a T.
func method[T any](e *env.Env, class *env.Class, name string, fn func(t T, c goja.FunctionCall) any) {
	class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
		t, ok := env.PartOf[T](e, c.This, env.PartOwner)
		if !ok {
			panic(errs.TypeError(e, "Illegal invocation"))
		}
		switch v := fn(t, c).(type) {
		case nil:
			return goja.Undefined()
		case goja.Value:
			return v
		default:
			return e.VM.ToValue(v)
		}
	})
}

func newSessionClass(e *env.Env) *env.Class {
	class := e.NewClass("Session", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		s := &session{env: e, object: c.This, callbacks: callbacksOf(c.Argument(2).ToObject(e.VM))}
		s.core = h2.New(optionsOf(c.Argument(0).ToBoolean(), c.Argument(1).ToObject(e.VM)), s)
		e.InitAsync(&s.Async, "HTTP2SESSION", c.This)
		e.Attach(c.This).Parts[env.PartOwner] = s
		s.entry = beginEntry(e, c.This, "Http2Session")
		return nil
	})
	m := func(name string, fn func(s *session, c goja.FunctionCall) any) { method(e, class, name, fn) }
	m("consume", func(s *session, c goja.FunctionCall) any {
		s.handle = net.Consume(e, c.Argument(0), s)
		return s.handle != nil
	})
	m("writeTo", func(s *session, c goja.FunctionCall) any { s.out = env.CallbackOf(c.Argument(0)); return nil })
	m("receive", func(s *session, c goja.FunctionCall) any {
		data, _ := buffer.AnyBytes(e, c.Argument(0))
		s.receive(data)
		return nil
	})
	m("getAsyncId", func(s *session, _ goja.FunctionCall) any { return s.ID })
	m("destroy", func(s *session, c goja.FunctionCall) any {
		s.destroy(uint32(c.Argument(0).ToInteger()), c.Argument(1).ToBoolean())
		return nil
	})
	m("hasPendingData", func(s *session, _ goja.FunctionCall) any { return s.pendingData() })
	m("setGracefulClose", func(s *session, _ goja.FunctionCall) any { s.graceful = true; return nil })
	m("chunksSent", func(s *session, _ goja.FunctionCall) any { return s.sent })
	defineFrames(e, class)
	defineStates(e, class)
	return class
}

// optionsOf reads what a script has set, of which only numbers count.
func optionsOf(server bool, o *goja.Object) h2.Options {
	number := func(name string, otherwise, least int) int {
		v := o.Get(name)
		if v == nil || !goja.IsNumber(v) {
			return otherwise
		}
		return max(least, int(v.ToInteger()))
	}
	options := h2.Options{
		Server:                 server,
		PaddingStrategy:        number("paddingStrategy", h2.PadNone, 0),
		MaxHeaderPairs:         number("maxHeaderListPairs", 128, 0),
		MaxSendHeaderBlock:     number("maxSendHeaderBlockLength", 65536, 0),
		MaxDeflateTable:        uint32(number("maxDeflateDynamicTableSize", 4096, 0)),
		PeerMaxStreams:         uint32(number("peerMaxConcurrentStreams", 100, 0)),
		MaxReservedStreams:     number("maxReservedRemoteStreams", 200, 0),
		MaxSettings:            number("maxSettings", 32, 1),
		MaxOutstandingPings:    number("maxOutstandingPings", 10, 0),
		MaxOutstandingSettings: number("maxOutstandingSettings", 10, 1),
		MaxInvalidFrames:       number("maxSessionInvalidFrames", 1000, 0),
		MaxRejectedStreams:     number("maxSessionRejectedStreams", 100, 0),
		StreamResetRate:        number("streamResetRate", 33, 1),
		StreamResetBurst:       number("streamResetBurst", 1000, 1),
		MaxMemory:              number("maxSessionMemory", 10, 1) * 1_000_000,
	}
	// A client's requests have at least :status, a server's the four
	// pseudo-header fields.
	least := 1
	if server {
		least = 4
	}
	options.MaxHeaderPairs = max(options.MaxHeaderPairs, least)
	if v := o.Get("strictFieldWhitespaceValidation"); v != nil {
		lax, ok := v.Export().(bool)
		options.LaxWhitespace = ok && !lax
	}
	if custom, ok := o.Get("remoteCustomSettings").(*goja.Object); ok {
		for i := range length(custom) {
			options.RemoteCustom = append(options.RemoteCustom, uint16(element(custom, i).ToInteger()))
		}
	}
	return options
}

// bodyOf reads the flags of what follows a block of fields.
func bodyOf(flags goja.Value) h2.Body {
	n := flags.ToInteger()
	return h2.Body{None: n&1 != 0, Trailers: n&2 != 0}
}

func defineFrames(e *env.Env, class *env.Class) {
	m := func(name string, fn func(s *session, c goja.FunctionCall) any) {
		method(e, class, name, func(s *session, c goja.FunctionCall) any {
			s.schedule()
			return fn(s, c)
		})
	}
	m("settings", func(s *session, c goja.FunctionCall) any {
		done := s.request("HTTP2SETTINGS", c.Argument(1))
		ok := s.core.SubmitSettings(settingsOf(e, c.Argument(0)), func(ack bool, took time.Duration) {
			done.call(s.value(ack), s.value(milliseconds(took)))
		})
		if !ok {
			e.DestroyAsync(&done.Async)
		}
		return ok
	})
	m("ping", func(s *session, c goja.FunctionCall) any {
		var payload [8]byte
		if b, ok := buffer.AnyBytes(e, c.Argument(0)); ok {
			copy(payload[:], b)
		}
		done := s.request("HTTP2PING", c.Argument(1))
		ok := s.core.SubmitPing(payload, func(ack bool, took time.Duration, payload [8]byte) {
			done.call(s.value(ack), s.value(milliseconds(took)), buffer.New(e, payload[:]))
		})
		if !ok {
			done.call(e.False, s.value(0), buffer.New(e, payload[:]))
		}
		return ok
	})
	m("goaway", func(s *session, c goja.FunctionCall) any {
		data, _ := buffer.AnyBytes(e, c.Argument(2))
		s.core.SubmitGoAway(uint32(c.Argument(0).ToInteger()), uint32(max(0, c.Argument(1).ToInteger())), append([]byte(nil), data...))
		return nil
	})
	m("request", func(s *session, c goja.FunctionCall) any {
		core, lib := s.core.Request(fieldsOf(e, c.Argument(0)), bodyOf(c.Argument(1)))
		if lib != 0 {
			return lib
		}
		return s.newStream(core).object
	})
	m("altsvc", func(s *session, c goja.FunctionCall) any {
		s.core.SubmitAltSvc(uint32(c.Argument(0).ToInteger()), c.Argument(1).String(), c.Argument(2).String())
		return nil
	})
	m("origin", func(s *session, c goja.FunctionCall) any {
		list := c.Argument(0).ToObject(e.VM)
		origins := make([]string, length(list))
		for i := range origins {
			origins[i] = element(list, i).String()
		}
		s.core.SubmitOrigin(origins)
		return nil
	})
	m("setLocalWindowSize", func(s *session, c goja.FunctionCall) any {
		s.core.SetLocalWindow(c.Argument(0).ToInteger())
		return nil
	})
}

func defineStates(e *env.Env, class *env.Class) {
	m := func(name string, fn func(s *session, c goja.FunctionCall) any) { method(e, class, name, fn) }
	m("setNextStreamID", func(s *session, c goja.FunctionCall) any {
		return s.core.SetNextStreamID(uint32(c.Argument(0).ToInteger()))
	})
	m("localSettings", func(s *session, _ goja.FunctionCall) any { return settingsObject(e, s.core.Local()) })
	m("remoteSettings", func(s *session, _ goja.FunctionCall) any { return settingsObject(e, s.core.Remote()) })
	m("state", func(s *session, _ goja.FunctionCall) any {
		state := s.core.State()
		o := e.VM.NewObject()
		o.Set("effectiveLocalWindowSize", state.EffectiveWindow)
		o.Set("effectiveRecvDataLength", state.ReceivedLength)
		o.Set("nextStreamID", state.NextStreamID)
		o.Set("localWindowSize", state.LocalWindow)
		o.Set("lastProcStreamID", state.LastProcessed)
		o.Set("remoteWindowSize", state.RemoteWindow)
		o.Set("outboundQueueSize", state.OutboundQueue)
		o.Set("deflateDynamicTableSize", state.DeflateTable)
		o.Set("inflateDynamicTableSize", state.InflateTable)
		return o
	})
}

func newStreamClass(e *env.Env) *env.Class {
	class := e.NewClass("Stream", 0, nil, func(goja.ConstructorCall) *goja.Object {
		panic(errs.TypeError(e, "Illegal constructor"))
	})
	m := func(name string, fn func(st *stream, c goja.FunctionCall) any) { method(e, class, name, fn) }
	m("id", func(st *stream, _ goja.FunctionCall) any { return st.core.ID })
	m("getAsyncId", func(st *stream, _ goja.FunctionCall) any { return st.ID })
	m("respond", func(st *stream, c goja.FunctionCall) any {
		st.session.schedule()
		return st.core.Respond(fieldsOf(e, c.Argument(0)), bodyOf(c.Argument(1)))
	})
	m("info", func(st *stream, c goja.FunctionCall) any {
		st.session.schedule()
		return st.core.Info(fieldsOf(e, c.Argument(0)))
	})
	m("trailers", func(st *stream, c goja.FunctionCall) any {
		st.session.schedule()
		return st.core.Trailers(fieldsOf(e, c.Argument(0)))
	})
	m("pushPromise", func(st *stream, c goja.FunctionCall) any {
		st.session.schedule()
		core, lib := st.core.Push(fieldsOf(e, c.Argument(0)))
		if lib != 0 {
			return lib
		}
		return st.session.newStream(core).object
	})
	m("write", func(st *stream, c goja.FunctionCall) any {
		b := bytesOf(e, c.Argument(0), c.Argument(1).String())
		if st.destroyed || !st.write(b, env.CallbackOf(c.Argument(2))) {
			return -1
		}
		return len(b)
	})
	m("shutdown", func(st *stream, _ goja.FunctionCall) any {
		st.core.End()
		st.session.schedule()
		return nil
	})
	m("rstStream", func(st *stream, c goja.FunctionCall) any {
		st.reset(uint32(c.Argument(0).ToInteger()))
		return nil
	})
	m("readStart", func(st *stream, _ goja.FunctionCall) any { st.readStart(); return nil })
	m("readStop", func(st *stream, _ goja.FunctionCall) any { st.reading = false; return nil })
	m("destroy", func(st *stream, _ goja.FunctionCall) any { st.destroy(); return nil })
	m("state", func(st *stream, _ goja.FunctionCall) any {
		bit := func(b bool) int {
			if b {
				return 1
			}
			return 0
		}
		o := e.VM.NewObject()
		o.Set("state", st.core.State())
		o.Set("weight", 16)
		o.Set("sumDependencyWeight", 0)
		o.Set("localClose", bit(st.core.LocalClosed()))
		o.Set("remoteClose", bit(st.core.RemoteClosed()))
		o.Set("localWindowSize", st.core.Window())
		return o
	})
	return class
}
