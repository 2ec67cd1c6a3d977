package crypto

import (
	"errors"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/owned"
	"gonet/bindings/internal/validate"
)

// cipherState is what Cipheriv and Decipheriv stand for. transform is nil once
// final has been called.
type cipherState struct {
	transform
	spec     *cipherSpec
	aead     *sealing // of one with a tag
	begun    bool     // there has been data
	finished bool
}

var cipherSlot = env.NewSlot(newCipherClass)

// newCipherClass makes Cipher: new Cipher(encrypt, name, key, iv, tagLength).
// Its methods return undefined where the state does not allow them.
func newCipherClass(e *env.Env) *env.Class {
	class := e.NewClass("Cipher", 5, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = startCipher(e, c)
		return nil
	})
	method := owned.Methods[*cipherState](e, class)
	method("update", 0, func(s *cipherState, c goja.FunctionCall) goja.Value {
		if s.finished {
			panic(errs.Error(e, errWrap.Error()))
		}
		s.begun = true
		out, err := s.transform.update(buffer.BytesOf(e, c.Argument(0), c.Argument(1)))
		if err != nil {
			panic(cipherError(e, err))
		}
		return buffer.New(e, out)
	})
	method("final", 0, func(s *cipherState, _ goja.FunctionCall) goja.Value {
		if s.finished {
			panic(errs.NativeText(e, "ERR_CRYPTO_INVALID_STATE", "Invalid state"))
		}
		s.finished = true
		out, err := s.transform.final()
		s.transform = nil
		if err != nil {
			panic(cipherError(e, err))
		}
		return buffer.New(e, out)
	})
	method("setAutoPadding", 0, func(s *cipherState, c goja.FunctionCall) goja.Value {
		if b, ok := s.transform.(*blocks); ok {
			b.padding = c.Argument(0).ToBoolean()
		}
		return e.VM.ToValue(!s.finished)
	})
	method("setAAD", 0, func(s *cipherState, c goja.FunctionCall) goja.Value {
		if s.aead == nil || s.begun || s.finished {
			return e.VM.ToValue(false)
		}
		if v := c.Argument(1); !goja.IsUndefined(v) {
			s.expect(e, int(v.ToInteger()))
		} else if s.spec.mode == modeCCM {
			panic(errs.NativeType(e, "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD"))
		}
		s.aead.aad = append(s.aead.aad, buffer.BytesOf(e, c.Argument(0), nil)...)
		return e.VM.ToValue(true)
	})
	method("getAuthTag", 0, func(s *cipherState, _ goja.FunctionCall) goja.Value {
		if s.aead == nil || !s.finished || s.aead.tag == nil || !s.aead.encrypt {
			return goja.Undefined()
		}
		return buffer.New(e, slices.Clone(s.aead.tag))
	})
	method("setAuthTag", 0, func(s *cipherState, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(s.setTag(e, copied(e, c.Argument(0))))
	})
	return class
}

// cipherError makes the error of one of Go's: those that OpenSSL does not
// explain have no code.
func cipherError(e *env.Env, err error) *goja.Object {
	if errors.Is(err, errWrap) || errors.Is(err, errAuthenticate) {
		return errs.Error(e, err.Error())
	}
	return failed(e, err)
}

func startCipher(e *env.Env, c goja.ConstructorCall) *cipherState {
	encrypt, spec := c.Argument(0).ToBoolean(), findCipher(c.Argument(1).String())
	if spec == nil {
		panic(errs.Native(e, "ERR_CRYPTO_UNKNOWN_CIPHER"))
	}
	key := copied(e, c.Argument(2))
	if len(key) != spec.key {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_KEYLEN"))
	}
	var iv []byte
	if !validate.Nullish(c.Argument(3)) {
		iv = copied(e, c.Argument(3))
	}
	if !spec.ivFits(len(iv)) {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_IV"))
	}
	s := &cipherState{spec: spec}
	var err error
	if spec.authenticate {
		length := int(c.Argument(4).ToInteger())
		switch {
		case length >= 0 && !spec.tagFits(length):
			panic(wrongTag(e, length))
		case length < 0 && (spec.mode == modeCCM || spec.mode == modeOCB):
			panic(errs.Native(e, "ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for "+c.Argument(1).String()))
		}
		var sealer sealer
		if sealer, err = spec.startAuthenticated(encrypt, key, iv, length); err == nil {
			s.transform, s.aead = sealer, sealer.sealed()
		}
	} else {
		s.transform, err = spec.start(encrypt, key, iv)
	}
	if err != nil {
		panic(failed(e, err))
	}
	return s
}

// expect says how long the text is going to be, which counts for CCM.
func (s *cipherState) expect(e *env.Env, length int) {
	c, ok := s.transform.(*ccm)
	if !ok {
		return
	}
	if uint64(length) > c.most() {
		panic(failed(e, errMessageLength))
	}
	c.wanted = length
}

// tagFits reports whether a tag may have n bytes.
func (s *cipherSpec) tagFits(n int) bool {
	switch s.mode {
	case modePoly:
		return n >= 1 && n <= tagSize
	case modeCCM:
		return n >= 4 && n <= tagSize && n%2 == 0
	case modeOCB:
		return n >= 0 && n <= tagSize
	}
	return n == 4 || n == 8 || n >= 12 && n <= tagSize
}

func wrongTag(e *env.Env, length int) *goja.Object {
	return errs.Native(e, "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: "+strconv.Itoa(length))
}

func (s *cipherState) setTag(e *env.Env, tag []byte) bool {
	if s.aead == nil || s.finished || s.aead.tag != nil || s.aead.encrypt {
		return false
	}
	fits := s.spec.tagFits(len(tag))
	switch {
	case s.aead.length >= 0:
		fits = len(tag) == s.aead.length
	case s.spec.mode == modePoly:
		fits = len(tag) == tagSize
	}
	if !fits {
		panic(wrongTag(e, len(tag)))
	}
	s.aead.tag = tag
	return true
}

// cipherInfo is (name or number, keyLength, ivLength): undefined if there is no
// such cipher.
func cipherInfo(e *env.Env, c goja.FunctionCall) goja.Value {
	var spec *cipherSpec
	if validate.IsString(c.Argument(0)) {
		spec = findCipher(c.Argument(0).String())
	} else {
		spec = findCipherByNumber(int(c.Argument(0).ToInteger()))
	}
	if spec == nil {
		return goja.Undefined()
	}
	key, iv := spec.key, spec.iv
	if v := c.Argument(1); !validate.Nullish(v) && int(v.ToInteger()) != key {
		return goja.Undefined()
	}
	if v := c.Argument(2); !validate.Nullish(v) {
		if iv = int(v.ToInteger()); !spec.ivFits(iv) {
			return goja.Undefined()
		}
	}
	o := e.VM.NewObject()
	if spec.mode != modePoly {
		o.Set("mode", string(spec.mode))
	}
	o.Set("name", spec.name)
	o.Set("nid", spec.nid)
	o.Set("keyLength", key)
	if spec.mode != modeStream {
		o.Set("blockSize", spec.blockSize)
	}
	if iv > 0 {
		o.Set("ivLength", iv)
	}
	return o
}

func cipherNames(e *env.Env, _ goja.FunctionCall) goja.Value {
	return stringArray(e, sortedNames(ciphers()))
}
