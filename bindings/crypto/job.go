package crypto

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/work"
)

// job does run, which must touch no JavaScript: at once, or on a goroutine if
// there is a callback, which gets an error or the value. kind is what
// async_hooks calls the request.
func job[T any](e *env.Env, kind string, callback goja.Value, run func() (T, error), value func(T) goja.Value) goja.Value {
	fn := env.CallbackOf(callback)
	if fn == nil {
		result, err := run()
		if err != nil {
			panic(failed(e, err))
		}
		return value(result)
	}
	var result T
	var err error
	work.Do(e, kind, func() { result, err = run() }, func() {
		var args []goja.Value
		if err != nil {
			args = []goja.Value{failed(e, err)}
		} else {
			args = []goja.Value{goja.Null(), value(result)}
		}
		fn(goja.FunctionCall{This: goja.Undefined(), Arguments: args})
	})
	return goja.Undefined()
}

// bytesJob is job for bytes, which become a Buffer.
func bytesJob(e *env.Env, kind string, callback goja.Value, run func() ([]byte, error)) goja.Value {
	return job(e, kind, callback, run, func(b []byte) goja.Value { return buffer.New(e, b) })
}

// nodeError is an error of Node's table.
type nodeError struct {
	code string
	args []any
}

func (e *nodeError) Error() string { return e.code }

// codedError is an error with one of Node's codes and a text of its own.
type codedError struct{ code, text string }

func (e *codedError) Error() string { return e.text }

// failed makes the error that scripts get of one of Go's.
func failed(e *env.Env, err error) *goja.Object {
	var openssl *keys.Error
	var node *nodeError
	var coded *codedError
	switch {
	case errors.Is(err, keys.ErrNoPassphrase):
		return errs.Native(e, "ERR_MISSING_PASSPHRASE")
	case errors.As(err, &openssl):
		return errs.OpenSSL(e, openssl.Number, openssl.Library, openssl.Reason, openssl.Code)
	case errors.As(err, &node):
		return errs.Native(e, node.code, node.args...)
	case errors.As(err, &coded):
		return errs.NativeText(e, coded.code, coded.text)
	}
	return errs.NativeText(e, "ERR_CRYPTO_OPERATION_FAILED", err.Error())
}

// copied returns a copy of the bytes of v: a job on a goroutine must not see
// what the script does to them.
func copied(e *env.Env, v goja.Value) []byte { return append([]byte{}, buffer.BytesOf(e, v, nil)...) }
