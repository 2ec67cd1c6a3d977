package keys

import (
	"errors"
	"testing"
)

func generated(t *testing.T) map[string]*Key {
	t.Helper()
	all := map[string]*Key{}
	add := func(name string, k *Key, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(name, err)
		}
		all[name] = k
	}
	const bits, usual = 1024, 65537
	k, err := GenerateRSA("rsa", bits, usual, nil)
	add("rsa", k, err)
	k, err = GenerateRSA("rsa-pss", bits, usual, &PSS{Hash: "sha256", MGF1: "sha1", SaltLength: 20})
	add("rsa-pss", k, err)
	for _, name := range CurveNames() {
		ec, err := GenerateEC(FindCurve(name))
		add(name, &Key{Kind: "ec", IsPrivate: true, EC: ec}, err)
	}
	for _, kind := range []string{"x25519", "x448", "ed25519", "ed448"} {
		k, err := GenerateOKP(kind)
		add(kind, k, err)
	}
	return all
}

func TestKeysThroughEveryForm(t *testing.T) {
	for name, k := range generated(t) {
		for _, out := range []Output{
			{Format: "pem", Type: "pkcs8"}, {Format: "der", Type: "pkcs8"},
			{Format: "pem", Type: "pkcs8", Cipher: "aes-128-cbc", Passphrase: []byte("p")},
			{Format: "der", Type: "pkcs8", Cipher: "des-ede3-cbc", Passphrase: []byte("p")},
		} {
			text, err := k.WritePrivate(out)
			if err != nil {
				t.Fatal(name, out, err)
			}
			again, err := ParsePrivate(Input{Data: text, Format: out.Format, Type: out.Type, Passphrase: out.Passphrase})
			if err != nil || !again.Equal(k) {
				t.Errorf("%s: %v gives another key: %v", name, out, err)
			}
		}
		text, err := k.WritePublic(Output{Format: "pem", Type: "spki"})
		if err != nil {
			t.Fatal(name, err)
		}
		public, err := ParsePublic(Input{Data: text, Format: "pem"})
		if err != nil || !public.Equal(k.PublicOnly()) {
			t.Errorf("%s: spki gives another key: %v", name, err)
		}
		if j, ok := k.JWK(); ok {
			if again, err := ParseJWK(j); err != nil || !again.Equal(k) {
				t.Errorf("%s: JWK gives another key: %v", name, err)
			}
		}
	}
}

func TestWhatIsNoKey(t *testing.T) {
	var known *Error
	for _, in := range []Input{
		{Format: "pem"}, {Data: []byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), Format: "pem"},
		{Data: []byte{0x30, 0x80}, Format: "der", Type: "pkcs8"}, {Format: "der", Type: "sec1"},
		{Data: []byte{0x30, 3, 2, 1, 0}, Format: "der", Type: "pkcs1"},
	} {
		if _, err := ParsePrivate(in); !errors.As(err, &known) {
			t.Errorf("%q: got %v, want one of OpenSSL's errors", in.Data, err)
		}
		if _, err := ParsePublic(in); !errors.As(err, &known) {
			t.Errorf("%q: got %v, want one of OpenSSL's errors", in.Data, err)
		}
	}
}

func TestPointsInEveryForm(t *testing.T) {
	for _, name := range CurveNames() {
		curve := FindCurve(name)
		k, err := GenerateEC(curve)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []int{Compressed, Uncompressed, Hybrid} {
			x, y, err := curve.ParsePoint(k.Point(form))
			if err != nil || x.Cmp(k.X) != 0 || y.Cmp(k.Y) != 0 {
				t.Errorf("%s: form %d gives another point: %v", name, form, err)
			}
		}
		if _, _, err := curve.ParsePoint(nil); err == nil {
			t.Errorf("%s: nothing is a point", name)
		}
	}
}
