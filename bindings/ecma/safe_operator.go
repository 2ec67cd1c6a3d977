package ecma

import (
	"math"
	"math/big"

	"github.com/dop251/goja"
)

// The globals that package compile has a program call for the operators ** and
// <<, where neither operand is a number by its looks: goja's instructions
// compute a BigInt of any size, which takes all memory and cannot be stopped.
const (
	ExponentName  = "gonet:**"
	ShiftLeftName = "gonet:<<"
)

func (r *Realm) installSafeOperators() {
	define := func(name, source string, bigInts func(x, y *big.Int) *big.Int) {
		slow := &script{program: compileOnce(source)}
		fn := r.function("", 2, func(c goja.FunctionCall) goja.Value {
			x, y := c.Argument(0), c.Argument(1)
			if kindOf(x) == kindBigInt && kindOf(y) == kindBigInt {
				a, _ := bigIntOf(x)
				b, _ := bigIntOf(y)
				if res := bigInts(a, b); res != nil {
					return r.vm.ToValue(res)
				}
			}
			return invoke(r.run(slow), goja.Undefined(), x, y)
		})
		must(r.vm.GlobalObject().DefineDataProperty(name, fn, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	// The operators themselves serve everything else, and errors.
	define(ExponentName, "(x, y) => x ** y", func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 {
			return nil
		}
		r.checkBits(exponentBits(x, y))
		return new(big.Int).Exp(x, y, nil)
	})
	define(ShiftLeftName, "(x, y) => x << y", func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 {
			n := new(big.Int).Neg(y)
			if !n.IsInt64() || n.Int64() > maxBigIntBits {
				n.SetInt64(int64(x.BitLen()) + 1)
			}
			return new(big.Int).Rsh(x, uint(n.Uint64()))
		}
		if x.Sign() == 0 {
			return x
		}
		r.checkBits(float64(x.BitLen()) + float(y))
		return new(big.Int).Lsh(x, uint(y.Uint64()))
	})
}

func (r *Realm) checkBits(bits float64) {
	if bits > maxBigIntBits {
		panic(r.rangeError(bigIntTooLarge))
	}
}

// exponentBits is how many bits x to the power of y has, about.
func exponentBits(x, y *big.Int) float64 {
	if x.BitLen() <= 1 { // -1, 0 and 1 stay what they are
		return 1
	}
	return float64(x.BitLen()-1) * float(y)
}

func float(n *big.Int) float64 {
	f, _ := new(big.Float).SetInt(n).Float64()
	return math.Abs(f)
}
