// Package v8 is what node:v8 asks of the system under it: memory, as Go's
// collector counts it.
package v8

import (
	"math"
	"runtime"
	"runtime/debug"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Module is "internal/binding/v8".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("heapStatistics", e.Function("heapStatistics", 0, func(goja.FunctionCall) goja.Value {
		return heapStatistics(e)
	}))
	return exports
}

// heapStatistics has the properties of v8.getHeapStatistics() in their order.
// Go has one heap for all; what V8 calls malloced is the rest of what Go has
// from the system.
func heapStatistics(e *env.Env) goja.Value {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	limit := heapLimit()
	o := e.VM.NewObject()
	for _, p := range []struct {
		name  string
		value uint64
	}{
		{"total_heap_size", m.HeapSys},
		{"total_heap_size_executable", 0},
		{"total_physical_size", m.HeapSys - m.HeapReleased},
		{"total_available_size", limit - min(limit, m.HeapAlloc)},
		{"used_heap_size", m.HeapAlloc},
		{"heap_size_limit", limit},
		{"malloced_memory", m.Sys - m.HeapSys},
		{"peak_malloced_memory", m.Sys - m.HeapSys},
		{"does_zap_garbage", 0},
		{"number_of_native_contexts", 1},
		{"number_of_detached_contexts", 0},
		{"total_global_handles_size", 0},
		{"used_global_handles_size", 0},
		{"external_memory", 0},
		{"total_allocated_bytes", m.TotalAlloc},
	} {
		o.Set(p.name, p.value)
	}
	return o
}

// heapLimit is the limit that Go was given, or the memory that the machine is
// known to have.
func heapLimit() uint64 {
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
		return uint64(limit)
	}
	total, err := netimpl.TotalMemory()
	if err != nil {
		return math.MaxInt64
	}
	return total
}
