package compile

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/ecma"
)

// What ** and << give is as it was, and a BigInt without end is a RangeError
// as in Node.
func TestOperators(t *testing.T) {
	const tooLarge = "RangeError: Maximum BigInt size exceeded"
	for source, want := range map[string]string{
		"let a = 2, b = 10; a ** b":                                            "1024",
		"let a = 2n, b = 70n; a ** b":                                          "1180591620717411303424",
		"let a = 1, b = 4; [a << b, 1 << b, a << 4].join()":                    "16,16,16",
		"let a = 1n, b = 70n; a << b":                                          "1180591620717411303424",
		"let a = 1n, b = -1n; a << b":                                          "0",
		"let a = -5n, b = -(2n ** 80n); a << b":                                "-1",
		"let a = 3; a **= a; a":                                                "27",
		"let a = 3n; a <<= a; a":                                               "24",
		"let o = { v: 2n }; o.v **= 3n; o.v":                                   "8",
		"let a = '3', b = { valueOf() { return 2 } }; a ** b + (a << b)":       "21",
		"let a = 2, b = 3, c = 2; a ** b ** c":                                 "512",
		"let a = 1, b = 2, c = 3; (a << b << c) + a":                           "33",
		"let a = 0n, b = 2n ** 40n; String(a << b) + (1n ** b) + ((-1n) ** b)": "011",
		"let a = 2n, b = 2n ** 40n; a ** b":                                    tooLarge,
		"let a = 1n, b = 2n ** 40n; a << b":                                    tooLarge,
		"let a = 2n; a **= 2n ** 40n":                                          tooLarge,
		"let a = 2n, b = -1n; a ** b":                                          "RangeError: Exponent must be positive",
		"let a = 2n, b = 1; a ** b":                                            "TypeError: Cannot mix BigInt and other types, use explicit conversions",
	} {
		vm := goja.New()
		ecma.Install(vm)
		u, err := CompileScript("/a.js", source)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if v, err := vm.RunProgram(u.Program); err == nil {
			got = v.String()
		} else {
			got = err.(*goja.Exception).Value().String()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}
