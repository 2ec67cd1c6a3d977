package crypto

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

var (
	errEncapsulation = errors.New("Encapsulation failed")
	errDecapsulation = errors.New("Decapsulation failed")
)

// encapsulated is a secret and what its owner gets it from.
type encapsulated struct{ secret, ciphertext []byte }

// encapsulate is (public key, callback): { sharedKey, ciphertext }.
func encapsulate(e *env.Env, c goja.FunctionCall) goja.Value {
	key := asymmetricOf(e, c.Argument(0))
	return job(e, "DERIVEBITSREQUEST", c.Argument(1), func() (encapsulated, error) {
		secret, ciphertext, err := key.Encapsulate()
		if err != nil {
			return encapsulated{}, errEncapsulation
		}
		return encapsulated{secret, ciphertext}, nil
	}, func(r encapsulated) goja.Value {
		o := e.VM.NewObject()
		o.Set("sharedKey", buffer.New(e, r.secret))
		o.Set("ciphertext", buffer.New(e, r.ciphertext))
		return o
	})
}

// decapsulate is (private key, ciphertext, callback).
func decapsulate(e *env.Env, c goja.FunctionCall) goja.Value {
	key, ciphertext := asymmetricOf(e, c.Argument(0)), copied(e, c.Argument(1))
	return bytesJob(e, "DERIVEBITSREQUEST", c.Argument(2), func() ([]byte, error) {
		secret, err := key.Decapsulate(ciphertext)
		if err != nil {
			return nil, errDecapsulation
		}
		return secret, nil
	})
}
