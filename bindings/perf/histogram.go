package perf

import (
	"math"
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// histogram is one of perf_hooks: numbers that it has counted in bars of nearly
// equal values (http://www.hdrhistogram.org).
type histogram struct {
	*hdr.Histogram
	highest  int64
	exceeds  int64         // how many were too high
	recorded time.Duration // when recordDelta was called last
}

func (h *histogram) Get(string) goja.Value       { return nil }
func (h *histogram) Set(string, goja.Value) bool { return false }
func (h *histogram) Has(string) bool             { return false }
func (h *histogram) Delete(string) bool          { return false }
func (h *histogram) Keys() []string              { return nil }

func (h *histogram) record(v int64) {
	if v > h.highest || h.RecordValue(v) != nil {
		h.exceeds++
	}
}

// recordDelta records the nanoseconds since the last call.
func (h *histogram) recordDelta() {
	now := Now()
	if h.recorded > 0 && now > h.recorded {
		h.record(int64(now - h.recorded))
	}
	h.recorded = now
}

func (h *histogram) reset() {
	h.Histogram.Reset()
	h.exceeds, h.recorded = 0, 0
}

func (h *histogram) add(from *histogram) {
	h.exceeds += from.exceeds + h.Merge(from.Histogram)
}

// subtract takes out what from has counted, as far as it is there.
func (h *histogram) subtract(from *histogram) {
	left := h.Clone()
	left.Reset()
	for _, bar := range h.bars() {
		if n := bar.Count - from.countAt(bar.From); n > 0 {
			if err := left.RecordValues(bar.From, n); err != nil {
				panic(err) // it was there before
			}
		}
	}
	h.Histogram = left
}

// bars are those that have counted something, in ascending order.
func (h *histogram) bars() []hdr.Bar {
	bars := h.Distribution()
	kept := bars[:0]
	for _, bar := range bars {
		if bar.Count > 0 {
			kept = append(kept, bar)
		}
	}
	return kept
}

func (h *histogram) countAt(v int64) int64 {
	for _, bar := range h.bars() {
		if bar.From <= v && v <= bar.To {
			return bar.Count
		}
	}
	return 0
}

func (h *histogram) min() int64 {
	if bars := h.bars(); len(bars) > 0 {
		return bars[0].From
	}
	return math.MaxInt64
}

func (h *histogram) max() int64 {
	if bars := h.bars(); len(bars) > 0 {
		return bars[len(bars)-1].To
	}
	return 0
}

func median(bar hdr.Bar) float64 { return float64(bar.From + (bar.To-bar.From+1)/2) }

// mean is NaN if nothing has been recorded.
func (h *histogram) mean() float64 {
	sum := 0.0
	for _, bar := range h.bars() {
		sum += median(bar) * float64(bar.Count)
	}
	return sum / float64(h.TotalCount())
}

// moment is the nth central moment.
func (h *histogram) moment(n float64) float64 {
	mean, sum := h.mean(), 0.0
	for _, bar := range h.bars() {
		sum += math.Pow(median(bar)-mean, n) * float64(bar.Count)
	}
	return sum / float64(h.TotalCount())
}

// standardized is the nth moment in units of the deviation, 0 if there is none.
func (h *histogram) standardized(n float64) float64 {
	variance := h.moment(2)
	if !(variance > 0) {
		return 0
	}
	return h.moment(n) / math.Pow(variance, n/2)
}

func (h *histogram) kurtosis() float64 {
	if k := h.standardized(4); k != 0 {
		return k - 3
	}
	return 0
}

// percentile is the highest value of the bar in which p percent are reached.
func (h *histogram) percentile(p float64) int64 {
	rank := max(int64(p/100*float64(h.TotalCount())+0.5), 1)
	seen := int64(0)
	for _, bar := range h.bars() {
		if seen += bar.Count; seen >= rank {
			return bar.To
		}
	}
	return 0
}

// percentiles is a list of percentiles, each half as far from 100 as the one
// before, with their values (hdr_iter_percentile_init of HdrHistogram_c).
func (h *histogram) percentiles() (list []float64) {
	seen, next, last := int64(0), 0.0, int64(0)
	for _, bar := range h.bars() {
		seen, last = seen+bar.Count, bar.From
		for next <= 100*float64(seen)/float64(h.TotalCount()) {
			list = append(list, next, float64(bar.From))
			next += 100 / math.Pow(2, math.Floor(math.Log2(100/(100-next)))+1)
			if seen == h.TotalCount() {
				break
			}
		}
	}
	return append(list, 100, float64(last))
}

// createHistogram makes the handle of a histogram.
func createHistogram(e *env.Env, lowest, highest int64, figures int) *goja.Object {
	h := &histogram{Histogram: hdr.New(lowest, highest, figures), highest: highest}
	o := e.VM.NewObject()
	set := func(name string, fn func(c goja.FunctionCall) any) {
		must(o.Set(name, e.Function(name, 0, func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(fn(c)) })))
	}
	do := func(name string, fn func(c goja.FunctionCall)) {
		set(name, func(c goja.FunctionCall) any {
			fn(c)
			return goja.Undefined()
		})
	}
	other := func(c goja.FunctionCall) *histogram {
		h, _ := c.Argument(0).(*goja.Object).Get("state").Export().(*histogram)
		return h
	}
	must(o.Set("state", e.VM.NewDynamicObject(h)))
	do("record", func(c goja.FunctionCall) { h.record(c.Argument(0).ToInteger()) })
	do("recordCorrected", func(c goja.FunctionCall) {
		if h.RecordCorrectedValue(c.Argument(0).ToInteger(), c.Argument(1).ToInteger()) != nil {
			h.exceeds++
		}
	})
	do("recordDelta", func(goja.FunctionCall) { h.recordDelta() })
	do("reset", func(goja.FunctionCall) { h.reset() })
	do("add", func(c goja.FunctionCall) { h.add(other(c)) })
	do("subtract", func(c goja.FunctionCall) { h.subtract(other(c)) })
	set("count", func(goja.FunctionCall) any { return h.TotalCount() })
	set("exceeds", func(goja.FunctionCall) any { return h.exceeds })
	set("min", func(goja.FunctionCall) any { return h.min() })
	set("max", func(goja.FunctionCall) any { return h.max() })
	set("mean", func(goja.FunctionCall) any { return h.mean() })
	set("stddev", func(goja.FunctionCall) any { return math.Sqrt(h.moment(2)) })
	set("skewness", func(goja.FunctionCall) any { return h.standardized(3) })
	set("kurtosis", func(goja.FunctionCall) any { return h.kurtosis() })
	set("countAt", func(c goja.FunctionCall) any { return h.countAt(c.Argument(0).ToInteger()) })
	set("percentile", func(c goja.FunctionCall) any { return h.percentile(c.Argument(0).ToFloat()) })
	set("percentiles", func(goja.FunctionCall) any { return h.percentiles() })
	return o
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
