package crypto

import (
	"bytes"
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/inspect"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/validate"
	"gonet/bindings/messaging"
)

// keyHandle is what a KeyObject or a CryptoKey stands for: secret bytes or an
// asymmetric key. It does not change, so that jobs may share it.
type keyHandle struct {
	secret     []byte
	asymmetric *keys.Key // nil in a secret key
}

var keySlot = env.NewSlot(newKeyClass)

// newKeyClass makes KeyHandle: new KeyHandle(bytes) is a secret key.
func newKeyClass(e *env.Env) *env.Class {
	class := e.NewClass("KeyHandle", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = &keyHandle{secret: copied(e, c.Argument(0))}
		return nil
	})
	class.Accessor("type", func(this goja.Value) goja.Value { return e.VM.ToValue(keyOf(e, this).typeName()) }, nil)
	class.Accessor("kind", func(this goja.Value) goja.Value {
		if k := keyOf(e, this).asymmetric; k != nil {
			return e.VM.ToValue(k.Kind)
		}
		return goja.Undefined()
	}, nil)
	class.Accessor("hasSeed", func(this goja.Value) goja.Value {
		k := keyOf(e, this).asymmetric
		return e.VM.ToValue(k != nil && k.PQ != nil && k.PQ.Seed != nil)
	}, nil)
	method := func(name string, fn func(k *keyHandle, c goja.FunctionCall) goja.Value) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value { return fn(keyOf(e, c.This), c) })
	}
	method("equals", func(k *keyHandle, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(k.equal(keyOf(e, c.Argument(0))))
	})
	method("secret", func(k *keyHandle, _ goja.FunctionCall) goja.Value { return buffer.New(e, bytes.Clone(k.secret)) })
	method("toPublic", func(k *keyHandle, _ goja.FunctionCall) goja.Value {
		o := e.VM.CreateObject(class.Proto)
		e.Attach(o).Parts[env.PartOwner] = &keyHandle{asymmetric: k.asymmetric.PublicOnly()}
		return o
	})
	method("write", func(k *keyHandle, c goja.FunctionCall) goja.Value { return writeKey(e, k, c) })
	method("raw", func(k *keyHandle, c goja.FunctionCall) goja.Value { return rawKey(e, k, c) })
	method("jwk", func(k *keyHandle, _ goja.FunctionCall) goja.Value { return writeJWK(e, k) })
	method("details", func(k *keyHandle, _ goja.FunctionCall) goja.Value { return keyDetails(e, k.asymmetric) })
	return class
}

func newHandle(e *env.Env, k *keyHandle) *goja.Object {
	o := e.VM.CreateObject(keySlot.Of(e).Proto)
	e.Attach(o).Parts[env.PartOwner] = k
	return o
}

// Release and Adopt let other threads have the same key.
func (k *keyHandle) Release() messaging.Moved    { return k }
func (k *keyHandle) Adopt(e *env.Env) goja.Value { return newHandle(e, k) }
func (k *keyHandle) Close()                      {}

func newKey(e *env.Env, k *keys.Key) *goja.Object { return newHandle(e, &keyHandle{asymmetric: k}) }

func keyOf(e *env.Env, v goja.Value) *keyHandle {
	k, ok := env.PartOf[*keyHandle](e, v, env.PartOwner)
	if !ok {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	return k
}

// asymmetricOf is the key of v, which must not be a secret one.
func asymmetricOf(e *env.Env, v goja.Value) *keys.Key {
	k := keyOf(e, v).asymmetric
	if k == nil {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	return k
}

func (k *keyHandle) typeName() string {
	switch {
	case k.asymmetric == nil:
		return "secret"
	case k.asymmetric.IsPrivate:
		return "private"
	}
	return "public"
}

func (k *keyHandle) equal(other *keyHandle) bool {
	if k.asymmetric == nil || other.asymmetric == nil {
		return k.asymmetric == nil && other.asymmetric == nil && constantTimeEqual(k.secret, other.secret)
	}
	return k.asymmetric.Equal(other.asymmetric)
}

// heldKey is the part of a KeyObject or a CryptoKey by which it is known and
// compared.
type heldKey struct {
	*keyHandle
	traits *goja.Object
}

func (k *heldKey) EqualKey(other inspect.HeldKey) bool {
	held, ok := other.(*heldKey)
	return ok && k.equal(held.keyHandle)
}

func (k *heldKey) Traits() *goja.Object { return k.traits }

// holdKey is (object, handle, traits): object is from now on a CryptoKey, or a
// KeyObject if traits is undefined.
func holdKey(e *env.Env, c goja.FunctionCall) goja.Value {
	traits, _ := c.Argument(2).(*goja.Object)
	held := &heldKey{keyHandle: keyOf(e, c.Argument(1)), traits: traits}
	e.Attach(c.Argument(0).(*goja.Object)).Parts[env.PartOwner] = held
	return goja.Undefined()
}

// textOf is a string, empty if v is none.
func textOf(v goja.Value) string {
	if validate.Nullish(v) {
		return ""
	}
	return v.String()
}

// passphraseOf is nil if there is none.
func passphraseOf(e *env.Env, v goja.Value) []byte {
	if validate.Nullish(v) {
		return nil
	}
	return copied(e, v)
}

// parseKey is (private, data, format, type, passphrase).
func parseKey(e *env.Env, c goja.FunctionCall) goja.Value {
	in := keys.Input{
		Data: buffer.BytesOf(e, c.Argument(1), nil), Format: textOf(c.Argument(2)), Type: textOf(c.Argument(3)),
		Passphrase: passphraseOf(e, c.Argument(4)),
	}
	parse := keys.ParsePublic
	if c.Argument(0).ToBoolean() {
		parse = keys.ParsePrivate
	}
	k, err := parse(in)
	if err != nil {
		panic(failed(e, err))
	}
	return newKey(e, k)
}

// writeKey is (private, format, type, cipher, passphrase): a Buffer, or a
// string if PEM.
func writeKey(e *env.Env, k *keyHandle, c goja.FunctionCall) goja.Value {
	out := keys.Output{
		Format: textOf(c.Argument(1)), Type: textOf(c.Argument(2)), Cipher: textOf(c.Argument(3)),
		Passphrase: passphraseOf(e, c.Argument(4)),
	}
	if out.Cipher != "" && !keys.IsKeyCipher(out.Cipher) {
		if findCipher(out.Cipher) != nil {
			panic(failed(e, keys.ErrKeyCipher))
		}
		panic(errs.Native(e, "ERR_CRYPTO_UNKNOWN_CIPHER"))
	}
	write := k.asymmetric.WritePublic
	if c.Argument(0).ToBoolean() {
		write = k.asymmetric.WritePrivate
	}
	b, err := write(out)
	if err != nil {
		panic(failed(e, err))
	}
	if out.Format == "pem" {
		return e.VM.ToValue(string(b))
	}
	return buffer.New(e, b)
}

// rawKey is (form): the bytes of a key that has such, of the private part if
// form is undefined. form is that of a curve's point.
func rawKey(e *env.Env, k *keyHandle, c goja.FunctionCall) goja.Value {
	b, err := k.asymmetric.Raw(int(c.Argument(0).ToInteger()), goja.IsUndefined(c.Argument(0)))
	if err != nil {
		panic(failed(e, err))
	}
	return buffer.New(e, b)
}

// importRaw is (kind or curve, private, bytes); undefined if they are no key.
func importRaw(e *env.Env, c goja.FunctionCall) goja.Value {
	k, err := keys.ParseRaw(c.Argument(0).String(), copied(e, c.Argument(2)), c.Argument(1).ToBoolean())
	if err != nil {
		return goja.Undefined()
	}
	return newKey(e, k)
}

// jwkMembers are the members of keys in JSON, in Node's order.
var jwkMembers = map[string][]string{
	"RSA": {"kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"},
	"EC":  {"kty", "x", "y", "crv", "d"},
	"OKP": {"kty", "crv", "x", "d"},
	"AKP": {"kty", "alg", "pub", "priv"},
}

func writeJWK(e *env.Env, k *keyHandle) goja.Value {
	j, ok := k.asymmetric.JWK()
	switch {
	case ok:
	case k.asymmetric.PQ != nil:
		panic(errs.NativeText(e, "ERR_CRYPTO_OPERATION_FAILED", "key does not have an available seed"))
	case k.asymmetric.EC != nil:
		panic(errs.Native(e, "ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", k.asymmetric.EC.Curve.Name))
	default:
		panic(errs.Native(e, "ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE"))
	}
	o := e.VM.NewObject()
	for _, name := range jwkMembers[j["kty"]] {
		if text, ok := j[name]; ok {
			o.Set(name, text)
		}
	}
	return o
}

// parseJWK is (jwk), whose members have been checked; undefined if they are no
// key.
func parseJWK(e *env.Env, c goja.FunctionCall) goja.Value {
	j, o := keys.JWK{}, c.Argument(0).ToObject(e.VM)
	for _, name := range o.Keys() {
		if v := o.Get(name); validate.IsString(v) {
			j[name] = v.String()
		}
	}
	k, err := keys.ParseJWK(j)
	if err != nil {
		return goja.Undefined()
	}
	return newKey(e, k)
}

// keyDetails is what KeyObject.asymmetricKeyDetails has.
func keyDetails(e *env.Env, k *keys.Key) goja.Value {
	o := e.VM.NewObject()
	switch {
	case k.RSA != nil:
		o.Set("modulusLength", k.RSA.Public.N.BitLen())
		o.Set("publicExponent", e.VM.ToValue(big.NewInt(int64(k.RSA.Public.E))))
		if p := k.RSA.PSS; p != nil {
			o.Set("hashAlgorithm", p.Hash)
			o.Set("mgf1HashAlgorithm", p.MGF1)
			o.Set("saltLength", p.SaltLength)
		}
	case k.DSA != nil:
		o.Set("modulusLength", k.DSA.Public.P.BitLen())
		o.Set("divisorLength", k.DSA.Public.Q.BitLen())
	case k.EC != nil:
		o.Set("namedCurve", k.EC.Curve.Name)
	}
	return o
}
