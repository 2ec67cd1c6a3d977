// Package frames knows what gonet's own Go functions are called in stack
// traces: Node's users see functions of Node's there, such as
// "process.processTicksAndRejections (node:internal/process/task_queues)",
// and tools tell by them where the user's own code begins.
//
// A package of bindings says once which of Node's functions its Go functions
// stand for. Nothing is done when these run: a trace that is captured looks at
// Go's own stack. Lines are those of the Go code.
package frames

import (
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Func is a Go function on the stack.
type Func struct {
	Name  string
	Line  int      // where it is
	Plays []string // the frames that it stands for, as traces show them, innermost first
	Below bool     // what calls it is no JavaScript in Node
}

var (
	mu    sync.RWMutex
	plays = map[string][]frame{} // by the name of the Go function
	below = map[string]bool{}
	named = map[string]bool{}     // the files that frames are in
	known = map[uintptr][]*Func{} // by return address
)

// frame is one line of a stack trace: "function (file:line:column)".
type frame struct {
	function string // "" for the top level of a file
	file     string
}

// Play says that the Go function fn stands for functions of Node's, the
// innermost first, each written as "name (file)" or "file".
func Play(fn any, as ...string) {
	list := make([]frame, len(as))
	for i, text := range as {
		list[i].file = text
		if open := strings.LastIndex(text, " ("); open >= 0 && strings.HasSuffix(text, ")") {
			list[i] = frame{text[:open], text[open+2 : len(text)-1]}
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, f := range list {
		named[f.file] = true
	}
	plays[NameAt(reflect.ValueOf(fn).Pointer())] = list
}

// HasFile reports whether traces show functions of the file called name.
func HasFile(name string) bool {
	mu.RLock()
	defer mu.RUnlock()
	return named[name] || isHome[name]
}

// Bottom says that what calls fn, and what calls that, shows in no trace: in
// Node it is the event loop.
func Bottom(fn any) {
	mu.Lock()
	defer mu.Unlock()
	below[NameAt(reflect.ValueOf(fn).Pointer())] = true
}

func (f frame) at(line int) string {
	if f.function == "" {
		return Place(f.file, line)
	}
	return f.function + " (" + Place(f.file, line) + ")"
}

// Place is where a Go function is, as a trace shows it.
func Place(file string, line int) string {
	const column = ":1" // V8 gives one, Go does not
	return file + ":" + strconv.Itoa(line) + column
}

// PlaceOf is where the Go function fn begins, as a place in a file of Node's.
func PlaceOf(fn any, file string) string {
	entry := reflect.ValueOf(fn).Pointer()
	_, line := runtime.FuncForPC(entry).FileLine(entry)
	return file + ":" + strconv.Itoa(line)
}

// methodValue is how the names of the functions end that Go makes for values
// of methods.
const methodValue = "-fm"

// NameAt returns the name of the Go function that begins at entry.
func NameAt(entry uintptr) string {
	fn := runtime.FuncForPC(entry)
	if fn == nil {
		return ""
	}
	return strings.TrimSuffix(fn.Name(), methodValue)
}

// maxDepth bounds how much of Go's stack is looked at, so that an error deep
// in a recursion costs no more than another.
const maxDepth = 256

// Stack returns gonet's own functions on Go's stack, innermost first.
func Stack() []*Func {
	var pcs [maxDepth]uintptr
	list := make([]*Func, 0, maxDepth/4)
	mu.RLock()
	defer mu.RUnlock()
	for _, pc := range pcs[:callers(pcs[:])] {
		funcs, ok := known[pc]
		if !ok {
			mu.RUnlock()
			funcs = learn(pc)
			mu.RLock()
		}
		list = append(list, funcs...)
	}
	return list
}

// learn finds gonet's functions at a return address: several if they were
// inlined into each other.
func learn(pc uintptr) (list []*Func) {
	mu.Lock()
	defer mu.Unlock()
	// The address of nothing has the inlined ones of the first told apart.
	next := runtime.CallersFrames([]uintptr{pc, 0})
	for more := true; more; {
		var f runtime.Frame
		f, more = next.Next()
		if !IsOwn(f.Function) || strings.HasSuffix(f.Function, methodValue) {
			continue
		}
		fn := &Func{Name: f.Function, Line: f.Line, Below: below[f.Function]}
		for _, played := range plays[f.Function] {
			fn.Plays = append(fn.Plays, played.at(f.Line))
		}
		list = append(list, fn)
	}
	known[pc] = list
	return list
}
