package wasm

import (
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

// The engine makes a new reference to a function whenever code asks for one, so
// that references do not tell whether functions are the same. What they point
// to does: it begins with the place of the code and the instance that it runs
// in, copied from instance to instance.

// funcKey identifies a function.
type funcKey [2]uintptr

// functions finds the function that a reference is to.
type functions struct {
	byKey  map[funcKey]*function
	unseen []*instance // whose functions are not in byKey
	words  []int       // which of what a reference points to; nil until it is known
}

// keyOf reads the key behind a reference, which must not be null.
func (s *store) keyOf(ref uint64) (key funcKey) {
	words := *(**[4]uintptr)(unsafe.Pointer(&ref))
	for i, word := range s.funcs.words {
		key[i] = words[word]
	}
	return key
}

// refOf returns a reference to f.
func (s *store) refOf(f *function) uint64 {
	if f.ref == 0 {
		s.refer([]*function{f})
	}
	return f.ref
}

// refer makes references to functions: a module imports them into a table and
// hands out its elements.
func (s *store) refer(list []*function) {
	var b wasmbin.Builder
	indices := make([]int, len(list))
	for i, f := range list {
		indices[i] = b.ImportFunc(strconv.Itoa(i), f.home.name, f.sig)
	}
	b.Table(wasmbin.TableType{Elem: wasmbin.FuncRef, Limits: wasmbin.Limits{Min: uint64(len(list))}})
	b.Elements(indices)
	const localGet, tableGet = 0x20, 0x25
	b.Export("get", wasmbin.Func, b.Func(sig(wasmbin.I32)(wasmbin.FuncRef), localGet, 0, tableGet, 0))
	// This instance is not released: the references are addresses in it.
	compiled, err := s.runtime.CompileModule(s.ctx, b.Bytes())
	must(err)
	m, err := s.runtime.InstantiateModule(s.from(func(module string) api.Module {
		i, _ := strconv.Atoi(module)
		return list[i].home.instance
	}), compiled, anonymous())
	must(err)
	get := m.ExportedFunction("get")
	s.funcs.learnWords(get)
	for i, f := range list {
		results, err := get.Call(s.ctx, uint64(i))
		must(err)
		f.ref = results[0]
		if key := s.keyOf(f.ref); s.funcs.byKey[key] == nil {
			s.funcs.byKey[key] = f
		}
	}
}

// learnWords finds out which of wazero's engines runs. A reference of the
// compiler's points to code, instance and the type's number; one of the
// interpreter's to type, instance, the type's number and code.
func (fs *functions) learnWords(f api.Function) {
	if fs.words == nil {
		fs.words = []int{1, 3}
		if strings.Contains(fmt.Sprintf("%T", f), "wazevo") {
			fs.words = []int{0, 1}
		}
	}
}

// functionOf returns the function that ref is a reference to, or null.
func (s *store) functionOf(ref uint64) goja.Value {
	if ref == 0 {
		return goja.Null()
	}
	for {
		if s.funcs.words != nil {
			if f := s.funcs.byKey[s.keyOf(ref)]; f != nil {
				return f.face()
			}
		}
		last := len(s.funcs.unseen) - 1
		if last < 0 {
			panic(s.error("RuntimeError", "the function of a reference is not known"))
		}
		in := s.funcs.unseen[last]
		s.funcs.unseen = s.funcs.unseen[:last]
		if list := in.referable(); len(list) > 0 {
			s.refer(list)
		}
	}
}

// referable are the functions of the instance that references can be to.
func (in *instance) referable() (list []*function) {
	seen := make(map[int]bool)
	add := func(i int) {
		if !seen[i] {
			seen[i] = true
			list = append(list, in.entity(wasmbin.Func, i).(*function))
		}
	}
	for _, i := range in.module.Refs {
		add(i)
	}
	for _, e := range in.module.Exports {
		if e.Kind == wasmbin.Func {
			add(e.Index)
		}
	}
	return list
}
