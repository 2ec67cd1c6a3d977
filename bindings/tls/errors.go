package tls

import (
	"crypto/tls"
	"errors"
	"io"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/keys"
)

func sslError(e *env.Env, number, reason, code string) *goja.Object {
	return errs.OpenSSL(e, number, "SSL routines", reason, code)
}

func pemError(e *env.Env) *goja.Object {
	return errs.OpenSSL(e, "0480006C", "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE")
}

func keyError(e *env.Env, err error) *goja.Object {
	known := keys.ErrUnsupported
	errors.As(err, &known)
	return errs.OpenSSL(e, known.Number, known.Library, known.Reason, known.Code)
}

// alertReasons are OpenSSL's names for the alerts of a peer, by their numbers.
var alertReasons = map[int]string{
	10: "ssl/tls alert unexpected message", 20: "ssl/tls alert bad record mac", 40: "ssl/tls alert handshake failure",
	42: "ssl/tls alert bad certificate", 43: "ssl/tls alert unsupported certificate", 44: "ssl/tls alert certificate revoked",
	45: "ssl/tls alert certificate expired", 46: "ssl/tls alert certificate unknown", 47: "ssl/tls alert illegal parameter",
	48: "tlsv1 alert unknown ca", 49: "tlsv1 alert access denied", 50: "tlsv1 alert decode error",
	51: "tlsv1 alert decrypt error", 70: "tlsv1 alert protocol version", 71: "tlsv1 alert insufficient security",
	80: "tlsv1 alert internal error", 86: "tlsv1 alert inappropriate fallback", 90: "tlsv1 alert user cancelled",
	109: "tlsv13 alert missing extension", 110: "tlsv1 unsupported extension", 112: "tlsv1 unrecognized name",
	116: "tlsv13 alert certificate required", 120: "tlsv1 alert no application protocol",
}

// localReasons are OpenSSL's names for what crypto/tls finds wrong itself, by a
// part of its message.
var localReasons = []struct{ part, number, reason string }{
	{"no cipher suite supported", "0A0000C1", "no shared cipher"},
	{"cipher suite", "0A0000C1", "no shared cipher"},
	{"unsupported versions", "0A000102", "unsupported protocol"},
	{"protocol version", "0A000102", "unsupported protocol"},
	{"no certificates configured", "0A0000C1", "no shared cipher"},
	{"application protocol", "0A0000EB", "no application protocol"},
	{"client didn't provide a certificate", "0A0000C7", "peer did not return a certificate"},
	{"first record does not look like a TLS handshake", "0A00010B", "wrong version number"},
	{"oversized record", "0A000146", "packet length too long"},
	{"bad record MAC", "0A000119", "decryption failed or bad record mac"},
}

// handshakeError makes the error of a handshake that failed, undefined if the
// stream has ended, which the script tells itself.
func handshakeError(e *env.Env, err error) goja.Value {
	var record tls.RecordHeaderError
	var errno syscall.Errno
	var opError interface{ Timeout() bool }
	alert, isAlert := alertOf(err)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &errno):
		return goja.Undefined()
	case errors.As(err, &record) && isHTTP(record.RecordHeader):
		return sslError(e, "0A00009C", "http request", "ERR_SSL_HTTP_REQUEST")
	case isAlert:
		return sslError(e, alertNumber(alert), alertReasons[alert], codeOf(alertReasons[alert]))
	case errors.As(err, &opError) && opError.Timeout():
		return goja.Undefined()
	}
	for _, r := range localReasons {
		if strings.Contains(err.Error(), r.part) {
			return sslError(e, r.number, r.reason, codeOf(r.reason))
		}
	}
	o := errs.Error(e, err.Error())
	o.Set("code", "ERR_SSL_HANDSHAKE_FAILURE")
	return o
}

// alertOf returns the number of the alert that a peer has sent. The type that
// crypto/tls has for it is its own, so that its text must do.
func alertOf(err error) (number int, ok bool) {
	text, remote := strings.CutPrefix(err.Error(), "remote error: ")
	if !remote {
		return 0, false
	}
	for number := range alertReasons {
		if tls.AlertError(number).Error() == text {
			return number, true
		}
	}
	return 0, false
}

// alertNumber is the number of OpenSSL's error for an alert: 1000 and the
// alert's.
func alertNumber(alert int) string {
	const digits = "0123456789ABCDEF"
	n := 1000 + alert
	return "0A000" + string([]byte{digits[n>>8&15], digits[n>>4&15], digits[n&15]})
}

// codeOf makes a code of a reason as Node does.
func codeOf(reason string) string {
	return "ERR_SSL_" + strings.ToUpper(strings.ReplaceAll(reason, " ", "_"))
}

func isHTTP(header [5]byte) bool {
	switch string(header[:4]) {
	case "GET ", "POST", "HEAD", "PUT ":
		return true
	}
	return false
}
