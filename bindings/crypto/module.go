package crypto

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/keys"
)

// functions are those of the module.
var functions = map[string]func(e *env.Env, c goja.FunctionCall) goja.Value{
	"isDigest": func(e *env.Env, c goja.FunctionCall) goja.Value {
		_, ok := findDigest(c.Argument(0).String())
		return e.VM.ToValue(ok)
	},
	"digestNames":     func(e *env.Env, _ goja.FunctionCall) goja.Value { return stringArray(e, digestNames()) },
	"curveNames":      func(e *env.Env, _ goja.FunctionCall) goja.Value { return stringArray(e, keys.CurveNames()) },
	"cipherNames":     cipherNames,
	"cipherInfo":      cipherInfo,
	"timingSafeEqual": timingSafeEqual,
	"fill":            fill,
	"randomBytes":     randomBytes,
	"randomInt":       randomInt,
	"pbkdf2":          derivePBKDF2,
	"hkdf":            deriveHKDF,
	"scrypt":          deriveScrypt,
	"argon2":          deriveArgon2,
	"crypt":           crypt,
	"cSHAKE":          cSHAKE,
	"kmac":            kmac,
	"parseKey":        parseKey,
	"parseJWK":        parseJWK,
	"importRaw":       importRaw,
	"holdKey":         holdKey,
	"generateKeyPair": generateKeyPair,
	"generateSecret":  generateSecret,
	"sign":            sign,
	"verify":          verify,
	"convertPoint":    convertPoint,
	"shareSecret":     shareSecret,
	"pqKinds":         func(e *env.Env, _ goja.FunctionCall) goja.Value { return stringArray(e, keys.PQKinds()) },
	"isCurve": func(e *env.Env, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(keys.FindCurve(c.Argument(0).String()) != nil)
	},
	"isPQ": func(e *env.Env, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(keys.IsPQAlg(c.Argument(0).String()))
	},
	"encapsulate":   encapsulate,
	"decapsulate":   decapsulate,
	"verifySPKAC":   verifySPKAC,
	"exportSPKAC":   exportSPKAC,
	"generatePrime": generatePrime,
	"checkPrime":    checkPrime,
}

// Module is "internal/binding/crypto". What it is given has been checked.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	for name, fn := range functions {
		exports.Set(name, e.Function(name, 0, func(c goja.FunctionCall) goja.Value { return fn(e, c) }))
	}
	for name, slot := range map[string]*env.Slot[env.Class]{
		"Hash": hashSlot, "KeyHandle": keySlot, "Cipher": cipherSlot, "DiffieHellman": dhSlot, "ECDH": ecdhSlot, "X509": x509Slot,
	} {
		exports.Set(name, slot.Of(e).Ctor)
	}
	_, pending := e.Option("pending-deprecation")
	exports.Set("pendingDeprecation", pending)
	return exports
}

func stringArray(e *env.Env, texts []string) goja.Value {
	values := make([]any, len(texts))
	for i, text := range texts {
		values[i] = text
	}
	return e.VM.NewArray(values...)
}

func sortedNames[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
