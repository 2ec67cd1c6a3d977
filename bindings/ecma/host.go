package ecma

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/frames"
)

// hostStack is Go's stack below the script that runs, from the inside out, as
// far as a trace has not gone through it yet. It is taken when first needed.
//
// Between the frames of scripts lie native functions, each of which is a Go
// function. Those of gonet's that it has called, and that play functions of
// Node's, are found above it.
type hostStack struct {
	rest  []*frames.Func
	taken bool
}

// hiddenPlace is the place of native functions that traces leave out.
const hiddenPlace = frames.Hidden

// through goes on past the native function that is the Go function called name.
// It returns the frames of what is above that, and the function's own place as
// a frame shows it: "" for the engine's. receiver is what stands for the type
// in the name of a method that was called from above.
func (h *hostStack) through(name, receiver string) (above []goja.StackFrame, place string) {
	if !frames.IsOwn(name) {
		return nil, ""
	}
	if !h.taken {
		h.rest, h.taken = frames.Stack(), true
	}
	line := 1
	for i, fn := range h.rest {
		if fn.Name != name {
			continue
		}
		line = fn.Line
		above = playedBy(h.rest[:i], receiver)
		h.rest = h.rest[i+1:]
		break
	}
	switch home := frames.HomeOf(name); home {
	case "", hiddenPlace:
		return above, home
	default:
		return above, " (" + frames.Place(home, line) + ")"
	}
}

// anyReceiver stands in the name of a frame for the type of the object that the
// function above it was called on, as the listener of an event is.
const anyReceiver = "this."

// playedBy returns the frames that Go functions stand for.
func playedBy(funcs []*frames.Func, receiver string) (list []goja.StackFrame) {
	for _, fn := range funcs {
		if fn.Below {
			break
		}
		for _, text := range fn.Plays {
			if method, ok := strings.CutPrefix(text, anyReceiver); ok {
				text = receiver + method
			}
			var f goja.StackFrame
			setFrameName(&f, text)
			list = append(list, f)
		}
	}
	return list
}

// nativeName returns the name of the Go function that a native function is.
func nativeName(callee goja.Value) string {
	o, ok := callee.(*goja.Object)
	if !ok || implementation(o) != nativeLayout.typ {
		return ""
	}
	call, _ := native(o)
	return frames.NameAt(reflect.ValueOf(*call).Pointer())
}

// hostPlace splits the text of a frame of Go code; false if its place is not
// known. Other frames have their place in their program.
func hostPlace(text string) (function, place string, ok bool) {
	const scheme = "node:"
	if rest, async := strings.CutPrefix(text, "async "); async && strings.HasPrefix(rest, scheme) {
		return "async", rest, true
	}
	if strings.HasPrefix(text, scheme) {
		return "", text, true
	}
	open := strings.LastIndex(text, " ("+scheme)
	if open < 0 || !strings.HasSuffix(text, ")") {
		return text, "", false
	}
	return text[:open], text[open+2 : len(text)-1], true
}

// splitPlace splits "file:line:column".
func splitPlace(place string) (file string, line, column int) {
	numbers := [2]int{}
	for i := range numbers {
		at := strings.LastIndexByte(place, ':')
		numbers[i], _ = strconv.Atoi(place[at+1:])
		place = place[:max(at, 0)]
	}
	return place, numbers[1], numbers[0]
}
