package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// Keys of what Node keeps on emitters as properties.
var (
	keyEvents       = raw.ASCII("_events")
	keyEventsCount  = raw.ASCII("_eventsCount")
	keyMaxListeners = raw.ASCII("_maxListeners")
	kShapeMode      = goja.NewSymbol("shapeMode")
	kCapture        = goja.NewSymbol("kCapture")
	kEmitting       = goja.NewSymbol("events.emitting")
)

// Show lists the properties that util.inspect shows of an emitter.
func (em *Emitter) Show(o *goja.Object) []env.Shown {
	events := o.Get("_events")
	if em.rare != nil && em.rare.view != nil {
		events = em.rare.view.target // which the proxy has just filled
	}
	return []env.Shown{
		{Key: keyEvents, Value: events},
		{Key: keyEventsCount, Value: o.Get("_eventsCount")},
		{Key: keyMaxListeners, Value: o.Get("_maxListeners")},
		{Key: kShapeMode, Value: em.shapeMode()},
		{Key: kCapture, Value: em.captures()},
	}
}

// ShowAround is Show for a class that has properties of its own between
// _events and _maxListeners.
func (em *Emitter) ShowAround(o *goja.Object, own ...env.Shown) []env.Shown {
	all := em.Show(o)
	shown := append([]env.Shown{all[0]}, own...)
	shown = append(shown, all[2])
	if len(em.entries) > 0 {
		shown = append(shown, all[1])
	}
	return append(shown, all[3:]...)
}

func (em *Emitter) shapeMode() goja.Value { return boolean(em.shape != nil) }
func (em *Emitter) captures() goja.Value  { return boolean(em.capture == captureOn) }

var yes, no = goja.New().ToValue(true), goja.New().ToValue(false)

func boolean(b bool) goja.Value {
	if b {
		return yes
	}
	return no
}
