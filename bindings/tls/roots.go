package tls

import (
	"crypto/x509"
	"encoding/pem"
	"sync"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

var verifyTime = time.Now

// defaultRoots are the certificates that are trusted where a script names
// none: those of Mozilla, as in Node.
var defaultRoots = sync.OnceValue(func() *x509.CertPool {
	pool := x509.NewCertPool()
	for root := range bundle.Roots() {
		cert, err := x509.ParseCertificate(root.Certificate)
		if err != nil {
			panic("tls: a certificate of the bundle does not parse: " + err.Error())
		}
		if root.Constraint == nil {
			pool.AddCert(cert)
		} else {
			pool.AddCertWithConstraint(cert, root.Constraint)
		}
	}
	return pool
})

// rootCertificates are the same as PEM texts.
func rootCertificates() (texts []any) {
	for root := range bundle.Roots() {
		block := &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}
		text := pem.EncodeToMemory(block)
		texts = append(texts, string(text[:len(text)-1]))
	}
	return texts
}
