package raw

import (
	"unicode/utf16"
	"unsafe"

	"github.com/dop251/goja"
)

// BOM is the unit that goja keeps before the first one of a UTF-16 string.
const BOM = 0xFEFF

// ASCII makes a string value of s, which must be ASCII, and shares its memory.
func ASCII(s string) goja.Value {
	w := words{asciiTable, unsafe.Pointer(&s)}
	return *(*goja.Value)(unsafe.Pointer(&w))
}

// ASCIIBytes is ASCII for bytes that nobody changes any more.
func ASCIIBytes(b []byte) goja.Value {
	return ASCII(unsafe.String(unsafe.SliceData(b), len(b)))
}

// UTF16 makes a string value of units[1:], at least one of which must not be
// ASCII. units[0] must be BOM, and units belongs to the value from now on.
func UTF16(units []uint16) goja.Value {
	w := words{utf16Table, unsafe.Pointer(&units)}
	return *(*goja.Value)(unsafe.Pointer(&w))
}

// Text returns what the string v holds: ASCII, or else UTF-16 units. Neither
// may be changed. ok is false if v is not a string.
func Text(v goja.Value) (ascii string, units []uint16, ok bool) {
	switch w := wordsOf(&v); w.table {
	case asciiTable:
		return *(*string)(w.data), nil, true
	case utf16Table:
		return "", (*(*[]uint16)(w.data))[1:], true
	}
	if _, ok := v.(goja.String); !ok {
		return "", nil, false
	}
	// A string that came from Go, which goja has perhaps not scanned yet.
	s := v.String()
	if IsASCII(unsafe.Slice(unsafe.StringData(s), len(s))) {
		return s, nil, true
	}
	return "", utf16.Encode([]rune(s)), true
}

// ToString returns v if it is a string, and what String(v) is if not.
func ToString(v goja.Value) goja.Value {
	if IsString(v) {
		return v
	}
	if s := v.ToString(); IsString(s) {
		return s
	}
	return ASCII(v.String()) // null and undefined, which goja returns as they are
}

// IsString reports whether v is a string, not an object that wraps one.
func IsString(v goja.Value) bool {
	if t := wordsOf(&v).table; t == asciiTable || t == utf16Table {
		return true
	}
	_, ok := v.(goja.String)
	return ok
}

// IsASCII reports whether no byte of b has its highest bit set.
func IsASCII(b []byte) bool { return ASCIIPrefix(b) == len(b) }

// ASCIIPrefix returns how many bytes b has before the first that is not ASCII.
func ASCIIPrefix(b []byte) int {
	const high = 0x8080808080808080
	i := 0
	for ; i+32 <= len(b); i += 32 {
		w := (*[4]uint64)(unsafe.Pointer(&b[i]))
		if (w[0]|w[1]|w[2]|w[3])&high != 0 {
			break
		}
	}
	for ; i+8 <= len(b); i += 8 {
		if *(*uint64)(unsafe.Pointer(&b[i]))&high != 0 {
			break
		}
	}
	for i < len(b) && b[i] < 0x80 {
		i++
	}
	return i
}
