package crypto

import (
	"crypto/rand"
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// fill is (view, offset, size, callback): it fills a part of a view or an
// ArrayBuffer. A part that is not there, since the memory has been resized, is
// left alone.
func fill(e *env.Env, c goja.FunctionCall) goja.Value {
	view, offset, size := c.Argument(0), int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger())
	return job(e, "RANDOMBYTESREQUEST", c.Argument(3), func() ([]byte, error) { return randomOf(size), nil }, func(b []byte) goja.Value {
		if all, _ := buffer.AnyBytes(e, view); offset >= 0 && offset+len(b) <= len(all) {
			copy(all[offset:], b)
		}
		return view
	})
}

// randomBytes is (size, callback).
func randomBytes(e *env.Env, c goja.FunctionCall) goja.Value {
	size := int(c.Argument(0).ToInteger())
	return bytesJob(e, "RANDOMBYTESREQUEST", c.Argument(1), func() ([]byte, error) { return randomOf(size), nil })
}

// generateSecret is (size, callback): a secret key.
func generateSecret(e *env.Env, c goja.FunctionCall) goja.Value {
	size := int(c.Argument(0).ToInteger())
	return job(e, "KEYGENREQUEST", c.Argument(1), func() ([]byte, error) { return randomOf(size), nil }, func(b []byte) goja.Value {
		return newHandle(e, &keyHandle{secret: b})
	})
}

// randomOf makes random bytes. Go's source of them does not fail.
func randomOf(size int) []byte {
	b := make([]byte, max(size, 0))
	rand.Read(b)
	return b
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
