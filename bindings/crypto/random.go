package crypto

import (
	"crypto/rand"
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// fill is (view, offset, size): it fills a part of a view or an ArrayBuffer.
// Go's source of random bytes does not fail and does not wait.
func fill(e *env.Env, c goja.FunctionCall) goja.Value {
	b, _ := buffer.AnyBytes(e, c.Argument(0))
	offset, size := int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger())
	if offset < 0 || size < 0 || offset+size > len(b) {
		return goja.Undefined()
	}
	rand.Read(b[offset : offset+size])
	return c.Argument(0)
}

func randomBytes(e *env.Env, c goja.FunctionCall) goja.Value {
	b := make([]byte, c.Argument(0).ToInteger())
	rand.Read(b)
	return buffer.New(e, b)
}

// randomInt is (min, max): a number from min up to but not max.
func randomInt(e *env.Env, c goja.FunctionCall) goja.Value {
	low, high := c.Argument(0).ToInteger(), c.Argument(1).ToInteger()
	n, err := rand.Int(rand.Reader, big.NewInt(high-low))
	if err != nil {
		panic(failed(e, err))
	}
	return e.VM.ToValue(low + n.Int64())
}
