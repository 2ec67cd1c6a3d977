package wasmbin

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// NameOf is what Link calls the export of entity i of kind k.
func NameOf(k Kind, i int) string { return k.String() + strconv.Itoa(i) }

// Link returns the module for an engine that knows modules by their names:
//   - import number i comes from the module called i, where it has that name too
//   - exports have the names of NameOf, and so have all functions that tables
//     may come to refer to, and all tables and globals that can hold values of
//     JavaScript's
//   - globals of references can be changed. An engine has no constant for a
//     reference into JavaScript, so that what provides one must be able to set it
//   - a module that ticks has what Tick adds
func (m *Module) Link() []byte {
	out := append(append([]byte(nil), magic...), version...)
	own := m.ownSections()
	for _, s := range m.sections {
		for len(own) > 0 && s.id != secCustom && rank(own[0].id) < rank(s.id) {
			out, own = appendSection(out, own[0].id, own[0].body), own[1:]
		}
		if len(own) > 0 && own[0].id == s.id {
			s, own = own[0], own[1:]
		} else {
			s.body = m.linked(s)
		}
		out = appendSection(out, s.id, s.body)
	}
	for _, s := range own {
		out = appendSection(out, s.id, s.body)
	}
	return out
}

// order is that of the sections in a module.
var order = []byte{
	secType, secImport, secFunction, secTable, secMemory, secTag, secGlobal, secExport, secStart, secElement,
	secDataCount, secCode, secData,
}

func rank(id byte) int { return slices.Index(order, id) }

// ownSections are the sections that Link writes anew, also where there was none.
func (m *Module) ownSections() []section {
	return []section{{secImport, m.importSection()}, {secGlobal, m.globalSection()}, {secExport, m.exportSection()}}
}

// linked is any other section as it is in what Link returns.
func (m *Module) linked(s section) []byte {
	if m.ticker == nil {
		return s.body
	}
	switch r := (&reader{b: s.body}); s.id {
	case secType:
		n := r.count("types count")
		return append(append(uleb(nil, uint64(n+1)), s.body[r.at:]...), 0x60, 0, 0)
	case secTable, secStart, secElement:
		(&Module{}).contents(s.id, r)
		return r.moved(nil, 0, m.place)
	case secCode:
		return m.ticker.code
	}
	return s.body
}

// Nullable makes (ref extern) in types of functions externref, which is what an
// engine without the former has for it. Code that is valid before stays so
// unless it writes out the former itself.
func (m *Module) Nullable() {
	if !m.plain {
		return
	}
	types := uleb(nil, uint64(len(m.Types)))
	for _, t := range m.Types {
		for _, list := range [][]ValType{t.Params, t.Results} {
			for i, v := range list {
				if v == NonNullExtern {
					list[i] = ExternRef
				}
			}
		}
		types = appendTypes(appendTypes(append(types, 0x60), t.Params), t.Results)
	}
	for i, s := range m.sections {
		if s.id == secType {
			m.sections[i].body = types
		}
	}
}

func (m *Module) importSection() []byte {
	n := len(m.Imports)
	if m.ticker != nil {
		n++
	}
	b := uleb(nil, uint64(n))
	for n, i := range m.Imports {
		name := strconv.Itoa(n)
		b = append(appendName(appendName(b, name), name), byte(i.Kind))
		switch i.Kind {
		case Func:
			b = uleb(b, uint64(m.Funcs[i.Index]))
		case Table:
			b = appendTable(b, m.Tables[i.Index])
		case Memory:
			b = appendLimits(b, m.Memories[i.Index])
		case Global:
			b = appendGlobal(b, m.Globals[i.Index].linked())
		case Tag:
			b = uleb(append(b, 0), uint64(m.Tags[i.Index]))
		}
	}
	if m.ticker != nil {
		b = append(appendName(appendName(b, TickModule), TickName), byte(Func))
		b = uleb(b, uint64(len(m.Types))) // which linked adds
	}
	return b
}

// linked is the type that a global has in what Link returns.
func (g GlobalType) linked() GlobalType {
	return GlobalType{g.Val, g.Mutable || g.Val.IsRef()}
}

func (m *Module) globalSection() []byte {
	own := m.Globals[m.imported[Global]:]
	n := len(own)
	if m.ticker != nil {
		n++
	}
	b := uleb(nil, uint64(n))
	r := &reader{b: m.body(secGlobal)}
	r.count("globals count")
	var ignored Module
	for _, g := range own {
		r.globalType()
		b = appendGlobal(b, g.linked())
		start := r.at
		ignored.expression(r)
		b = r.moved(b, start, m.place)
	}
	if m.ticker != nil {
		b = appendGlobal(b, GlobalType{I32, true})
		b = append(sleb(append(b, 0x41), TickEvery), opEnd)
	}
	return b
}

// body is that of the last section with an id, nil if there is none.
func (m *Module) body(id byte) (b []byte) {
	for _, s := range m.sections {
		if s.id == id {
			b = s.body
		}
	}
	return b
}

func (m *Module) exportSection() []byte {
	type entity struct {
		kind  Kind
		index int
	}
	var list []entity
	seen := make(map[entity]bool)
	add := func(k Kind, i int) {
		if e := (entity{k, i}); !seen[e] {
			seen[e] = true
			list = append(list, e)
		}
	}
	for _, e := range m.Exports {
		add(e.Kind, e.Index)
	}
	for _, i := range m.Refs {
		add(Func, i)
	}
	for i, t := range m.Tables {
		if t.Elem == ExternRef {
			add(Table, i)
		}
	}
	for i, g := range m.Globals {
		if g.Val == ExternRef {
			add(Global, i)
		}
	}
	b := uleb(nil, uint64(len(list)))
	for _, e := range list {
		b = append(appendName(b, NameOf(e.kind, e.index)), byte(e.kind))
		if e.kind == Func {
			e.index = m.place(e.index)
		}
		b = uleb(b, uint64(e.index))
	}
	return b
}

func appendSection(b []byte, id byte, body []byte) []byte {
	b = uleb(append(b, id), uint64(len(body)))
	return append(b, body...)
}

func appendName(b []byte, name string) []byte {
	return append(uleb(b, uint64(len(name))), name...)
}

func appendLimits(b []byte, l Limits) []byte {
	var flags byte
	for i, set := range []bool{l.HasMax, l.Shared, l.Wide} {
		if set {
			flags |= 1 << i
		}
	}
	b = uleb(append(b, flags), l.Min)
	if l.HasMax {
		b = uleb(b, l.Max)
	}
	return b
}

func appendTable(b []byte, t TableType) []byte {
	return appendLimits(append(b, t.Elem...), t.Limits)
}

func appendGlobal(b []byte, g GlobalType) []byte {
	b = append(b, g.Val...)
	if g.Mutable {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendTypes(b []byte, types []ValType) []byte {
	b = uleb(b, uint64(len(types)))
	for _, t := range types {
		b = append(b, t...)
	}
	return b
}

func uleb(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }

func sleb(b []byte, n int64) []byte {
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
