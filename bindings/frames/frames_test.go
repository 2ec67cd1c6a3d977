package frames

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

// namesOf returns the names of the functions at return addresses, inlined ones
// included, down to the one that tests run from.
func namesOf(pcs []uintptr) (names []string) {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		names = append(names, f.Function)
		if !more || strings.HasSuffix(f.Function, "tRunner") {
			return names
		}
	}
}

//go:noinline
func deep(n int, pcs []uintptr) (own, goes int, all []uintptr) {
	if n > 0 {
		var grow [512]byte // moves the stack on the way down
		own, goes, all = deep(n-1, pcs)
		runtime.KeepAlive(&grow)
		return own, goes, all
	}
	all = make([]uintptr, len(pcs))
	return callers(pcs), runtime.Callers(1, all), all
}

// inlined is where the compiler puts one function into another.
func inlined(n int, pcs []uintptr) (own, goes int, all []uintptr) { return deep(n, pcs) }

func TestCallersAreGos(t *testing.T) {
	for _, n := range []int{0, 1, 50} {
		pcs := make([]uintptr, 100)
		own, goes, all := inlined(n, pcs)
		got, want := namesOf(pcs[:own]), namesOf(all[:goes])
		if !slices.Equal(got, want) {
			t.Errorf("depth %d:\n%s\nwant\n%s", n, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestCallersInPanic(t *testing.T) {
	defer func() {
		recover()
		pcs, all := make([]uintptr, 100), make([]uintptr, 100)
		own, goes := callers(pcs), runtime.Callers(1, all)
		got, want := namesOf(pcs[:own]), namesOf(all[:goes])
		if !slices.Equal(got, want) {
			t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}()
	var p *int
	*p = 1
}

func TestCallersStopsWhenFull(t *testing.T) {
	pcs := make([]uintptr, 3)
	if own, _, _ := deep(10, pcs); own != 3 {
		t.Errorf("%d of 3", own)
	}
}

func BenchmarkCallers(b *testing.B) {
	var pcs [maxDepth]uintptr
	b.Run("own", func(b *testing.B) {
		for b.Loop() {
			callers(pcs[:])
		}
	})
	b.Run("runtime", func(b *testing.B) {
		for b.Loop() {
			runtime.Callers(1, pcs[:])
		}
	})
}
