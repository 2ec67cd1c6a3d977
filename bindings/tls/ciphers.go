package tls

import (
	"crypto/tls"
	"strings"
)

// suite is a cipher suite by its names: OpenSSL's, and that of the standards.
type suite struct {
	openssl, standard, version string
	id                         uint16
}

// suites are those that crypto/tls has, in the order of its preference.
var suites = []suite{
	{"TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", "TLSv1.3", tls.TLS_AES_256_GCM_SHA384},
	{"TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", "TLSv1.3", tls.TLS_CHACHA20_POLY1305_SHA256},
	{"TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", "TLSv1.3", tls.TLS_AES_128_GCM_SHA256},
	{"ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.2", tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	{"ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLSv1.2", tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256},
	{"ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLSv1.2", tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384},
	{"ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLSv1.2", tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384},
	{"ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLSv1.2", tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256},
	{"ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLSv1.2", tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256},
	{"ECDHE-ECDSA-AES128-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLSv1.2", tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256},
	{"ECDHE-RSA-AES128-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLSv1.2", tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256},
	{"ECDHE-ECDSA-AES128-SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLSv1.0", tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA},
	{"ECDHE-RSA-AES128-SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLSv1.0", tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA},
	{"ECDHE-ECDSA-AES256-SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLSv1.0", tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA},
	{"ECDHE-RSA-AES256-SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLSv1.0", tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA},
	{"AES128-GCM-SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLSv1.2", tls.TLS_RSA_WITH_AES_128_GCM_SHA256},
	{"AES256-GCM-SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLSv1.2", tls.TLS_RSA_WITH_AES_256_GCM_SHA384},
	{"AES128-SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLSv1.2", tls.TLS_RSA_WITH_AES_128_CBC_SHA256},
	{"AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", "SSLv3", tls.TLS_RSA_WITH_AES_128_CBC_SHA},
	{"AES256-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", "SSLv3", tls.TLS_RSA_WITH_AES_256_CBC_SHA},
}

func suiteOf(id uint16) (suite, bool) {
	for _, s := range suites {
		if s.id == id {
			return s, true
		}
	}
	return suite{}, false
}

// parseCiphers reads a list in OpenSSL's form. Names of single suites choose
// these; a word for a group, such as HIGH or DEFAULT, leaves the choice to
// crypto/tls, as an empty list does. ok is false if nothing is left of the list.
func parseCiphers(list string) (ids []uint16, ok bool) {
	any, excluded := list == "", map[uint16]bool{}
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(":, ", r) }) {
		name := strings.TrimLeft(word, "!-+")
		s, known := suiteNamed(name)
		switch {
		case word != name:
			excluded[s.id] = excluded[s.id] || known
		case known:
			ids = append(ids, s.id)
		case isGroup(name):
			any = true
		}
	}
	if any {
		return nil, true
	}
	kept := ids[:0]
	for _, id := range ids {
		if !excluded[id] {
			kept = append(kept, id)
		}
	}
	return kept, len(kept) > 0
}

func suiteNamed(name string) (suite, bool) {
	for _, s := range suites {
		if strings.EqualFold(s.openssl, name) || strings.EqualFold(s.standard, name) {
			return s, true
		}
	}
	return suite{}, false
}

// isGroup reports whether a word of a cipher list stands for suites that
// crypto/tls has.
func isGroup(word string) bool {
	word, _, _ = strings.Cut(word, "@")
	switch first, _, _ := strings.Cut(word, "+"); first {
	case "", "ALL", "DEFAULT", "HIGH", "FIPS", "ECDHE", "EECDH", "kECDHE", "kEECDH", "AES", "AES128", "AES256", "AESGCM",
		"CHACHA20", "TLSv1.2", "TLSv1", "RSA", "kRSA", "aRSA", "ECDSA", "aECDSA", "SHA256", "SHA384", "SHA1", "SHA",
		"COMPLEMENTOFDEFAULT":
		return true
	}
	return false
}

// The versions of the protocol by Node's names.
var versions = map[string]uint16{
	"TLSv1": tls.VersionTLS10, "TLSv1.1": tls.VersionTLS11, "TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13,
}

func versionName(v uint16) string {
	for name, version := range versions {
		if version == v {
			return name
		}
	}
	return "unknown"
}

// curves are the groups for key exchange by the names that OpenSSL has.
var curves = map[string]tls.CurveID{
	"P-256": tls.CurveP256, "prime256v1": tls.CurveP256, "secp256r1": tls.CurveP256, "P-384": tls.CurveP384,
	"secp384r1": tls.CurveP384, "P-521": tls.CurveP521, "secp521r1": tls.CurveP521, "X25519": tls.X25519,
	"X25519MLKEM768": tls.X25519MLKEM768,
}
