package ecma

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// vmStacks are the fields of goja's interpreter that grow and shrink with the
// calls of a script.
var vmStacks = []reflect.StructField{
	fieldOf(vmType, "callStack"), fieldOf(vmType, "iterStack"), fieldOf(vmType, "refStack"), fieldOf(vmType, "tryStack"),
}

// ForgetStale clears what ended calls have left in the interpreter's memory
// past the ends of its stacks, which keeps it alive for the collector until
// other calls overwrite it.
func (r *Realm) ForgetStale() {
	operands := *at[[]goja.Value](r.machine.p, vmStack)
	clear(operands[*at[int](r.machine.p, vmSp):cap(operands)])
	for _, field := range vmStacks {
		stack := reflect.NewAt(field.Type, unsafe.Add(r.machine.p, field.Offset)).Elem()
		stack.Slice3(stack.Len(), stack.Cap(), stack.Cap()).Clear()
	}
}
