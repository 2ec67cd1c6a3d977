// Package wasmbin reads and writes as much of WebAssembly's binary format as
// linking takes: which types, imports and exports a module has, the same module
// with its imports and exports named by number, and small modules made on the
// spot. It looks at code only to have it count: see Tick.
package wasmbin

// ValType is a value type as it is encoded: one byte, or 0x63 or 0x64 and a
// heap type for references that are written out.
type ValType string

// The types that have values in JavaScript, and v128, which has none.
const (
	I32       ValType = "\x7f"
	I64       ValType = "\x7e"
	F32       ValType = "\x7d"
	F64       ValType = "\x7c"
	V128      ValType = "\x7b"
	FuncRef   ValType = "\x70"
	ExternRef ValType = "\x6f"
	ExnRef    ValType = "\x69"

	// NonNullExtern is (ref extern), which the builtins for strings return.
	NonNullExtern ValType = "\x64\x6f"
)

// IsRef reports whether t is a type of references.
func (t ValType) IsRef() bool {
	return t != I32 && t != I64 && t != F32 && t != F64 && t != V128
}

func (t ValType) String() string {
	switch t {
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	case V128:
		return "v128"
	case FuncRef:
		return "funcref"
	case ExternRef:
		return "externref"
	case ExnRef:
		return "exnref"
	}
	return "ref"
}

// Kind says what an import or export is, as encoded.
type Kind byte

const (
	Func Kind = iota
	Table
	Memory
	Global
	Tag
)

func (k Kind) String() string {
	return [...]string{"function", "table", "memory", "global", "tag"}[k]
}

// FuncType is the type of a function. A type that is not of functions, which
// no function can have, is kept as one without parameters and results.
type FuncType struct {
	Params, Results []ValType
}

// Limits are those of a memory, in pages, or of a table, in elements.
type Limits struct {
	Min, Max uint64
	HasMax   bool
	Shared   bool
	Wide     bool // addressed by i64
}

// Any are the limits by which any memory like one with l can be imported.
func (l Limits) Any() Limits {
	if l.Shared { // which must have a maximum
		return Limits{Max: 1 << 16, HasMax: true, Shared: true}
	}
	return Limits{}
}

// TableType and GlobalType are the types of tables and globals.
type (
	TableType struct {
		Elem ValType
		Limits
	}
	GlobalType struct {
		Val     ValType
		Mutable bool
	}
)

// Import is one import. Index counts the imports of its kind.
type Import struct {
	Module, Name string
	Kind         Kind
	Index        int
}

// Export is one export. Index is its place among all of its kind, of which
// the imported come first.
type Export struct {
	Name  string
	Kind  Kind
	Index int
}

// Custom is a custom section. Data is part of the module's bytes.
type Custom struct {
	Name string
	Data []byte
}

// Module is what a binary says about itself outside of its code. The lists of
// functions, tables, memories, globals and tags begin with the imported.
type Module struct {
	Types    []FuncType
	Funcs    []int // indices of Types
	Tables   []TableType
	Memories []Limits
	Globals  []GlobalType
	Tags     []int // indices of Types
	Imports  []Import
	Exports  []Export
	Customs  []Custom

	// Refs are the functions that tables and globals may come to refer to.
	Refs []int

	// Segments are those that fill tables when the module is instantiated, as far
	// as their place is a plain number.
	Segments []Segment

	sections []section
	ticker   *ticker // nil if the code does not count
	plain    bool    // all types are plain types of functions
	imported [Tag + 1]int
}

// Imported returns how many of kind k are imported.
func (m *Module) Imported(k Kind) int { return m.imported[k] }

// FuncType returns the type of function i.
func (m *Module) FuncType(i int) FuncType { return m.Types[m.Funcs[i]] }

// Segment puts Count elements into a table from Offset on.
type Segment struct{ Table, Offset, Count int }

type section struct {
	id   byte
	body []byte
}

// The sections that this package looks into.
const (
	secCustom = iota
	secType
	secImport
	secFunction
	secTable
	secMemory
	secGlobal
	secExport
	secStart
	secElement
	secCode
	secData
	secDataCount
	secTag
)
