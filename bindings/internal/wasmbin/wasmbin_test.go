package wasmbin

import (
	"bytes"
	"reflect"
	"slices"
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

// The functions of busy.
const imported, leaf, calling, looping = 0, 1, 2, 3

// busy has code that can take long.
func busy() []byte {
	var b Builder
	b.ImportFunc("m", "f", FuncType{})
	b.Func(FuncType{}, 0x01)
	b.Func(FuncType{}, append(Op(opCall, imported), Op(opCall, leaf)...)...)
	b.Func(FuncType{}, opLoop, 0x40, 0x0c, 0, opEnd)
	b.Table(TableType{Elem: FuncRef, Limits: Limits{Min: 2}})
	b.Elements([]int{looping, imported})
	b.Export("leaf", Func, leaf)
	b.Export("calling", Func, calling)
	return b.Bytes()
}

// Code that can take long counts, and all that names a function goes on naming
// the same one.
func TestTick(t *testing.T) {
	m, err := Decode(busy())
	if err != nil {
		t.Fatal(err)
	}
	m.Tick()
	linked, err := Decode(m.Link())
	if err != nil {
		t.Fatal(err)
	}
	if got := linked.Imports; !reflect.DeepEqual(got, []Import{{"0", "0", Func, 0}, {TickModule, TickName, Func, 1}}) {
		t.Errorf("imports: %v", got)
	}
	want := []Export{
		{NameOf(Func, leaf), Func, leaf + 1}, {NameOf(Func, calling), Func, calling + 1},
		{NameOf(Func, imported), Func, imported}, {NameOf(Func, looping), Func, looping + 1},
	}
	if !reflect.DeepEqual(linked.Exports, want) {
		t.Errorf("exports: %v", linked.Exports)
	}
	if !reflect.DeepEqual(linked.Refs, []int{imported, looping + 1}) {
		t.Errorf("references: %v", linked.Refs)
	}
	code := linked.body(secCode)
	check := m.ticker.check
	for _, want := range [][]byte{
		{3, 0, 0x01, opEnd},
		slices.Concat([]byte{0}, check, Op(opCall, imported), Op(opCall, leaf+1), []byte{opEnd}),
		slices.Concat([]byte{0, opLoop, 0x40}, check, []byte{0x0c, 0, opEnd, opEnd}),
	} {
		if !bytes.Contains(code, want) {
			t.Errorf("the code %x is without %x", code, want)
		}
	}
}

// Code is left alone if it takes no time, or names what only Tick would add.
func TestTickNot(t *testing.T) {
	for _, code := range [][]byte{
		{0x01},
		{opLoop, 0x40, opEnd, 0x23, 0, 0x1a},       // global.get
		{opLoop, 0x40, opEnd, opBlock, 1, opEnd},   // with a type
		{opLoop, 0x40, opEnd, 0x41, 0, 0x11, 1, 0}, // call_indirect
		{opLoop, 0x40, opEnd, 0xff},
	} {
		var b Builder
		b.Func(FuncType{}, code...)
		m, err := Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		m.Tick()
		if linked, err := Decode(m.Link()); err != nil || len(linked.Imports) > 0 {
			t.Errorf("%x: imports %v, %v", code, linked.Imports, err)
		}
	}
}

// A module that is cut off, or has any of its bytes changed, is refused or
// read, and what is read can be linked.
func TestBroken(t *testing.T) {
	try := func(b []byte) {
		if m, err := Decode(b); err == nil {
			m.Nullable()
			m.Tick()
			m.Link()
		}
	}
	for _, whole := range [][]byte{sample(), busy()} {
		for i := range whole {
			try(whole[:i])
			for _, c := range []byte{0, 1, 0x40, 0x7f, 0x80, 0xff, whole[i] + 1, whole[i] ^ 0x40} {
				changed := bytes.Clone(whole)
				changed[i] = c
				try(changed)
			}
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
