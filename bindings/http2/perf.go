package http2

import (
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// entry is the performance entry of a session or a stream: it begins when
// somebody observes entries of the type "http2", and ends with its owner.
type entry struct {
	target *goja.Object // nil if nobody observed
	detail *goja.Object
}

var entrySymbol = goja.NewSymbol("kPerfHooksHttp2Context")

// observer returns the module that collects performance entries, nil if nobody
// observes those of HTTP/2.
func observer(e *env.Env) *goja.Object {
	observe := e.IfLoaded("internal/perf/observe")
	if observe == nil || !e.Invoke(observe, "hasObserver", e.VM.ToValue("http2")).ToBoolean() {
		return nil
	}
	return observe
}

func beginEntry(e *env.Env, target *goja.Object, name string) (begun entry) {
	observe := observer(e)
	if observe == nil {
		return entry{}
	}
	o := e.VM.NewObject()
	begun = entry{target, e.VM.NewObject()}
	o.Set("type", "http2")
	o.Set("name", name)
	o.Set("detail", begun.detail)
	e.Invoke(observe, "startPerf", target, entrySymbol, o)
	return begun
}

func (n entry) end(e *env.Env, fill func(detail *goja.Object)) {
	if n.target == nil {
		return
	}
	if observe := observer(e); observe != nil {
		fill(n.detail)
		e.Invoke(observe, "stopPerf", n.target, entrySymbol)
	}
}

func (s *session) endEntry() {
	s.entry.end(s.env, func(detail *goja.Object) {
		stats := s.core.Stats()
		average := 0.0
		if stats.Streams > 0 {
			average = milliseconds(stats.StreamTime) / float64(stats.Streams)
		}
		kind := "client"
		if s.core.Server() {
			kind = "server"
		}
		detail.Set("bytesRead", stats.BytesRead)
		detail.Set("bytesWritten", stats.BytesWritten)
		detail.Set("framesReceived", stats.FramesReceived)
		detail.Set("framesSent", stats.FramesSent)
		detail.Set("maxConcurrentStreams", stats.MostStreams)
		detail.Set("pingRTT", milliseconds(stats.PingTime))
		detail.Set("streamAverageDuration", average)
		detail.Set("streamCount", stats.Streams)
		detail.Set("type", kind)
	})
}

func (st *stream) endEntry() {
	st.entry.end(st.session.env, func(detail *goja.Object) {
		stats := st.core.Stats
		after := func(t time.Time) float64 {
			if t.IsZero() {
				return 0
			}
			return milliseconds(t.Sub(stats.Begun))
		}
		detail.Set("bytesRead", stats.BytesRead)
		detail.Set("bytesWritten", stats.BytesWritten)
		detail.Set("id", st.core.ID)
		detail.Set("timeToFirstByte", after(stats.FirstByte))
		detail.Set("timeToFirstByteSent", after(stats.FirstByteSent))
		detail.Set("timeToFirstHeader", after(stats.FirstHeader))
	})
}
