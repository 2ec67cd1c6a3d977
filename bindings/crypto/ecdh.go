package crypto

import (
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/owned"
)

// ecdh is one side of an exchange on a curve. The numbers are nil until there
// are any.
type ecdh struct {
	keys.EC
	mismatch bool // the public key, set by itself, is not that of D
}

var ecdhSlot = env.NewSlot(newECDHClass)

// newECDHClass makes ECDH: new ECDH(curve).
func newECDHClass(e *env.Env) *env.Class {
	class := e.NewClass("ECDH", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = &ecdh{EC: keys.EC{Curve: curveOf(e, c.Argument(0))}}
		return nil
	})
	method := owned.Methods[*ecdh](e, class)
	operationFailed := func(text string) { panic(errs.NativeText(e, "ERR_CRYPTO_OPERATION_FAILED", text)) }
	method("generateKeys", 0, func(k *ecdh, _ goja.FunctionCall) goja.Value {
		made, err := keys.GenerateEC(k.Curve)
		if err != nil {
			panic(failed(e, err))
		}
		k.EC, k.mismatch = *made, false
		return goja.Undefined()
	})
	method("getPublicKey", 0, func(k *ecdh, c goja.FunctionCall) goja.Value {
		if k.X == nil {
			operationFailed("Failed to get ECDH public key")
		}
		return buffer.New(e, k.Point(int(c.Argument(0).ToInteger())))
	})
	method("getPrivateKey", 0, func(k *ecdh, _ goja.FunctionCall) goja.Value {
		if k.D == nil {
			operationFailed("Failed to get ECDH private key")
		}
		return buffer.New(e, k.Scalar())
	})
	method("setPublicKey", 0, func(k *ecdh, c goja.FunctionCall) goja.Value {
		x, y, err := k.Curve.ParsePoint(buffer.BytesOf(e, c.Argument(0), nil))
		if err != nil {
			operationFailed("Failed to convert Buffer to EC_POINT")
		}
		k.mismatch = k.D != nil && (k.X.Cmp(x) != 0 || k.Y.Cmp(y) != 0)
		k.X, k.Y = x, y
		return goja.Undefined()
	})
	method("setPrivateKey", 0, func(k *ecdh, c goja.FunctionCall) goja.Value {
		made, err := keys.NewEC(k.Curve, new(big.Int).SetBytes(buffer.BytesOf(e, c.Argument(0), nil)))
		if err != nil {
			panic(errs.Native(e, "ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve."))
		}
		k.EC, k.mismatch = *made, false
		return goja.Undefined()
	})
	method("computeSecret", 0, func(k *ecdh, c goja.FunctionCall) goja.Value { return k.computeSecret(e, c.Argument(0)) })
	return class
}

func (k *ecdh) computeSecret(e *env.Env, point goja.Value) goja.Value {
	if k.mismatch {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_KEYPAIR"))
	}
	x, y, err := k.Curve.ParsePoint(buffer.BytesOf(e, point, nil))
	if err != nil {
		panic(errs.Native(e, "ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY"))
	}
	if k.D == nil {
		panic(errs.NativeText(e, "ERR_CRYPTO_OPERATION_FAILED", "Failed to compute ECDH key"))
	}
	secret, err := k.Shared(x, y)
	if err != nil {
		panic(failed(e, err))
	}
	return buffer.New(e, secret)
}

// convertPoint is (point, curve, form): the point in another form.
func convertPoint(e *env.Env, c goja.FunctionCall) goja.Value {
	curve := curveOf(e, c.Argument(1))
	x, y, err := curve.ParsePoint(buffer.BytesOf(e, c.Argument(0), nil))
	if err != nil {
		panic(errs.NativeText(e, "ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT"))
	}
	return buffer.New(e, (&keys.EC{Curve: curve, X: x, Y: y}).Point(int(c.Argument(2).ToInteger())))
}

var (
	errDomainMismatch = &keys.Error{
		Number: "1C8000CB", Library: "Provider routines", Reason: "mismatching domain parameters",
		Code: "ERR_OSSL_MISMATCHING_DOMAIN_PARAMETERS",
	}
	errDeriving = &keys.Error{
		Number: "1C80007D", Library: "Provider routines", Reason: "failed during derivation",
		Code: "ERR_OSSL_FAILED_DURING_DERIVATION",
	}
)

// shareSecret is (private, public, callback), of keys of one kind.
func shareSecret(e *env.Env, c goja.FunctionCall) goja.Value {
	private, public := asymmetricOf(e, c.Argument(0)), asymmetricOf(e, c.Argument(1))
	return bytesJob(e, "DERIVEBITSREQUEST", c.Argument(2), func() ([]byte, error) {
		switch {
		case private.DH != nil:
			if private.DH.P.Cmp(public.DH.P) != 0 || private.DH.G.Cmp(public.DH.G) != 0 {
				return nil, errDomainMismatch
			}
			return keys.ShareDH(private.DH.P, private.DH.X, public.DH.Y), nil
		case private.EC != nil:
			if private.EC.Curve != public.EC.Curve {
				return nil, errDomainMismatch
			}
			return private.EC.Shared(public.EC.X, public.EC.Y)
		}
		secret, ok := keys.SharedOKP(private, public)
		if !ok {
			return nil, errDeriving
		}
		return secret, nil
	})
}
