package net

import (
	"runtime"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

const (
	isWindows        = runtime.GOOS == "windows"
	maxTypeOfService = 255
)

// setNoDelay is socket.setNoDelay([enable]).
func (s *Socket) setNoDelay(enable goja.Value) {
	on := goja.IsUndefined(enable) || enable.ToBoolean()
	switch {
	case s.handle.none():
		s.set(socketNoDelay, on)
	case s.handle.has("setNoDelay") && on != s.has(socketNoDelay):
		s.set(socketNoDelay, on)
		s.handle.setNoDelay(s.env(), on)
	}
}

// setKeepAlive is socket.setKeepAlive([enable][, initialDelay][, interval]
// [, count]), or with an object of those.
func (s *Socket) setKeepAlive(enable, delay, interval, count goja.Value) {
	if validate.IsObject(enable) {
		o := enable.(*goja.Object)
		enable, delay = option(o, "enable"), option(o, "initialDelay")
		interval, count = option(o, "interval"), option(o, "count")
	}
	on := enable.ToBoolean()
	given := keepAlive{delay: seconds(delay)}
	if !goja.IsUndefined(interval) {
		given.interval = s.env().VM.ToValue(seconds(interval))
	}
	if !goja.IsUndefined(count) {
		given.count = count
	}
	if !s.handle.none() {
		if !s.handle.has("setKeepAlive") {
			return
		}
		if on == s.has(socketKeepAlive) && (!on || given.equal(s.keepAliveSet())) {
			return
		}
	}
	s.set(socketKeepAlive, on)
	if given != (keepAlive{}) || s.rare != nil {
		s.more().keepAlive = given
	}
	if !s.handle.none() {
		s.applyKeepAlive(on)
	}
}

func (s *Socket) keepAliveSet() keepAlive {
	if s.rare == nil {
		return keepAlive{}
	}
	return s.rare.keepAlive
}

func (k keepAlive) equal(other keepAlive) bool {
	same := func(a, b goja.Value) bool { return a == nil && b == nil || a != nil && b != nil && a.StrictEquals(b) }
	return k.delay == other.delay && same(k.interval, other.interval) && same(k.count, other.count)
}

// applyKeepAlive sets on the handle what setKeepAlive has kept.
func (s *Socket) applyKeepAlive(on bool) {
	k := s.keepAliveSet()
	interval, count := keepAliveIntervalSecs, keepAliveCount
	if k.interval != nil {
		interval = int(k.interval.ToInteger())
	}
	if k.count != nil {
		count = int(k.count.ToInteger())
	}
	s.handle.try(s.env(), "setKeepAlive", func(h *Handle) int {
		return h.setKeepAlive(on, k.delay, interval, count)
	}, on, k.delay, orUndefined(k.interval), orUndefined(k.count))
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// setTypeOfService is socket.setTypeOfService(tos).
func (s *Socket) setTypeOfService(v goja.Value) {
	e := s.env()
	if goja.IsNaN(v) {
		throwType(e, "tos", "number", v)
	}
	tos := int(validate.Integer(e, v, "tos", 0, maxTypeOfService))
	if s.handle.none() || !s.handle.has("setTypeOfService") {
		s.more().tos = tos
		return
	}
	if s.rare != nil && s.rare.tos == tos {
		return
	}
	s.more().tos = tos
	if status := s.handleSetTOS(); status != 0 && !isWindows {
		panic(errs.Errno(e, status, "setTypeOfService", ""))
	}
}

func (s *Socket) handleSetTOS() int {
	tos := s.rare.tos
	return s.handle.try(s.env(), "setTypeOfService", func(h *Handle) int { return h.setTypeOfService(tos) }, tos)
}

// typeOfService is socket.getTypeOfService().
func (s *Socket) typeOfService() int {
	kept := 0
	if s.rare != nil && s.rare.tos >= 0 {
		kept = s.rare.tos
	}
	if s.handle.none() || !s.handle.has("getTypeOfService") {
		return kept
	}
	tos := s.handle.try(s.env(), "getTypeOfService", (*Handle).typeOfService)
	if tos >= 0 {
		return tos
	}
	if !isWindows {
		panic(errs.Errno(s.env(), tos, "getTypeOfService", ""))
	}
	return kept
}

// refer is socket.ref and socket.unref. Without a handle it waits for one.
func (s *Socket) refer(name string) {
	if s.handle.none() {
		s.env().Invoke(s.face(), "once", nameConnect.Value(), s.face().Get(name))
		return
	}
	if name == "ref" {
		s.handle.ref(s.env())
	} else {
		s.handle.unref(s.env())
	}
}
