package ecma

import (
	"testing"

	"github.com/dop251/goja"
)

// The results are those of Node 26.
func TestBuffers(t *testing.T) {
	vm := goja.New()
	Install(vm)
	for _, c := range [][2]string{
		{"const a = new ArrayBuffer(4); const b = a.transfer(6); [a.byteLength, a.detached, b.byteLength]", "0,true,6"},
		{"const a = new ArrayBuffer(4); a.transfer(); a.transfer()", "TypeError: Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer"},
		{"const a = new ArrayBuffer(4); a.transfer(); a.slice()", "TypeError: Cannot perform ArrayBuffer.prototype.slice on a detached ArrayBuffer"},
		{"new ArrayBuffer(4, { maxByteLength: 2 })", "RangeError: Invalid array buffer max length"},
		{"new ArrayBuffer(4, { maxByteLength: 2 ** 50 })", "RangeError: Array buffer allocation failed"},
		{"new ArrayBuffer(4, { maxByteLength: 8 }).resize(9)", "RangeError: ArrayBuffer.prototype.resize: Invalid length parameter"},
		{"new ArrayBuffer(4).resize(2)", "TypeError: Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>"},
		{"const a = new ArrayBuffer(8, { maxByteLength: 16 }), u = new Uint8Array(a), f = new Uint8Array(a, 4, 4); u[7] = 1; a.resize(6); const r = [u.length, f.length]; a.resize(16); [...r, u.length, f.length, u[7]]", "6,0,16,4,0"},
		{"const b = new ArrayBuffer(4, { maxByteLength: 8 }).transfer(); [b.resizable, b.maxByteLength]", "true,8"},
		{"const b = new ArrayBuffer(4, { maxByteLength: 8 }).transferToFixedLength(); [b.resizable, b.maxByteLength]", "false,4"},
		{"const s = new SharedArrayBuffer(4, { maxByteLength: 8 }), u = new Uint8Array(s); s.grow(7); [u.length, s.growable, s instanceof ArrayBuffer, String(s)]", "7,true,false,[object SharedArrayBuffer]"},
		{"SharedArrayBuffer(4)", "TypeError: Constructor SharedArrayBuffer requires 'new'"},
		{"new SharedArrayBuffer(4).grow(5)", "TypeError: Method SharedArrayBuffer.prototype.grow called on incompatible receiver #<SharedArrayBuffer>"},
		{"ArrayBuffer.prototype.slice.call(new SharedArrayBuffer(3))", "TypeError: Method ArrayBuffer.prototype.slice called on incompatible receiver #<SharedArrayBuffer>"},
		{"new SharedArrayBuffer(8).slice(2, -2).byteLength", "4"},
		{"new Float16Array([1, 0.1, 65520, -0, 2 ** -25 + 1e-12]).join()", "1,0.0999755859375,Infinity,0,5.960464477539063e-8"},
		{"Float16Array.from([1, 2]).map((x) => x / 3).join()", "0.333251953125,0.66650390625"},
		{"[Float16Array.BYTES_PER_ELEMENT, Float16Array.length, String(Object.prototype.toString.call(new Float16Array(1)))]", "2,3,[object Float16Array]"},
		{"new Float16Array(new ArrayBuffer(3))", "RangeError: byte length of Float16Array should be a multiple of 2"},
		{"new Float16Array(new ArrayBuffer(4), 2, 3)", "RangeError: Invalid typed array length: 3"},
		{"new (class extends Float16Array {})([1.5])[0]", "1.5"},
		{"new Float64Array(new Float16Array([1.1])).join()", "1.099609375"},
		{"const d = new DataView(new ArrayBuffer(4)); d.setFloat16(0, 1.5); d.setFloat16(2, 1.5, true); [d.getUint16(0), d.getUint16(2), d.getFloat16(2, true)]", "15872,62,1.5"},
		{"Math.f16round(1.337)", "1.3369140625"},
		{"new Uint8Array(4).set(new Uint16Array(0), 4)", "undefined"},
		{"new Uint8Array(4).set(new Uint16Array(0), 5)", "RangeError: offset is out of bounds"},
	} {
		v, err := vm.RunString("(() => { try { return String(eval(" + quote(c[0]) + ")) } catch (e) { return String(e) } })()")
		if err != nil {
			t.Errorf("%s: %v", c[0], err)
		} else if v.String() != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], v, c[1])
		}
	}
}

func quote(s string) string { return "`" + s + "`" }
