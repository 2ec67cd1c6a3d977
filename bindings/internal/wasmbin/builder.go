package wasmbin

import "encoding/binary"

// Builder makes a small module. Imports must be added before anything else of
// their kind, since they have the first indices.
type Builder struct {
	types, imports, funcs, tables, memories, tags, globals, exports, elements, code list
	counts                                                                          [Tag + 1]int
	indices                                                                         map[string]int
}

// list is the body of a section that is a list.
type list struct {
	n    int
	body []byte
}

func (l *list) add(b []byte) int {
	l.n++
	l.body = append(l.body, b...)
	return l.n - 1
}

// Type returns the index of a type of functions.
func (b *Builder) Type(t FuncType) int {
	form := appendTypes(appendTypes([]byte{0x60}, t.Params), t.Results)
	if b.indices == nil {
		b.indices = make(map[string]int)
	}
	i, ok := b.indices[string(form)]
	if !ok {
		i = b.types.add(form)
		b.indices[string(form)] = i
	}
	return i
}

func (b *Builder) next(k Kind) int {
	b.counts[k]++
	return b.counts[k] - 1
}

func (b *Builder) imported(module, name string, k Kind, desc []byte) int {
	b.imports.add(append(append(appendName(appendName(nil, module), name), byte(k)), desc...))
	return b.next(k)
}

func (b *Builder) ImportFunc(module, name string, t FuncType) int {
	return b.imported(module, name, Func, uleb(nil, uint64(b.Type(t))))
}

func (b *Builder) ImportTable(module, name string, elem ValType) int {
	return b.imported(module, name, Table, appendTable(nil, TableType{Elem: elem}))
}

func (b *Builder) ImportMemory(module, name string, l Limits) int {
	return b.imported(module, name, Memory, appendLimits(nil, l))
}

// ImportGlobal imports a global that has the type t in what Link returns.
func (b *Builder) ImportGlobal(module, name string, t GlobalType) int {
	return b.imported(module, name, Global, appendGlobal(nil, t.linked()))
}

func (b *Builder) ImportTag(module, name string, t FuncType) int {
	return b.imported(module, name, Tag, uleb([]byte{0}, uint64(b.Type(t))))
}

func (b *Builder) Table(t TableType) int {
	b.tables.add(appendTable(nil, t))
	return b.next(Table)
}

func (b *Builder) Memory(l Limits) int {
	b.memories.add(appendLimits(nil, l))
	return b.next(Memory)
}

// Tag adds a tag of exceptions that carry params.
func (b *Builder) Tag(params []ValType) int {
	b.tags.add(uleb([]byte{0}, uint64(b.Type(FuncType{Params: params}))))
	return b.next(Tag)
}

// Global adds a global with the type that it has in what Link returns. bits is
// the value of a number; a reference is null.
func (b *Builder) Global(t GlobalType, bits uint64) int {
	g := appendGlobal(nil, t.linked())
	switch t.Val {
	case I32:
		g = sleb(append(g, 0x41), int64(int32(bits)))
	case I64:
		g = sleb(append(g, 0x42), int64(bits))
	case F32:
		g = binary.LittleEndian.AppendUint32(append(g, 0x43), uint32(bits))
	case F64:
		g = binary.LittleEndian.AppendUint64(append(g, 0x44), bits)
	default:
		g = append(g, 0xd0, t.Val[len(t.Val)-1])
	}
	b.globals.add(append(g, 0x0b))
	return b.next(Global)
}

// Func adds a function whose code, without its end, is given.
func (b *Builder) Func(t FuncType, code ...byte) int {
	b.funcs.add(uleb(nil, uint64(b.Type(t))))
	body := append(append([]byte{0}, code...), 0x0b)
	b.code.add(append(uleb(nil, uint64(len(body))), body...))
	return b.next(Func)
}

func (b *Builder) Export(name string, k Kind, i int) {
	b.exports.add(uleb(append(appendName(nil, name), byte(k)), uint64(i)))
}

// Elements fills table 0 from its start with the functions.
func (b *Builder) Elements(funcs []int) {
	e := []byte{0, 0x41, 0, 0x0b}
	e = uleb(e, uint64(len(funcs)))
	for _, f := range funcs {
		e = uleb(e, uint64(f))
	}
	b.elements.add(e)
}

// Bytes returns the module.
func (b *Builder) Bytes() []byte {
	out := append(append([]byte(nil), magic...), version...)
	for _, s := range []struct {
		id byte
		l  *list
	}{
		{secType, &b.types}, {secImport, &b.imports}, {secFunction, &b.funcs}, {secTable, &b.tables},
		{secMemory, &b.memories}, {secTag, &b.tags}, {secGlobal, &b.globals}, {secExport, &b.exports},
		{secElement, &b.elements}, {secCode, &b.code},
	} {
		if s.l.n > 0 {
			out = appendSection(out, s.id, append(uleb(nil, uint64(s.l.n)), s.l.body...))
		}
	}
	return out
}

// Op writes an instruction with one unsigned immediate.
func Op(code byte, immediate int) []byte { return uleb([]byte{code}, uint64(immediate)) }
