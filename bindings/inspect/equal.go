package inspect

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// Equality is a way of comparing deeply.
type Equality uint8

// The ways of comparing. Their rules are those of lib/internal/util/comparisons.js.
const (
	// EqualLoose is assert.deepEqual: primitives by ==, prototypes do not count.
	EqualLoose Equality = iota
	// EqualPartial is assert.partialDeepStrictEqual: all that the second value has
	// must be in the first.
	EqualPartial
	// EqualStrict is assert.deepStrictEqual and util.isDeepStrictEqual.
	EqualStrict
	// EqualStrictNoPrototype is EqualStrict with prototypes not compared.
	EqualStrictNoPrototype
)

// maxComparison bounds how deep values are compared, for the Go stack's sake.
const maxComparison = 6000

// maxUnguarded is the depth from which a comparison is begun anew looking out
// for cycles, which costs more.
const maxUnguarded = 500

// comparison compares two values.
type comparison struct {
	*Inspector
	mode   Equality
	depth  int
	cycles *cycles // nil while none are looked out for
}

// tooDeepToCompare is thrown inside a comparison that meets maxUnguarded.
type tooDeepToCompare struct{}

// DeepEqual compares a and b. It throws what getters throw.
func (in *Inspector) DeepEqual(a, b goja.Value, mode Equality) bool {
	if !in.cyclic {
		if equal, done := in.compareUnguarded(a, b, mode); done {
			return equal
		}
		// As in Node, a program that has compared cycles once looks out for them
		// from then on; the two ways judge some cyclic values differently.
		in.cyclic = true
	}
	c := comparison{Inspector: in, mode: mode, cycles: &cycles{}}
	return c.values(a, b)
}

// compareUnguarded compares without regard to cycles. done is false when the
// values are deep, or something threw: Node then compares again as well.
func (in *Inspector) compareUnguarded(a, b goja.Value, mode Equality) (equal, done bool) {
	c := comparison{Inspector: in, mode: mode}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(tooDeepToCompare); !ok {
				panic(r)
			}
		}
	}()
	ex := in.vm.Try(func() { equal = c.values(a, b) })
	return equal, ex == nil
}

func (c *comparison) values(a, b goja.Value) bool {
	a, b = orUndefined(a), orUndefined(b)
	if a.StrictEquals(b) {
		return c.mode == EqualLoose || !isNumber(a) || signOfZero(a) == signOfZero(b)
	}
	x, y := c.asObject(a), c.asObject(b)
	if x != nil && y != nil {
		return c.objects(x, y)
	}
	if c.mode != EqualLoose {
		return isNumber(a) && isNumber(b) && goja.IsNaN(a) && goja.IsNaN(b)
	}
	return x == nil && y == nil && (a.Equals(b) || isNumber(a) && isNumber(b) && goja.IsNaN(a) && goja.IsNaN(b))
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func isNumber(v goja.Value) bool { return !isObject(v) && goja.IsNumber(v) }

// signOfZero is true for -0 alone.
func signOfZero(v goja.Value) bool {
	n := v.ToFloat()
	return n == 0 && math.Signbit(n)
}

// asObject gives v when its typeof is "object" and it is not null.
func (c *comparison) asObject(v goja.Value) *goja.Object {
	if o, ok := v.(*goja.Object); ok && !c.callable(o) {
		return o
	}
	return nil
}

// traversal says what is compared beside the keys.
type traversal uint8

const (
	keysOnly traversal = iota
	arrayElements
	setItems
	mapItems
)

func (c *comparison) objects(a, b *goja.Object) bool {
	if a == b {
		return true
	}
	c.depth++
	defer func() { c.depth-- }()
	switch {
	case c.cycles == nil && c.depth > maxUnguarded:
		panic(tooDeepToCompare{})
	case c.depth > maxComparison:
		panic(c.newError("RangeError", "Maximum call stack size exceeded"))
	}
	if c.mode == EqualStrict && !c.sameClass(a, b) {
		return false
	}
	how, list, same := c.similar(a, b)
	return same && c.keys(a, b, how, list)
}

func (in *Inspector) newError(class, message string) goja.Value {
	o, err := in.vm.New(in.vm.Get(class), in.vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	return o
}

// sameClass compares constructors where a inherits one, else prototypes.
func (c *comparison) sameClass(a, b *goja.Object) bool {
	ctor := a.Get("constructor")
	if ctor == nil || goja.IsUndefined(ctor) || c.hasOwn(a, stringKey("constructor")) && !c.isBuiltinConstructor(ctor) {
		return a.Prototype() == b.Prototype()
	}
	return ctor.StrictEquals(orUndefined(b.Get("constructor")))
}

func (c *comparison) isBuiltinConstructor(v goja.Value) bool {
	ctor, ok := v.(*goja.Object)
	if !ok || !c.callable(ctor) {
		return false
	}
	name, ok := ctor.Get("name").(goja.String)
	return ok && builtinNames[name.String()] && c.vm.Get(name.String()) == ctor
}

// similar compares what a and b are. list says that their keys are those of
// arrays: elements and others.
func (c *comparison) similar(a, b *goja.Object) (how traversal, list, same bool) {
	if c.isArray(a) {
		same = c.isArray(b) && c.lengthFits(lengthOf(a), lengthOf(b)) && c.sameTag(a, b)
		return arrayElements, true, same
	}
	tag := a.GetSymbol(goja.SymToStringTag)
	if isUndefined(tag) && c.builtinTag(a) == "[object Object]" {
		return keysOnly, false, c.sameAnyTag(a, b)
	}
	k := c.kindOf(a)
	switch k {
	case kindSet, kindMap:
		how = setItems
		if k == kindMap {
			how = mapItems
		}
		return how, false, c.kindOf(b) == k && c.lengthFits(c.sizeOf(a), c.sizeOf(b)) && c.sameTag(a, b)
	case kindTypedArray, kindDataView:
		return keysOnly, true, c.kindOf(b) == k && c.sameView(a, b, k)
	case kindDate:
		return keysOnly, false, c.kindOf(b) == k && c.sameTag(a, b) && a.Export() == b.Export()
	case kindRegExp:
		return keysOnly, false, c.kindOf(b) == k && c.sameRegExp(a, b) && c.sameTag(a, b)
	case kindArrayBuffer:
		return keysOnly, false, c.kindOf(b) == k && c.sameTag(a, b) && c.sameBytes(bytesOf(a), bytesOf(b))
	}
	return keysOnly, false, c.sameAnyTag(a, b) && !c.isArray(b) && c.similarOthers(a, b, k)
}

func isUndefined(v goja.Value) bool { return v == nil || goja.IsUndefined(v) }

func lengthOf(o *goja.Object) int { return int(o.Get("length").ToInteger()) }

func (c *comparison) sizeOf(o *goja.Object) int {
	_, size := c.entriesOf(o, 0)
	return size
}

// lengthFits reports whether a list of length a may equal one of length b.
func (c *comparison) lengthFits(a, b int) bool {
	return a == b || c.mode == EqualPartial && a > b
}

func (c *comparison) sameTag(a, b *goja.Object) bool {
	return orUndefined(a.GetSymbol(goja.SymToStringTag)).StrictEquals(orUndefined(b.GetSymbol(goja.SymToStringTag)))
}

func (c *comparison) builtinTag(o *goja.Object) string {
	return c.call(c.natives.str, o).String()
}

// sameAnyTag compares Symbol.toStringTag where both have one, or else what
// Object.prototype.toString says.
func (c *comparison) sameAnyTag(a, b *goja.Object) bool {
	x, y := a.GetSymbol(goja.SymToStringTag), b.GetSymbol(goja.SymToStringTag)
	if !isUndefined(x) && !isUndefined(y) {
		return x.StrictEquals(y)
	}
	return c.builtinTag(a) == c.builtinTag(b)
}

// similarOthers compares errors, boxed primitives, URLs and keys, and finds what is
// equal to nothing but itself.
func (c *comparison) similarOthers(a, b *goja.Object, k kind) bool {
	other := c.kindOf(b)
	switch other {
	case kindSet, kindMap, kindTypedArray, kindDataView, kindDate, kindRegExp, kindArrayBuffer:
		return false
	}
	if c.isErrorValue(a) {
		return c.isErrorValue(b) && c.sameError(a, b)
	}
	if k.isBoxed() {
		return other == k && c.unbox(a, k).SameAs(c.unbox(b, k))
	}
	if c.hooks.Href != nil {
		if x, ok := c.hooks.Href(a); ok {
			y, ok := c.hooks.Href(b)
			return ok && x == y
		}
	}
	return !other.isBoxed() && !c.isErrorValue(b) && c.sameKeys(a, b) &&
		k != kindWeakMap && k != kindWeakSet && k != kindPromise
}

func (c *comparison) sameError(a, b *goja.Object) bool {
	for _, name := range [...]string{"message", "name", "cause", "errors"} {
		if !c.sameErrorProperty(a, b, name) {
			return false
		}
	}
	cause := stringKey("cause")
	has := c.hasOwn(b, cause)
	return has == c.hasOwn(a, cause) || c.mode == EqualPartial && !has
}

// sameErrorProperty compares a property that keys may not list.
func (c *comparison) sameErrorProperty(a, b *goja.Object, name string) bool {
	if c.isEnumerable(b, stringKey(name)) {
		return true // compared with the keys
	}
	v := b.Get(name)
	if c.mode == EqualPartial {
		if s, ok := v.(goja.String); isUndefined(v) || name == "message" && ok && s.Length() == 0 {
			return true
		}
	}
	return c.values(a.Get(name), v)
}

func (c *comparison) sameRegExp(a, b *goja.Object) bool {
	for _, name := range [...]string{"source", "flags", "lastIndex"} {
		if !orUndefined(a.Get(name)).StrictEquals(orUndefined(b.Get(name))) {
			return false
		}
	}
	return true
}

// sameView compares typed arrays and views byte by byte, but floats in a loose
// comparison by value.
func (c *comparison) sameView(a, b *goja.Object, k kind) bool {
	if k == kindTypedArray {
		name := c.typedArrayName(a)
		if name != c.typedArrayName(b) {
			return false
		}
		if c.mode == EqualLoose {
			switch name {
			case "Float16Array":
				return sameHalves(viewBytes(a), viewBytes(b))
			case "Float32Array", "Float64Array":
				return sameFloats(a.Export(), b.Export())
			}
		}
	}
	return c.sameBytes(viewBytes(a), viewBytes(b))
}

// sameHalves compares the numbers of two Float16Arrays.
func sameHalves(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i += 2 {
		x, y := binary.NativeEndian.Uint16(a[i:]), binary.NativeEndian.Uint16(b[i:])
		if raw.Float16(x) != raw.Float16(y) {
			return false
		}
	}
	return true
}

func sameFloats(a, b any) bool {
	switch a := a.(type) {
	case []float32:
		return slicesEqual(a, b.([]float32))
	case []float64:
		return slicesEqual(a, b.([]float64))
	}
	return false
}

func slicesEqual[T float32 | float64](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func bytesOf(o *goja.Object) []byte {
	buffer, _ := o.Export().(goja.ArrayBuffer)
	return buffer.Bytes()
}

// viewBytes gives the bytes that a typed array or DataView shows.
func viewBytes(o *goja.Object) []byte {
	buffer, ok := o.Get("buffer").(*goja.Object)
	if !ok {
		return nil
	}
	data := bytesOf(buffer)
	from := int(o.Get("byteOffset").ToInteger())
	to := from + int(o.Get("byteLength").ToInteger())
	if from < 0 || from > to || to > len(data) {
		return nil
	}
	return data[from:to]
}

// sameBytes compares, or in a partial comparison finds b scattered in a in
// order.
func (c *comparison) sameBytes(a, b []byte) bool {
	if c.mode != EqualPartial || len(a) == len(b) {
		return bytes.Equal(a, b)
	}
	for _, octet := range b {
		i := bytes.IndexByte(a, octet)
		if i < 0 {
			return false
		}
		a = a[i+1:]
	}
	return true
}

// keys compares own enumerable keys, and then what how names.
func (c *comparison) keys(a, b *goja.Object, how traversal, list bool) bool {
	keysA, keysB, same := c.comparedKeys(a, b, list)
	if !same {
		return false
	}
	if len(keysB) == 0 {
		switch {
		case how == keysOnly,
			how == arrayElements && lengthOf(b) == 0,
			(how == setItems || how == mapItems) && c.sizeOf(b) == 0:
			return true
		}
	}
	if c.cycles == nil {
		return c.contents(a, b, keysA, keysB, how)
	}
	return c.cycles.guard(a, b, func() bool { return c.contents(a, b, keysA, keysB, how) })
}

func (c *comparison) comparedKeys(a, b *goja.Object, list bool) (keysA, keysB []key, same bool) {
	symbols := c.mode != EqualLoose
	if list {
		keysB = withoutSymbols(c.nonIndexKeys(b, false), symbols)
		if c.mode == EqualPartial {
			return nil, keysB, true
		}
		return nil, keysB, len(keysB) == len(withoutSymbols(c.nonIndexKeys(a, false), symbols))
	}
	keysB = withoutSymbols(c.keysOf(b, false), symbols)
	if c.mode == EqualPartial {
		return nil, keysB, true
	}
	keysA = withoutSymbols(c.keysOf(a, false), symbols)
	return keysA, keysB, len(keysA) == len(keysB)
}

func withoutSymbols(keys []key, keep bool) []key {
	if !keep {
		for i, k := range keys { // they come last
			if k.symbol != nil {
				return keys[:i]
			}
		}
	}
	return keys
}

func (c *comparison) contents(a, b *goja.Object, keysA, keysB []key, how traversal) bool {
	i := 0
	for ; i < len(keysA) && i < len(keysB) && keysA[i] == keysB[i]; i++ {
		if !c.values(c.get(a, keysA[i]), c.get(b, keysA[i])) {
			return false
		}
	}
	for ; i < len(keysB); i++ {
		k := keysB[i]
		if p := c.ownProperty(a, k); !p.exists || !p.enumerable || !c.values(c.get(a, k), c.get(b, k)) {
			return false
		}
	}
	switch how {
	case arrayElements:
		if c.mode == EqualPartial {
			return c.partialElements(a, b)
		}
		return c.elements(a, b)
	case setItems:
		return c.sets(a, b)
	case mapItems:
		return c.maps(a, b)
	}
	return true
}

// cycles keeps the objects that are being compared, to see when a comparison
// comes back to one. The first two pairs are compared pair by pair; from the
// third level on all objects of both sides are in one set.
type cycles struct {
	pairs [][2]*goja.Object
	set   map[*goja.Object]bool
}

const pairLevels = 2

func (g *cycles) guard(a, b *goja.Object, compare func() bool) bool {
	if len(g.pairs) == 1 {
		if first := g.pairs[0]; first[0] == a {
			return first[1] == b
		} else if first[1] == b {
			return false
		}
	}
	if len(g.pairs) < pairLevels {
		g.pairs = append(g.pairs, [2]*goja.Object{a, b})
		defer func() { g.pairs = g.pairs[:len(g.pairs)-1] }()
		if len(g.pairs) == pairLevels {
			g.set = make(map[*goja.Object]bool)
			for _, pair := range g.pairs {
				g.set[pair[0]], g.set[pair[1]] = true, true
			}
		}
		return compare()
	}
	if g.set[a] || g.set[b] {
		return g.set[a] && g.set[b]
	}
	g.set[a], g.set[b] = true, true
	defer func() { delete(g.set, a); delete(g.set, b) }()
	return compare()
}
