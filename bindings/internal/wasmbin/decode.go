package wasmbin

import (
	"bytes"
	"fmt"
	"slices"
)

var (
	magic   = []byte("\x00asm")
	version = []byte{1, 0, 0, 0}
)

var sectionNames = [...]string{
	"Custom", "Type", "Import", "Function", "Table", "Memory", "Global", "Export", "Start", "Element",
	"Code", "Data", "DataCount", "Tag",
}

// Decode reads the binary b, which the module keeps. It finds what it cannot
// read past; whether code and types are valid is for the engine to say.
func Decode(b []byte) (*Module, error) {
	r := &reader{b: b}
	checkHeader(r)
	m := &Module{}
	for r.more() {
		m.section(r)
	}
	m.checkExports(r)
	if r.err != nil {
		return nil, r.err
	}
	slices.Sort(m.Refs)
	m.Refs = slices.Compact(m.Refs)
	return m, nil
}

func checkHeader(r *reader) {
	for _, want := range []struct {
		text  string
		bytes []byte
	}{{"magic word", magic}, {"version", version}} {
		start := r.at
		got := r.bytes(4, want.text)
		if r.err == nil && !bytes.Equal(got, want.bytes) {
			r.fail(start, "expected %s % x, found % x", want.text, want.bytes, got)
		}
	}
}

// section reads the next section, and what is in it if it concerns linking.
func (m *Module) section(r *reader) {
	start := r.at
	id := r.byte("section code")
	n := r.uint(32, "section length")
	if r.err != nil {
		return
	}
	name := "<unknown>"
	if id <= secTag {
		name = sectionNames[id]
	}
	if left := len(r.b) - r.at; n > uint64(left) {
		r.fail(start, "section (code %d, \"%s\") extends past end of the module (length %d, remaining bytes %d)",
			id, name, n, left)
		return
	}
	if id > secTag {
		r.fail(r.at, "unknown section code #0x%02x", id)
		return
	}
	body := &reader{base: r.at}
	body.b = r.bytes(n, "section")
	m.sections = append(m.sections, section{id, body.b})
	m.contents(id, body)
	if body.err == nil && body.at < len(body.b) && reads(id) {
		body.fail(body.at, "section was shorter than expected size (%d bytes expected, %d decoded)", n, body.at)
	}
	if body.err != nil {
		r.err, r.at = body.err, len(r.b)
	}
}

// reads reports whether contents reads a section with this id to its end.
func reads(id byte) bool {
	return id >= secType && id <= secMemory || id == secExport || id == secTag
}

func (m *Module) contents(id byte, r *reader) {
	switch id {
	case secCustom:
		name := r.name("section name")
		m.Customs = append(m.Customs, Custom{name, r.b[r.at:]})
	case secType:
		m.types(r)
	case secImport:
		m.imports(r)
	case secFunction:
		for range r.count("functions count") {
			m.addFunc(r)
		}
	case secTable:
		for range r.count("table count") {
			m.table(r)
		}
	case secMemory:
		for range r.count("memory count") {
			m.Memories = append(m.Memories, r.limits())
		}
	case secTag:
		for range r.count("tag count") {
			m.addTag(r)
		}
	case secGlobal:
		for range r.count("globals count") {
			m.Globals = append(m.Globals, r.globalType())
			m.expression(r)
		}
	case secExport:
		m.exports(r)
	case secStart:
		r.funcIndex()
	case secElement:
		for range r.count("segment count") {
			m.element(r)
		}
	}
}

func (m *Module) addFunc(r *reader) {
	m.Funcs = append(m.Funcs, m.typeIndex(r))
}

func (m *Module) addTag(r *reader) {
	r.byte("tag attribute")
	m.Tags = append(m.Tags, m.typeIndex(r))
}

func (m *Module) typeIndex(r *reader) int {
	start := r.at
	i := r.u32("type index")
	if i >= len(m.Types) {
		r.fail(start, "no signature at index %d (%d types)", i, len(m.Types))
		return 0
	}
	return i
}

func (m *Module) table(r *reader) {
	if r.more() && r.b[r.at] == 0x40 { // with a value for its elements
		r.at += 2
		m.Tables = append(m.Tables, r.tableType())
		m.expression(r)
		return
	}
	m.Tables = append(m.Tables, r.tableType())
}

func (m *Module) imports(r *reader) {
	for range r.count("imports count") {
		i := Import{Module: r.name("module name"), Name: r.name("field name")}
		start := r.at
		i.Kind = Kind(r.byte("kind"))
		switch i.Kind {
		case Func:
			m.addFunc(r)
		case Table:
			m.Tables = append(m.Tables, r.tableType())
		case Memory:
			m.Memories = append(m.Memories, r.limits())
		case Global:
			m.Globals = append(m.Globals, r.globalType())
		case Tag:
			m.addTag(r)
		default:
			r.fail(start, "unknown import desc code 0x%02x", byte(i.Kind))
			return
		}
		i.Index = m.imported[i.Kind]
		m.imported[i.Kind]++
		m.Imports = append(m.Imports, i)
	}
}

func (m *Module) exports(r *reader) {
	seen := make(map[string]bool)
	for range r.count("exports count") {
		start := r.at
		e := Export{Name: r.name("field name"), Kind: Kind(r.byte("kind")), Index: r.u32("item index")}
		if e.Kind > Tag {
			r.fail(start, "invalid export kind 0x%02x", byte(e.Kind))
			return
		}
		if seen[e.Name] {
			r.fail(start, "Duplicate export name '%s' for %s %d", e.Name, e.Kind, e.Index)
			return
		}
		seen[e.Name] = true
		m.Exports = append(m.Exports, e)
	}
}

// checkExports looks for exports of what the module does not have.
func (m *Module) checkExports(r *reader) {
	counts := [...]int{len(m.Funcs), len(m.Tables), len(m.Memories), len(m.Globals), len(m.Tags)}
	for _, e := range m.Exports {
		if e.Index >= counts[e.Kind] {
			r.fail(len(r.b), "%s index %d out of bounds (%d entries)", e.Kind, e.Index, counts[e.Kind])
			return
		}
	}
	for _, i := range m.Refs {
		if i >= len(m.Funcs) {
			r.fail(len(r.b), "function index %d out of bounds (%d entries)", i, len(m.Funcs))
			return
		}
	}
}

func (m *Module) types(r *reader) {
	m.plain = true
	for n := r.count("types count"); n > 0; n-- {
		m.recursive(r)
	}
}

// recursive reads a type, or a group of types that refer to each other.
func (m *Module) recursive(r *reader) {
	if !r.more() || r.b[r.at] != 0x4e {
		m.subtype(r)
		return
	}
	m.plain = false
	r.at++
	for range r.count("types count") {
		m.subtype(r)
	}
}

func (m *Module) subtype(r *reader) {
	form := r.byte("type form")
	m.plain = m.plain && form == 0x60
	if form == 0x50 || form == 0x4f { // sub, sub final
		for range r.count("supertypes count") {
			r.u32("supertype")
		}
		form = r.byte("type form")
	}
	var t FuncType
	switch form {
	case 0x60:
		t.Params = r.valTypes()
		t.Results = r.valTypes()
	case 0x5f: // struct
		for range r.count("field count") {
			r.valType()
			r.byte("mutability")
		}
	case 0x5e: // array
		r.valType()
		r.byte("mutability")
	default:
		r.fail(r.at-1, "unknown type form: %d, expected %s", form, "0x60, 0x5f, 0x5e or 0x4e")
	}
	m.Types = append(m.Types, t)
}

// expression reads a constant expression and takes note of functions in it.
func (m *Module) expression(r *reader) {
	for r.err == nil {
		start := r.at
		switch op := r.byte("opcode"); op {
		case 0x0b: // end
			return
		case 0x41, 0x42, 0x23, 0xd0: // i32.const, i64.const, global.get, ref.null
			r.skipLEB("immediate")
		case 0x43:
			r.bytes(4, "f32")
		case 0x44:
			r.bytes(8, "f64")
		case 0xd2: // ref.func
			m.Refs = append(m.Refs, r.funcIndex())
		case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e: // arithmetic
		case 0xfd:
			if r.uint(32, "opcode") == 12 {
				r.bytes(16, "v128")
				continue
			}
			r.fail(start, "opcode 0xfd is not allowed in constant expressions")
		default:
			r.fail(start, "opcode 0x%02x is not allowed in constant expressions", op)
		}
	}
}

// element reads an element segment, all for the functions in it.
func (m *Module) element(r *reader) {
	start := r.at
	flags := r.uint(32, "flag")
	if flags > 7 {
		r.fail(start, "%s", fmt.Sprintf("illegal flag value %d", flags))
		return
	}
	active, explicit, expressions := flags&1 == 0, flags&2 != 0, flags&4 != 0
	var s Segment
	known := false
	if active {
		if explicit {
			s.Table = r.u32("table index")
		}
		place := *r
		m.expression(r)
		if known = place.byte("opcode") == 0x41; known {
			s.Offset = int(uint32(place.sint()))
			known = place.byte("opcode") == 0x0b
		}
	}
	if flags&3 != 0 {
		if expressions {
			r.valType()
		} else {
			r.byte("element kind")
		}
	}
	s.Count = r.count("number of elements")
	if known {
		m.Segments = append(m.Segments, s)
	}
	for range s.Count {
		if expressions {
			m.expression(r)
		} else {
			m.Refs = append(m.Refs, r.funcIndex())
		}
	}
}
