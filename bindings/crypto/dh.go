package crypto

import (
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/owned"
	"gonet/bindings/internal/validate"
)

// diffieHellman is one side of an exchange: y = g^x mod p. x and y are nil
// until there are any.
type diffieHellman struct{ p, g, x, y *big.Int }

var dhSlot = env.NewSlot(newDHClass)

// newDHClass makes DiffieHellman: new DiffieHellman(group) with a name, or
// (prime, generator) with bytes, or (bits, generator).
func newDHClass(e *env.Env) *env.Class {
	class := e.NewClass("DiffieHellman", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = startDH(e, c.Argument(0), c.Argument(1))
		return nil
	})
	method := owned.Methods[*diffieHellman](e, class)
	number := func(name, missing string, of func(d *diffieHellman) *big.Int) {
		method(name, 0, func(d *diffieHellman, _ goja.FunctionCall) goja.Value {
			n := of(d)
			if n == nil {
				panic(errs.NativeText(e, "ERR_CRYPTO_INVALID_STATE", missing))
			}
			return buffer.New(e, n.Bytes())
		})
	}
	number("getPrime", "", func(d *diffieHellman) *big.Int { return d.p })
	number("getGenerator", "", func(d *diffieHellman) *big.Int { return d.g })
	number("getPublicKey", "No public key - did you forget to generate one?", func(d *diffieHellman) *big.Int { return d.y })
	number("getPrivateKey", "No private key - did you forget to generate one?", func(d *diffieHellman) *big.Int { return d.x })
	method("setPublicKey", 0, func(d *diffieHellman, c goja.FunctionCall) goja.Value {
		d.y = numberOf(e, c.Argument(0))
		return goja.Undefined()
	})
	method("setPrivateKey", 0, func(d *diffieHellman, c goja.FunctionCall) goja.Value {
		d.x = numberOf(e, c.Argument(0))
		return goja.Undefined()
	})
	method("generateKeys", 0, func(d *diffieHellman, _ goja.FunctionCall) goja.Value {
		if err := d.generate(); err != nil {
			panic(failed(e, err))
		}
		return buffer.New(e, d.y.Bytes())
	})
	method("computeSecret", 0, func(d *diffieHellman, c goja.FunctionCall) goja.Value {
		return d.computeSecret(e, numberOf(e, c.Argument(0)))
	})
	method("verifyError", 0, func(d *diffieHellman, _ goja.FunctionCall) goja.Value { return e.VM.ToValue(d.check()) })
	return class
}

func numberOf(e *env.Env, v goja.Value) *big.Int {
	return new(big.Int).SetBytes(buffer.BytesOf(e, v, nil))
}

// The errors of OpenSSL for parameters.
var (
	errBadGenerator = &keys.Error{
		Number: "02800065", Library: "Diffie-Hellman routines", Reason: "bad generator", Code: "ERR_OSSL_DH_BAD_GENERATOR",
	}
	errModulusTooSmall = &keys.Error{
		Number: "0280007E", Library: "Diffie-Hellman routines", Reason: "modulus too small", Code: "ERR_OSSL_DH_MODULUS_TOO_SMALL",
	}
	errModulusTooLarge = &keys.Error{
		Number: "02800067", Library: "Diffie-Hellman routines", Reason: "modulus too large", Code: "ERR_OSSL_DH_MODULUS_TOO_LARGE",
	}
)

// mostDHBits is OpenSSL's bound.
const mostDHBits = 10000

func startDH(e *env.Env, first, second goja.Value) *diffieHellman {
	if validate.IsString(first) {
		p := groupPrime(first.String())
		if p == nil {
			panic(errs.Native(e, "ERR_CRYPTO_UNKNOWN_DH_GROUP"))
		}
		return &diffieHellman{p: p, g: big.NewInt(2)}
	}
	var g *big.Int
	if _, isBytes := buffer.AnyBytes(e, second); isBytes {
		g = numberOf(e, second)
	} else {
		g = big.NewInt(second.ToInteger())
	}
	if _, isBytes := buffer.AnyBytes(e, first); isBytes {
		d := &diffieHellman{p: numberOf(e, first), g: g}
		if g.Cmp(one) <= 0 {
			panic(failed(e, errBadGenerator))
		}
		return d
	}
	bits := int(first.ToInteger())
	switch {
	case bits < 512:
		panic(failed(e, errModulusTooSmall))
	case bits > mostDHBits:
		panic(failed(e, errModulusTooLarge))
	case g.Cmp(one) <= 0:
		panic(failed(e, errBadGenerator))
	}
	p, err := dhPrime(bits, g)
	if err != nil {
		panic(failed(e, err))
	}
	return &diffieHellman{p: p, g: g}
}

// generate makes a private key, if there is none, and the public one of it.
func (d *diffieHellman) generate() (err error) {
	switch {
	case d.p.BitLen() > mostDHBits:
		return errModulusTooLarge
	case d.p.BitLen() < 512:
		return errModulusTooSmall
	case d.x == nil:
		if d.x, err = keys.RandomExponent(d.p); err != nil {
			return err
		}
	}
	d.y = new(big.Int).Exp(d.g, d.x, d.p)
	return nil
}

func (d *diffieHellman) computeSecret(e *env.Env, y *big.Int) goja.Value {
	switch {
	case y.Cmp(one) <= 0:
		panic(errs.NativeRange(e, "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too small"))
	case y.Cmp(new(big.Int).Sub(d.p, one)) >= 0:
		panic(errs.NativeRange(e, "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too large"))
	case d.x == nil:
		panic(errs.NativeText(e, "ERR_CRYPTO_INVALID_STATE", "No private key - did you forget to generate one?"))
	}
	return buffer.New(e, keys.ShareDH(d.p, d.x, y))
}

// The bits of OpenSSL's DH_check, of which crypto.constants has the first four.
const (
	notPrime = 1 << iota
	notSafePrime
	_
	badGenerator
	tooSmall = 0x80
	tooLarge = 0x100
)

func (d *diffieHellman) check() (codes int) {
	if isGroup(d.p, d.g) {
		return 0
	}
	if d.g.Cmp(one) <= 0 || d.g.Cmp(new(big.Int).Sub(d.p, one)) >= 0 {
		codes |= badGenerator
	}
	switch bits := d.p.BitLen(); {
	case bits < 512:
		codes |= tooSmall
	case bits > mostDHBits:
		return codes | tooLarge
	}
	const rounds = 20
	if !d.p.ProbablyPrime(rounds) {
		codes |= notPrime
	} else if !half(d.p).ProbablyPrime(rounds) {
		codes |= notSafePrime
	}
	return codes
}
