package raw

import (
	"testing"

	"github.com/dop251/goja"
)

func TestFill(t *testing.T) {
	vm := goja.New()
	vm.Set("fill", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(Fill(c.Argument(0).(*goja.Object), c.Argument(1).(*goja.Object)))
	})
	v, err := vm.RunString(`
		const template = { a: 1, b: null, c: 'x', d: undefined };
		class C { get z() { return 1; } }
		const one = new C(), two = new C();
		const log = [fill(one, template), fill(two, template)];
		one.a = 2; one.e = 5; delete one.b;
		two.f = 6;
		log.push(JSON.stringify([one, two, template]), Object.keys(one).join(), Object.keys(two).join(), one instanceof C, one.z);
		log.push(fill(one, template), fill([], template), fill(Object.freeze({}), template), fill(() => {}, template));
		const numbers = {};
		log.push(fill(numbers, { b: 0, 2: 2, 1: 1 }), JSON.stringify(numbers), JSON.stringify(template));
		log.join(' ');`)
	if err != nil {
		t.Fatal(err)
	}
	const want = `true true [{"a":2,"c":"x","e":5},{"a":1,"b":null,"c":"x","f":6},{"a":1,"b":null,"c":"x"}] ` +
		`a,c,d,e a,b,c,d,f true 1 false false false false true {"1":1,"2":2,"b":0} {"a":1,"b":null,"c":"x"}`
	if got := v.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
