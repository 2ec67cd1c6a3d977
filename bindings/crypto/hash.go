package crypto

import (
	"crypto/hmac"
	"hash"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

var hashSlot = env.NewSlot(newHashClass)

// newHashClass makes the class of a hash or, with a key, of a message
// authentication code: new Hash(algorithm, outputLength, key).
func newHashClass(e *env.Env) *env.Class {
	class := e.NewClass("Hash", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = startHash(e, c.Arguments)
		return nil
	})
	this := func(v goja.Value) running {
		h, ok := env.PartOf[running](e, v, env.PartOwner)
		if !ok {
			panic(errs.TypeError(e, "Illegal invocation"))
		}
		return h
	}
	class.Method("update", 2, func(c goja.FunctionCall) goja.Value {
		this(c.This).Write(buffer.BytesOf(e, c.Argument(0), c.Argument(1)))
		return goja.Undefined()
	})
	class.Method("digest", 0, func(c goja.FunctionCall) goja.Value {
		return buffer.New(e, this(c.This).sum())
	})
	class.Method("copy", 1, func(c goja.FunctionCall) goja.Value {
		copied := this(c.This).copy(lengthOf(c.Argument(0)))
		if copied == nil {
			panic(wrongLength(e))
		}
		o := e.VM.CreateObject(class.Proto)
		e.Attach(o).Parts[env.PartOwner] = copied
		return o
	})
	return class
}

func startHash(e *env.Env, args []goja.Value) running {
	args = append(slices.Clip(args), goja.Undefined(), goja.Undefined(), goja.Undefined())
	d := digestOf(e, args[0].String())
	if key := args[2]; !validate.Nullish(key) {
		if d.new == nil {
			panic(errs.Native(e, "ERR_CRYPTO_INVALID_DIGEST", args[0]))
		}
		return hashing{hmac.New(func() hash.Hash { return d.new() }, buffer.BytesOf(e, key, nil))}
	}
	h := d.start(lengthOf(args[1]))
	if h == nil {
		panic(wrongLength(e))
	}
	return h
}

// lengthOf reads how many bytes of output are wanted; -1 says the usual.
func lengthOf(v goja.Value) int {
	if validate.Nullish(v) {
		return -1
	}
	return int(v.ToInteger())
}

func wrongLength(e *env.Env) *goja.Object {
	return errs.OpenSSL(e, "030000B2", "digital envelope routines", "not XOF or invalid length", "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH")
}

// digestOf finds a digest, or throws the error of one that is not known.
func digestOf(e *env.Env, name string) digest {
	d, ok := findDigest(name)
	if !ok {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_DIGEST", name))
	}
	return d
}
