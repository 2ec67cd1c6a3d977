package ecma

//lint:file-ignore U1000 the fields mirror those of goja, by name and order

import (
	"reflect"
	"sort"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// This file is the one place that reaches into goja: for what a frame of its
// stack was called on, for the constructors that its engine throws with, and
// for the depth of the stack. goja offers none of it. Every field is found by
// its name and checked for its type when the program starts, so that another
// version of goja fails at once and says where.

// context mirrors goja's saved frame.
type context struct {
	prg       *goja.Program
	stash     unsafe.Pointer
	privEnv   unsafe.Pointer
	newTarget goja.Value
	result    goja.Value
	pc, sb    int
	args      int
}

// instruction mirrors an instruction's interface value.
type instruction struct{ kind, operand unsafe.Pointer }

// iterations are the kinds of instructions that ask for an iterator.
var iterations = sync.OnceValue(func() map[unsafe.Pointer]bool {
	kinds := make(map[unsafe.Pointer]bool, 4)
	prg := goja.MustCompile("", "for (const x of []); const [y] = []; [...[]]; Math.max(...[])", false)
	names := reflect.ValueOf(prg).Elem().FieldByName("code")
	for i, in := range *at[[]instruction](unsafe.Pointer(prg), programCode) {
		switch names.Index(i).Elem().Type().Name() {
		case "_iterateP", "_iterate", "_pushArraySpread", "_pushSpread":
			kinds[in.kind] = true
		}
	}
	if len(kinds) != 4 {
		mend("the instructions that iterate")
	}
	return kinds
})

// mapping mirrors an entry of goja's map from code to source.
type mapping struct{ pc, srcPos int }

var (
	runtimeType = reflect.TypeFor[goja.Runtime]()
	vmField     = fieldOf(runtimeType, "vm")
	vmType      = vmField.Type.Elem()
	globalField = fieldOf(runtimeType, "global")

	vmPrg       = offsetOf[*goja.Program](vmType, "prg")
	vmSb        = offsetOf[int](vmType, "sb")
	vmSp        = offsetOf[int](vmType, "sp")
	vmNewTarget = offsetOf[goja.Value](vmType, "newTarget")
	vmStack     = sliceOffset(vmType, "stack", reflect.TypeFor[goja.Value]())
	vmCallStack = mirroredSlice(vmType, "callStack", reflect.TypeFor[context]())
	vmPc        = offsetOf[int](vmType, "pc")
	vmTryStack  = sliceOf(vmType, "tryStack")
	vmInterrupt = offsetOf[uint32](vmType, "interrupted")
	vmMaxStack  = offsetOf[int](vmType, "maxCallStackSize")

	programType = reflect.TypeFor[goja.Program]()
	programSrc  = offsetOf[*file.File](programType, "src")
	programCode = sliceOf(programType, "code")
	programMap  = mirroredSlice(programType, "srcMap", reflect.TypeFor[mapping]())

	frameType = reflect.TypeFor[goja.StackFrame]()
	framePrg  = offsetOf[*goja.Program](frameType, "prg")
	framePc   = offsetOf[int](frameType, "pc")
	frameName = stringOffset(frameType, "funcName")

	objectSelf = fieldOf(reflect.TypeFor[goja.Object](), "self").Index[0]
)

func mend(what string) {
	panic("ecma: this version of goja has changed " + what + ": mend internals.go")
}

func fieldOf(t reflect.Type, name string) reflect.StructField {
	f, ok := t.FieldByName(name)
	if !ok {
		mend(t.String() + "." + name)
	}
	return f
}

func offsetOf[T any](t reflect.Type, name string) uintptr {
	f := fieldOf(t, name)
	if f.Type != reflect.TypeFor[T]() {
		mend(t.String() + "." + name)
	}
	return f.Offset
}

func stringOffset(t reflect.Type, name string) uintptr {
	f := fieldOf(t, name)
	if f.Type.Kind() != reflect.String {
		mend(t.String() + "." + name)
	}
	return f.Offset
}

func sliceOffset(t reflect.Type, name string, elem reflect.Type) uintptr {
	f := fieldOf(t, name)
	if f.Type.Kind() != reflect.Slice || f.Type.Elem() != elem {
		mend(t.String() + "." + name)
	}
	return f.Offset
}

func sliceOf(t reflect.Type, name string) uintptr {
	f := fieldOf(t, name)
	if f.Type.Kind() != reflect.Slice {
		mend(t.String() + "." + name)
	}
	return f.Offset
}

// mirroredSlice is sliceOffset where mirror has the fields of the slice's own
// element type.
func mirroredSlice(t reflect.Type, name string, mirror reflect.Type) uintptr {
	f := fieldOf(t, name)
	if f.Type.Kind() != reflect.Slice || !mirrors(mirror, f.Type.Elem()) {
		mend(t.String() + "." + name)
	}
	return f.Offset
}

func mirrors(mirror, original reflect.Type) bool {
	if mirror.Size() != original.Size() || mirror.NumField() != original.NumField() {
		return false
	}
	for i := range mirror.NumField() {
		m, o := mirror.Field(i), original.Field(i)
		same := m.Type == o.Type || m.Type.Kind() == reflect.UnsafePointer && o.Type.Kind() == reflect.Pointer
		if m.Name != o.Name || m.Offset != o.Offset || !same {
			return false
		}
	}
	return true
}

func at[T any](base unsafe.Pointer, offset uintptr) *T {
	return (*T)(unsafe.Add(base, offset))
}

// machine is goja's interpreter of one VM.
type machine struct{ p unsafe.Pointer }

func machineOf(vm *goja.Runtime) machine {
	return machine{*at[unsafe.Pointer](unsafe.Pointer(vm), vmField.Offset)}
}

func (m machine) program() *goja.Program { return *at[*goja.Program](m.p, vmPrg) }
func (m machine) callStack() []context   { return *at[[]context](m.p, vmCallStack) }
func (m machine) maxCallStack() int      { return *at[int](m.p, vmMaxStack) }

// leaveGenerator undoes what goja has done to enter an async function or a
// generator, if it is in the midst of that: a mark on its stack of try
// statements, which only the function's end would take off again. An exception
// thrown now would not find the try statements under it.
func (m machine) leaveGenerator() {
	entering := m.program() == nil && *at[int](m.p, vmSb) == -1 && *at[int](m.p, vmPc) == -2
	frames := at[int](m.p, vmTryStack+unsafe.Sizeof(uintptr(0))) // the slice's length
	if entering && *frames > 0 {
		*frames--
	}
}

// iterating reports whether the instruction that is being executed asks for an
// iterator that no script gets to see.
func (m machine) iterating() bool {
	prg := m.program()
	if prg == nil {
		return false
	}
	code := *at[[]instruction](unsafe.Pointer(prg), programCode)
	pc := *at[int](m.p, vmPc)
	return pc >= 0 && pc < len(code) && iterations()[code[pc].kind]
}

// interrupted reports whether the VM has been asked to stop.
func (m machine) interrupted() bool {
	return atomic.LoadUint32(at[uint32](m.p, vmInterrupt)) != 0
}

// operand returns what lies n below the top of the operand stack, or nil.
func (m machine) operand(n int) goja.Value {
	stack := *at[[]goja.Value](m.p, vmStack)
	if i := *at[int](m.p, vmSp) - 1 - n; i >= 0 && i < len(stack) {
		return stack[i]
	}
	return nil
}

// activation is a frame of the VM's stack with what it was called with.
type activation struct {
	native       bool
	callee, this goja.Value // nil if not known
	newTarget    goja.Value // nil in native code
}

// activations returns up to n frames, the innermost first, of those that goja
// puts into a stack trace, in the same order.
func (m machine) activations(n int) []activation {
	stack := *at[[]goja.Value](m.p, vmStack)
	calls := m.callStack()
	list := make([]activation, 0, min(n, len(calls)+1))
	prg, sb, newTarget := m.program(), *at[int](m.p, vmSb), *at[goja.Value](m.p, vmNewTarget)
	for i := len(calls); len(list) < n; i-- {
		if i < len(calls) {
			c := &calls[i]
			prg, sb, newTarget = c.prg, c.sb, c.newTarget
		}
		if prg != nil || sb > 0 {
			list = append(list, activationAt(stack, prg == nil, sb, newTarget))
		}
		if i == 0 {
			break
		}
	}
	return list
}

func activationAt(stack []goja.Value, native bool, sb int, newTarget goja.Value) activation {
	a := activation{native: native}
	if !native {
		a.newTarget = newTarget
	}
	get := func(i int) goja.Value {
		if i >= 0 && i < len(stack) {
			return stack[i]
		}
		return nil
	}
	if sb <= 0 {
		return a
	}
	a.callee = get(sb - 1)
	if native {
		a.this = get(sb - 2)
	} else {
		a.this = get(sb)
	}
	return a
}

// sourceOf returns the file that a frame's code was compiled from and the
// frame's offset in it; nil for native code.
func sourceOf(f *goja.StackFrame) (src *file.File, offset int) {
	prg := *at[*goja.Program](unsafe.Pointer(f), framePrg)
	if prg == nil {
		return nil, 0
	}
	src = *at[*file.File](unsafe.Pointer(prg), programSrc)
	mappings := *at[[]mapping](unsafe.Pointer(prg), programMap)
	pc := *at[int](unsafe.Pointer(f), framePc)
	i := sort.Search(len(mappings), func(i int) bool { return mappings[i].pc > pc })
	if i > 0 {
		offset = mappings[i-1].srcPos
	}
	return src, offset
}

func setFrameName(f *goja.StackFrame, name string) {
	*at[string](unsafe.Pointer(f), frameName) = name
}

// implementation returns goja's own type of o.
func implementation(o *goja.Object) reflect.Type {
	return reflect.ValueOf(o).Elem().Field(objectSelf).Elem().Type()
}

// isProxy reports whether o is a Proxy, whose properties a script answers for.
func isProxy(o *goja.Object) bool { return implementation(o) == proxyType }

var proxyType = implementation(layoutVM.ToValue(layoutVM.NewProxy(layoutVM.NewObject(), &goja.ProxyTrapConfig{})).(*goja.Object))

// layoutVM shows what goja's own types are.
var layoutVM = goja.New()

func implementationPointer(o *goja.Object) unsafe.Pointer {
	return reflect.ValueOf(o).Elem().Field(objectSelf).Elem().UnsafePointer()
}

// errorLayout is goja's error object: the frames of its stack, and whether
// they have become its stack property.
var errorLayout = func() (l struct {
	typ                 reflect.Type
	stack, added, names uintptr
}) {
	o := layoutVM.NewTypeError("")
	l.typ = implementation(o)
	l.stack = sliceOffset(l.typ.Elem(), "stack", reflect.TypeFor[goja.StackFrame]())
	l.added = offsetOf[bool](l.typ.Elem(), "stackPropAdded")
	l.names = sliceOffset(l.typ.Elem(), "propNames", reflect.TypeFor[unistring.String]())
	return l
}()

// framesOf returns where an error object keeps its frames, or nil if o is no
// error object.
func framesOf(o *goja.Object) *[]goja.StackFrame {
	if implementation(o) != errorLayout.typ {
		return nil
	}
	return at[[]goja.StackFrame](implementationPointer(o), errorLayout.stack)
}

// dropStackProperty makes goja take the stack property of an error object as
// made, so that it makes none.
func dropStackProperty(o *goja.Object) {
	*at[bool](implementationPointer(o), errorLayout.added) = true
}

// listLastFirst has the property that was defined last listed first.
func listLastFirst(o *goja.Object) {
	names := *at[[]unistring.String](implementationPointer(o), errorLayout.names)
	if n := len(names) - 1; n > 0 {
		last := names[n]
		copy(names[1:], names[:n])
		names[0] = last
	}
}

// construct is goja's way into a native constructor.
type construct = func(args []goja.Value, newTarget *goja.Object) *goja.Object

var nativeLayout = func() (l struct {
	typ             reflect.Type
	call, construct uintptr
}) {
	l.typ = implementation(layoutVM.Get("Error").(*goja.Object))
	l.call = offsetOf[func(goja.FunctionCall) goja.Value](l.typ.Elem(), "f")
	l.construct = offsetOf[construct](l.typ.Elem(), "construct")
	return l
}()

// propertyLayout is goja's property that is not an ordinary one, such as a
// function's name.
var propertyLayout = func() (l struct {
	typ           reflect.Type
	values, value uintptr
}) {
	f := layoutVM.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object)
	l.values = offsetOf[map[unistring.String]goja.Value](implementation(f).Elem(), "values")
	values := *at[map[unistring.String]goja.Value](implementationPointer(f), l.values)
	l.typ = reflect.TypeOf(values["name"])
	l.value = offsetOf[goja.Value](l.typ.Elem(), "value")
	if reflect.TypeOf(values["length"]) != l.typ {
		mend("the properties of native functions")
	}
	return l
}()

// setNative sets a property that a native function was made with: its name or
// its length.
func setNative(f *goja.Object, property unistring.String, v goja.Value) {
	values := *at[map[unistring.String]goja.Value](implementationPointer(f), propertyLayout.values)
	*at[goja.Value](reflect.ValueOf(values[property]).UnsafePointer(), propertyLayout.value) = v
}

// native gives access to what a native function does when it is called and
// when it is constructed.
func native(o *goja.Object) (call *func(goja.FunctionCall) goja.Value, make *construct) {
	if implementation(o) != nativeLayout.typ {
		mend("native functions")
	}
	p := implementationPointer(o)
	return at[func(goja.FunctionCall) goja.Value](p, nativeLayout.call), at[construct](p, nativeLayout.construct)
}

// intrinsic gives access to a constructor that goja's engine uses itself.
func intrinsic(vm *goja.Runtime, name string) **goja.Object {
	return at[*goja.Object](unsafe.Pointer(vm), globalField.Offset+offsetOf[*goja.Object](globalField.Type, name))
}

// objectLayout is goja's ordinary object: its string-keyed properties and
// their order.
var objectLayout = func() (l struct {
	typ           reflect.Type
	values, names uintptr
}) {
	l.typ = implementation(layoutVM.NewObject())
	l.values = offsetOf[map[unistring.String]goja.Value](l.typ.Elem(), "values")
	l.names = sliceOffset(l.typ.Elem(), "propNames", reflect.TypeFor[unistring.String]())
	return l
}()

// putNew adds an ordinary property to a new ordinary object, whose names it
// returns: an own one even where a prototype has a setter.
func putNew(o *goja.Object, name unistring.String, v goja.Value) {
	p := implementationPointer(o)
	values := *at[map[unistring.String]goja.Value](p, objectLayout.values)
	before := len(values)
	values[name] = v
	if len(values) > before {
		names := at[[]unistring.String](p, objectLayout.names)
		*names = append(*names, name)
	}
}

// arrayLayout is goja's ordinary array.
var arrayLayout = func() (l struct {
	typ                                 reflect.Type
	values, length, objects, propValues uintptr
}) {
	l.typ = implementation(layoutVM.NewArray())
	l.values = sliceOffset(l.typ.Elem(), "values", reflect.TypeFor[goja.Value]())
	l.length = offsetOf[uint32](l.typ.Elem(), "length")
	l.objects = offsetOf[int](l.typ.Elem(), "objCount")
	l.propValues = offsetOf[int](l.typ.Elem(), "propValueCount")
	return l
}()

// newArray makes an array that owns values.
func newArray(vm *goja.Runtime, values []goja.Value) *goja.Object {
	o := vm.NewArray()
	p := implementationPointer(o)
	*at[[]goja.Value](p, arrayLayout.values) = values
	*at[uint32](p, arrayLayout.length) = uint32(len(values))
	*at[int](p, arrayLayout.objects) = len(values)
	return o
}

// elements returns the elements of an array that has nothing but plain ones,
// without holes; false for any other object. The slice is the array's own.
func elements(o *goja.Object) ([]goja.Value, bool) {
	if implementation(o) != arrayLayout.typ {
		return nil, false
	}
	p := implementationPointer(o)
	values := *at[[]goja.Value](p, arrayLayout.values)
	length := int(*at[uint32](p, arrayLayout.length))
	plain := *at[int](p, arrayLayout.objects) == length && *at[int](p, arrayLayout.propValues) == 0
	if !plain || len(values) < length {
		return nil, false
	}
	return values[:length], true
}

// element returns an array's element i, and its length. The element is nil if
// it is a hole or takes more than a look.
func element(o *goja.Object, i int) (v goja.Value, length int) {
	if implementation(o) != arrayLayout.typ {
		return nil, int(lengthOf(o))
	}
	p := implementationPointer(o)
	values := *at[[]goja.Value](p, arrayLayout.values)
	if i < len(values) && *at[int](p, arrayLayout.propValues) == 0 {
		v = values[i]
	}
	return v, int(*at[uint32](p, arrayLayout.length))
}

// mapEntry mirrors goja's entry of a Map or Set. The key of a removed one is
// nil.
type mapEntry struct {
	key, value         goja.Value
	iterPrev, iterNext unsafe.Pointer
	hNext              unsafe.Pointer
}

// entriesLayout is a Map or a Set of goja's: where its entries begin.
type entriesLayout struct {
	typ          reflect.Type
	table, first uintptr
}

var (
	mapLayout = sync.OnceValue(func() entriesLayout { return entriesLayoutOf("new Map()") })
	setLayout = sync.OnceValue(func() entriesLayout { return entriesLayoutOf("new Set()") })
)

func entriesLayoutOf(expression string) (l entriesLayout) {
	o, err := goja.New().RunString(expression)
	must(err)
	l.typ = implementation(o.(*goja.Object))
	table := fieldOf(l.typ.Elem(), "m")
	first := fieldOf(table.Type.Elem(), "iterFirst")
	if !mirrors(reflect.TypeFor[mapEntry](), first.Type.Elem()) {
		mend("the entries of Map and Set")
	}
	l.table, l.first = table.Offset, first.Offset
	return l
}

// entrySteps is a position in a Map or Set.
type entrySteps struct {
	first **mapEntry
	last  *mapEntry // that following has returned
}

func entriesOf(o *goja.Object, l entriesLayout) entrySteps {
	table := *at[unsafe.Pointer](implementationPointer(o), l.table)
	return entrySteps{first: at[*mapEntry](table, l.first)}
}

// following returns the next entry, nil after the last one. Entries may be
// removed and added in the meantime.
func (s *entrySteps) following() *mapEntry {
	for s.last != nil && s.last.key == nil {
		s.last = (*mapEntry)(s.last.iterPrev)
	}
	e := *s.first
	if s.last != nil {
		e = (*mapEntry)(s.last.iterNext)
	}
	s.last = e
	return e
}

// patternOf returns the pattern of a regular expression as goja has it
// compiled: its own rewriting of what the script wrote.
func patternOf(re *goja.Object) string {
	object := implementation(re).Elem()
	pattern := *at[unsafe.Pointer](implementationPointer(re), fieldOf(object, "pattern").Offset)
	return *at[string](pattern, stringOffset(fieldOf(object, "pattern").Type.Elem(), "src"))
}

// rawSource returns the pattern of a regular expression as the script wrote it.
func rawSource(re *goja.Object) string {
	f := fieldOf(implementation(re).Elem(), "source")
	source := *at[goja.String](implementationPointer(re), f.Offset)
	return source.String()
}
