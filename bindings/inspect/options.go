package inspect

import (
	"math"

	"github.com/dop251/goja"
)

// Options are util.inspect's. The zero value is not useful: start from
// DefaultOptions, or from Inspector.Options for what a script has set.
type Options struct {
	ShowHidden       bool
	Depth            float64 // levels below the value; +Inf for all
	Colors           bool
	CustomInspect    bool
	ShowProxy        bool
	MaxArrayLength   float64
	MaxStringLength  float64
	BreakLength      float64
	Compact          float64 // CompactAll for true, 0 for false
	Sorted           bool
	SortBy           goja.Value // comparator when Sorted, or nil
	Getters          string     // "", "all", "get" or "set"
	NumericSeparator bool

	// given holds the values as the script gave them, which custom inspect
	// functions get back; nil entries follow from the fields above.
	given *[optionCount]goja.Value
	// user is the object of options that had keys inspect does not know.
	user *goja.Object
	// stylize is the function that the options named, or nil.
	stylize *goja.Object
}

// CompactAll is compact: true, everything on as few lines as possible.
const CompactAll = -1

// DefaultOptions are those of a fresh inspect.defaultOptions.
func DefaultOptions() Options {
	return Options{
		Depth:           2,
		CustomInspect:   true,
		MaxArrayLength:  100,
		MaxStringLength: 10000,
		BreakLength:     80,
		Compact:         3,
	}
}

// The options in the order of inspect.defaultOptions.
const (
	optShowHidden = iota
	optDepth
	optColors
	optCustomInspect
	optShowProxy
	optMaxArrayLength
	optMaxStringLength
	optBreakLength
	optCompact
	optSorted
	optGetters
	optNumericSeparator
	optionCount
)

var optionNames = [optionCount]string{
	"showHidden", "depth", "colors", "customInspect", "showProxy", "maxArrayLength",
	"maxStringLength", "breakLength", "compact", "sorted", "getters", "numericSeparator",
}

func optionIndex(name string) int {
	for i, n := range optionNames {
		if n == name {
			return i
		}
	}
	return -1
}

// set takes option i as a script gave it.
func (o *Options) set(i int, v goja.Value) {
	if o.given == nil {
		o.given = new([optionCount]goja.Value)
	} else {
		copied := *o.given
		o.given = &copied
	}
	o.given[i] = v
	switch i {
	case optShowHidden:
		o.ShowHidden = truthy(v)
	case optDepth:
		o.Depth = limitOf(v, math.Inf(1))
	case optColors:
		o.Colors = truthy(v)
	case optCustomInspect:
		o.CustomInspect = truthy(v)
	case optShowProxy:
		o.ShowProxy = truthy(v)
	case optMaxArrayLength:
		o.MaxArrayLength = limitOf(v, 0)
	case optMaxStringLength:
		o.MaxStringLength = limitOf(v, math.Inf(1))
	case optBreakLength:
		o.BreakLength = limitOf(v, math.Inf(1))
	case optCompact:
		o.Compact = compactOf(v)
	case optSorted:
		o.Sorted = truthy(v)
		o.SortBy = nil
		if o.Sorted && !isBool(v) {
			o.SortBy = v
		}
	case optGetters:
		o.Getters = gettersOf(v)
	case optNumericSeparator:
		o.NumericSeparator = truthy(v)
	}
}

// limitOf reads a number that null makes infinite. Comparisons with undefined
// are false in JavaScript, so it makes no limit; forNaN says what that means.
func limitOf(v goja.Value, forNaN float64) float64 {
	if goja.IsNull(v) {
		return math.Inf(1)
	}
	n := v.ToFloat()
	if math.IsNaN(n) {
		return forNaN
	}
	return n
}

func compactOf(v goja.Value) float64 {
	if isBool(v) {
		if v.ToBoolean() {
			return CompactAll
		}
		return 0
	}
	if !goja.IsNumber(v) || !(v.ToFloat() >= 1) {
		return 0
	}
	return v.ToFloat()
}

func gettersOf(v goja.Value) string {
	if isBool(v) && v.ToBoolean() {
		return "all"
	}
	if s, ok := v.(goja.String); ok {
		if name := s.String(); name == "get" || name == "set" {
			return name
		}
	}
	return ""
}

func truthy(v goja.Value) bool { return v != nil && v.ToBoolean() }

// value gives option i as custom inspect functions see it.
func (o *Options) value(vm *goja.Runtime, i int) goja.Value {
	if o.given != nil && o.given[i] != nil && !unlimited(i, o.given[i]) {
		return o.given[i]
	}
	switch i {
	case optShowHidden:
		return vm.ToValue(o.ShowHidden)
	case optDepth:
		return vm.ToValue(o.Depth)
	case optColors:
		return vm.ToValue(o.Colors)
	case optCustomInspect:
		return vm.ToValue(o.CustomInspect)
	case optShowProxy:
		return vm.ToValue(o.ShowProxy)
	case optMaxArrayLength:
		return vm.ToValue(o.MaxArrayLength)
	case optMaxStringLength:
		return vm.ToValue(o.MaxStringLength)
	case optBreakLength:
		return vm.ToValue(o.BreakLength)
	case optCompact:
		return compactValue(vm, o.Compact)
	case optSorted:
		return vm.ToValue(o.Sorted)
	case optGetters:
		if o.Getters == "" || o.Getters == "all" {
			return vm.ToValue(o.Getters == "all")
		}
		return vm.ToValue(o.Getters)
	default:
		return vm.ToValue(o.NumericSeparator)
	}
}

// unlimited reports the two options whose null becomes Infinity before anyone
// sees it.
func unlimited(i int, v goja.Value) bool {
	return goja.IsNull(v) && (i == optMaxArrayLength || i == optMaxStringLength)
}

func compactValue(vm *goja.Runtime, compact float64) goja.Value {
	switch compact {
	case CompactAll:
		return vm.ToValue(true)
	case 0:
		return vm.ToValue(false)
	}
	return vm.ToValue(compact)
}

// Options are the defaults as a script may have changed them through
// inspect.defaultOptions.
func (in *Inspector) Options() Options {
	o := DefaultOptions()
	if in.defaults != nil {
		for i, name := range optionNames {
			o.set(i, in.defaults.Get(name))
		}
	}
	return o
}

// With applies an options object on top of o, as inspect(value, options) does.
func (in *Inspector) With(o Options, options *goja.Object) Options {
	for _, key := range options.Keys() {
		if i := optionIndex(key); i >= 0 {
			o.set(i, options.Get(key))
		} else if key == "stylize" {
			o.stylize, _ = options.Get(key).(*goja.Object)
		} else if o.user == nil {
			o.user = options
		}
	}
	return o
}
