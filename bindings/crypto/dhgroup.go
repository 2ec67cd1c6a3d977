package crypto

import (
	_ "embed"
	"math/big"
	"strings"
	"sync"
)

// groupsText has the primes of RFC 2409 and RFC 3526, all with the generator 2:
// the name of a group, and below it the digits.
//
//go:embed groups.txt
var groupsText string

var groups = sync.OnceValue(func() map[string]*big.Int {
	digits, name := map[string]string{}, ""
	for line := range strings.Lines(groupsText) {
		part, indented := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "\t")
		if indented {
			digits[name] += part
		} else {
			name = part
		}
	}
	primes := map[string]*big.Int{}
	for name, text := range digits {
		primes[name], _ = new(big.Int).SetString(text, 16)
	}
	return primes
})

// groupPrime is the prime of a group, nil for an unknown name.
func groupPrime(name string) *big.Int { return groups()[strings.ToLower(name)] }

// isGroup reports whether a prime with a generator is one of the groups.
func isGroup(p, g *big.Int) bool {
	for _, prime := range groups() {
		if prime.Cmp(p) == 0 && g.Cmp(big.NewInt(2)) == 0 {
			return true
		}
	}
	return false
}
