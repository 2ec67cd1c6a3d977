package tls

import (
	"crypto/x509"
	"errors"

	"gonet/bindings/internal/certs"
)

// verdict is why a peer's certificate is not trusted, as OpenSSL names it.
type verdict struct{ code, message string }

var (
	verdictExpired     = &verdict{"CERT_HAS_EXPIRED", "certificate has expired"}
	verdictTooEarly    = &verdict{"CERT_NOT_YET_VALID", "certificate is not yet valid"}
	verdictSelfSigned  = &verdict{"DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"}
	verdictSelfInChain = &verdict{"SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"}
	verdictLeaf        = &verdict{"UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"}
	verdictIssuer      = &verdict{"UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate"}
	verdictInvalidCA   = &verdict{"INVALID_CA", "invalid CA certificate"}
	verdictPathLength  = &verdict{"PATH_LENGTH_EXCEEDED", "path length constraint exceeded"}
	verdictSignature   = &verdict{"CERT_SIGNATURE_FAILURE", "certificate signature failure"}
	verdictRejected    = &verdict{"CERT_REJECTED", "certificate rejected"}
	verdictMissing     = &verdict{"UNABLE_TO_GET_ISSUER_CERT", "unable to get issuer certificate"}
	reasonVerdicts     = map[x509.InvalidReason]*verdict{x509.NotAuthorizedToSign: verdictInvalidCA, x509.TooManyIntermediates: verdictPathLength}
)

// verify checks a peer's chain against roots, nil for those of the system. The
// usages of keys are not looked at, nor names: node:tls does that itself.
func verify(chain []*x509.Certificate, roots *x509.CertPool) *verdict {
	if len(chain) == 0 {
		return verdictMissing
	}
	if roots == nil {
		roots = defaultRoots()
	}
	options := x509.VerifyOptions{
		Roots: roots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}
	for _, cert := range chain[1:] {
		options.Intermediates.AddCert(cert)
	}
	_, err := chain[0].Verify(options)
	var invalid x509.CertificateInvalidError
	var insecure x509.InsecureAlgorithmError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if invalid.Cert != nil && invalid.Cert.NotBefore.After(verifyTime()) {
			return verdictTooEarly
		}
		return verdictExpired
	case errors.As(err, &invalid):
		if v, ok := reasonVerdicts[invalid.Reason]; ok {
			return v
		}
		return verdictRejected
	case errors.As(err, &insecure):
		return verdictSignature
	}
	return unknownIssuer(chain)
}

func unknownIssuer(chain []*x509.Certificate) *verdict {
	switch {
	case certs.SelfIssued(chain[0]):
		return verdictSelfSigned
	case certs.SelfIssued(chain[len(chain)-1]):
		return verdictSelfInChain
	case len(chain) == 1:
		return verdictLeaf
	}
	return verdictIssuer
}
