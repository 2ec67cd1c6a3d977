package os

import (
	"encoding/binary"

	"github.com/dop251/goja"

	"gonet/netimpl"
)

var endianness = func() string {
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return "LE"
	}
	return "BE"
}()

// priorities are os.constants.priority.
var priorities = []named{
	{"PRIORITY_LOW", 19}, {"PRIORITY_BELOW_NORMAL", 10}, {"PRIORITY_NORMAL", 0},
	{"PRIORITY_ABOVE_NORMAL", -7}, {"PRIORITY_HIGH", -14}, {"PRIORITY_HIGHEST", -20},
}

// named is a constant.
type named struct {
	name   string
	number int
}

// udpReuseAddr is UV_UDP_REUSEADDR.
const udpReuseAddr = 4

func (m *module) constants() *goja.Object {
	var signals []named
	for _, s := range netimpl.SignalNames() {
		signals = append(signals, named{s.Name, s.Number})
	}
	o := m.env.VM.CreateObject(nil)
	o.Set("UV_UDP_REUSEADDR", udpReuseAddr)
	o.Set("dlopen", m.table(dlopenFlags))
	o.Set("errno", m.table(errnos()))
	list := m.table(signals)
	m.env.Invoke(m.env.VM.Get("Object").(*goja.Object), "freeze", list)
	o.Set("signals", list)
	o.Set("priority", m.table(priorities))
	return o
}

// table makes an object of constants.
func (m *module) table(list []named) *goja.Object {
	o := m.env.VM.CreateObject(nil)
	for _, c := range list {
		if err := o.DefineDataProperty(c.name, m.env.VM.ToValue(c.number), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
	}
	return o
}
