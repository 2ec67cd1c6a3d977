package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Diagnostics channels and performance entries exist once a script has loaded
// their modules; before that publishing costs a look into a map.

// publish publishes what message returns on a diagnostics channel that has
// subscribers.
func (m *module) publish(channel string, message func() *goja.Object) {
	dc := m.env.IfLoaded("diagnostics_channel")
	if dc == nil {
		return
	}
	c := m.env.Invoke(dc, "channel", m.env.VM.ToValue(channel)).(*goja.Object)
	if truthy(c.Get("hasSubscribers")) {
		m.env.Invoke(c, "publish", message())
	}
}

// publishSocket publishes a new socket.
func (m *module) publishSocket(channel string, s *Socket) {
	m.publish(channel, func() *goja.Object {
		message := m.env.VM.NewObject()
		message.Set("socket", s.face())
		if s.rare != nil && s.rare.carried != nil {
			message.Set("socket", s.rare.carried)
		}
		return message
	})
}

// Carry says that socket carries the session of the TLSSocket secure, which is
// the one that is told of on diagnostics channels.
func Carry(e *env.Env, socket, secure goja.Value) {
	if s, ok := socketOf(e, socket); ok {
		s.more().carried = secure
	}
}

// traceListen publishes a step of listen; key and value, if key is not empty,
// go into the message.
func (s *Server) traceListen(step, key string, value goja.Value) {
	s.mod.publish("tracing:net.server.listen:"+step, func() *goja.Object {
		message := s.env.VM.NewObject()
		message.Set("server", s.face())
		if key != "" {
			message.Set(key, value)
		}
		return message
	})
}

// observer returns the module that collects performance entries of the type
// "net", nil if nobody observes them.
func observer(e *env.Env) *goja.Object {
	observe := e.IfLoaded("internal/perf/observe")
	if observe == nil || !e.Invoke(observe, "hasObserver", e.VM.ToValue("net")).ToBoolean() {
		return nil
	}
	return observe
}

// startPerf begins the performance entry of a connection attempt.
func (s *Socket) startPerf(host string, port int) {
	e := s.env()
	observe := observer(e)
	if observe == nil {
		return
	}
	detail, entry := e.VM.NewObject(), e.VM.NewObject()
	detail.Set("host", host)
	detail.Set("port", port)
	entry.Set("type", "net")
	entry.Set("name", "connect")
	entry.Set("detail", detail)
	s.more().perf = goja.NewSymbol("kPerfHooksNetConnectContext")
	e.Invoke(observe, "startPerf", s.face(), s.rare.perf, entry)
}

// stopPerf ends it.
func (s *Socket) stopPerf() {
	if s.rare == nil || s.rare.perf == nil {
		return
	}
	if observe := observer(s.env()); observe != nil {
		s.env().Invoke(observe, "stopPerf", s.face(), s.rare.perf)
	}
}
