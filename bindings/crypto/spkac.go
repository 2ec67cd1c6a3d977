package crypto

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/keys"
)

// spkac is a public key with a challenge, signed, as browsers once sent them.
type spkac struct {
	Content   asn1.RawValue
	Algorithm pkix.AlgorithmIdentifier
	Signature asn1.BitString
}

type spkacContent struct {
	PublicKey asn1.RawValue
	Challenge string `asn1:"ia5"`
}

func parseSPKAC(text []byte) (signed spkac, content spkacContent, ok bool) {
	text = bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(text), []byte("SPKAC=")))
	der, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil {
		return signed, content, false
	}
	if _, err := asn1.Unmarshal(der, &signed); err != nil {
		return signed, content, false
	}
	_, err = asn1.Unmarshal(signed.Content.FullBytes, &content)
	return signed, content, err == nil
}

func verifySPKAC(e *env.Env, c goja.FunctionCall) goja.Value {
	signed, content, ok := parseSPKAC(buffer.BytesOf(e, c.Argument(0), nil))
	if !ok {
		return e.VM.ToValue(false)
	}
	k, err := keys.ParseSPKI(content.PublicKey.FullBytes)
	if err != nil {
		return e.VM.ToValue(false)
	}
	sig := signed.Signature.RightAlign()
	return e.VM.ToValue(verifySigned(k, signed.Algorithm.Algorithm.String(), signed.Content.FullBytes, sig))
}

// exportSPKAC is (spkac, challenge): the public key in PEM, or the challenge;
// nothing of what is no spkac.
func exportSPKAC(e *env.Env, c goja.FunctionCall) goja.Value {
	_, content, ok := parseSPKAC(buffer.BytesOf(e, c.Argument(0), nil))
	switch {
	case !ok:
		return goja.Undefined()
	case c.Argument(1).ToBoolean():
		return buffer.New(e, []byte(content.Challenge))
	}
	return buffer.New(e, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: content.PublicKey.FullBytes}))
}
