package wasmbin

import (
	"bytes"
	"reflect"
	"testing"
)

// sample has something of everything that Decode looks into.
func sample() []byte {
	var b Builder
	f := b.ImportFunc("m", "f", FuncType{Params: []ValType{I32, ExternRef}, Results: []ValType{I64}})
	b.ImportTable("m", "t", FuncRef)
	b.ImportMemory("m", "memory", Limits{Min: 1, Max: 300, HasMax: true})
	b.ImportGlobal("m", "g", GlobalType{Val: ExternRef})
	b.ImportTag("m", "e", FuncType{Params: []ValType{F64}})
	own := b.Func(FuncType{Results: []ValType{I32}}, 0x41, 7)
	b.Global(GlobalType{Val: F32}, 0x3f800000)
	b.Global(GlobalType{Val: F64}, 0x3ff0000000000000)
	b.Global(GlobalType{Val: I64}, 1<<63)
	b.Global(GlobalType{Val: FuncRef}, 0)
	b.Elements([]int{own, f})
	b.Export("own", Func, own)
	b.Export("t", Table, 0)
	return b.Bytes()
}

func TestDecode(t *testing.T) {
	m, err := Decode(sample())
	if err != nil {
		t.Fatal(err)
	}
	if got := m.FuncType(0); !reflect.DeepEqual(got.Params, []ValType{I32, ExternRef}) {
		t.Errorf("params of the import: %v", got.Params)
	}
	want := []Import{
		{"m", "f", Func, 0}, {"m", "t", Table, 0}, {"m", "memory", Memory, 0}, {"m", "g", Global, 0}, {"m", "e", Tag, 0},
	}
	if !reflect.DeepEqual(m.Imports, want) {
		t.Errorf("imports: %v", m.Imports)
	}
	if want := (Limits{Min: 1, Max: 300, HasMax: true}); m.Memories[0] != want {
		t.Errorf("memory: %v", m.Memories[0])
	}
	if want := []Export{{"own", Func, 1}, {"t", Table, 0}}; !reflect.DeepEqual(m.Exports, want) {
		t.Errorf("exports: %v", m.Exports)
	}
	if !reflect.DeepEqual(m.Refs, []int{0, 1}) || len(m.Globals) != 5 {
		t.Errorf("references: %v, globals: %v", m.Refs, m.Globals)
	}
	if want := []Segment{{0, 0, 2}}; !reflect.DeepEqual(m.Segments, want) {
		t.Errorf("segments: %v", m.Segments)
	}
}

// Link names what is imported and exported by number, and exports the
// functions that tables refer to.
func TestLink(t *testing.T) {
	m, err := Decode(sample())
	if err != nil {
		t.Fatal(err)
	}
	linked, err := Decode(m.Link())
	if err != nil {
		t.Fatal(err)
	}
	if got := linked.Imports[3]; got != (Import{"3", "3", Global, 0}) || !linked.Globals[0].Mutable {
		t.Errorf("import 3: %v, %v", got, linked.Globals[0])
	}
	want := []Export{{"function1", Func, 1}, {"table0", Table, 0}, {"function0", Func, 0}, {"global0", Global, 0}}
	if !reflect.DeepEqual(linked.Exports, want) {
		t.Errorf("exports: %v", linked.Exports)
	}
	if again := linked.Link(); bytes.Equal(again, sample()) {
		t.Error("Link has changed nothing")
	}
}

// A module that is cut off, or has any of its bytes changed, is refused or
// read, and what is read can be linked.
func TestBroken(t *testing.T) {
	whole := sample()
	try := func(b []byte) {
		if m, err := Decode(b); err == nil {
			m.Nullable()
			m.Link()
		}
	}
	for i := range whole {
		try(whole[:i])
		for _, c := range []byte{0, 1, 0x40, 0x7f, 0x80, 0xff, whole[i] + 1, whole[i] ^ 0x40} {
			changed := bytes.Clone(whole)
			changed[i] = c
			try(changed)
		}
	}
}

func TestSigned(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 63, 64, -64, -65, 1 << 31, -1 << 31, 1<<63 - 1, -1 << 63} {
		r := &reader{b: sleb(nil, n)}
		if got := r.sint(); got != n || r.err != nil {
			t.Errorf("%d came back as %d (%v)", n, got, r.err)
		}
	}
}
