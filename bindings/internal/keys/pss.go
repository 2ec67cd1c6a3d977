package keys

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
)

// pssParameters is RSASSA-PSS-params of RFC 8017, A.2.3. The hash is SHA-1, and
// the salt has 20 bytes, unless told.
type pssParameters struct {
	Hash       pkix.AlgorithmIdentifier `asn1:"explicit,tag:0,optional"`
	MGF        pkix.AlgorithmIdentifier `asn1:"explicit,tag:1,optional"`
	SaltLength int                      `asn1:"explicit,tag:2,optional,default:20"`
	Trailer    int                      `asn1:"explicit,tag:3,optional,default:1"`
}

var digestOIDs = map[string]asn1.ObjectIdentifier{
	"md5":        {1, 2, 840, 113549, 2, 5},
	"sha1":       {1, 3, 14, 3, 2, 26},
	"sha224":     {2, 16, 840, 1, 101, 3, 4, 2, 4},
	"sha256":     {2, 16, 840, 1, 101, 3, 4, 2, 1},
	"sha384":     {2, 16, 840, 1, 101, 3, 4, 2, 2},
	"sha512":     {2, 16, 840, 1, 101, 3, 4, 2, 3},
	"sha512-224": {2, 16, 840, 1, 101, 3, 4, 2, 5},
	"sha512-256": {2, 16, 840, 1, 101, 3, 4, 2, 6},
	"sha3-224":   {2, 16, 840, 1, 101, 3, 4, 2, 7},
	"sha3-256":   {2, 16, 840, 1, 101, 3, 4, 2, 8},
	"sha3-384":   {2, 16, 840, 1, 101, 3, 4, 2, 9},
	"sha3-512":   {2, 16, 840, 1, 101, 3, 4, 2, 10},
}

// HasOID reports whether a digest can stand in a key's parameters.
func HasOID(digest string) bool {
	_, ok := digestOIDs[digest]
	return ok
}

func digestByOID(algorithm pkix.AlgorithmIdentifier) (string, error) {
	if algorithm.Algorithm == nil {
		return "sha1", nil
	}
	for name, oid := range digestOIDs {
		if oid.Equal(algorithm.Algorithm) {
			return name, nil
		}
	}
	return "", errors.New("unknown digest")
}

// withPSS makes the key of RSA that parse returns one of rsa-pss.
func withPSS(algorithm pkix.AlgorithmIdentifier, parse func() (*Key, error)) (*Key, error) {
	k, err := parse()
	if err != nil {
		return nil, err
	}
	k.Kind = "rsa-pss"
	if len(algorithm.Parameters.FullBytes) > 0 {
		k.RSA.PSS, err = parsePSS(algorithm.Parameters.FullBytes)
	}
	return k, err
}

func parsePSS(der []byte) (*PSS, error) {
	var p pssParameters
	if err := unmarshal(der, &p); err != nil {
		return nil, err
	}
	hash, err := digestByOID(p.Hash)
	if err != nil {
		return nil, err
	}
	mgf1 := "sha1"
	if p.MGF.Algorithm != nil {
		var of pkix.AlgorithmIdentifier
		if err := unmarshal(p.MGF.Parameters.FullBytes, &of); err != nil {
			return nil, err
		}
		if mgf1, err = digestByOID(of); err != nil {
			return nil, err
		}
	}
	return &PSS{Hash: hash, MGF1: mgf1, SaltLength: p.SaltLength}, nil
}

func (p *PSS) algorithm() (pkix.AlgorithmIdentifier, error) {
	if p == nil {
		return pkix.AlgorithmIdentifier{Algorithm: oidPSS}, nil
	}
	parameters := pssParameters{SaltLength: p.SaltLength, Trailer: 1}
	digest := func(name string) pkix.AlgorithmIdentifier {
		return pkix.AlgorithmIdentifier{Algorithm: digestOIDs[name], Parameters: asn1.NullRawValue}
	}
	if p.Hash != "sha1" {
		parameters.Hash = digest(p.Hash)
	}
	if p.MGF1 != "sha1" {
		mgf, err := withParameters(oidMGF1, digest(p.MGF1))
		if err != nil {
			return mgf, err
		}
		parameters.MGF = mgf
	}
	return withParameters(oidPSS, parameters)
}
