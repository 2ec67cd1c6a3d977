package crypto

import (
	"crypto/rand"
	"errors"
	"math/big"
	"math/bits"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/validate"
)

var one = big.NewInt(1)

// errNoPrime is that of conditions which OpenSSL does not look for a prime
// under.
var errNoPrime = errors.New("no prime found")

// generatePrime is (size, safe, add, rem, callback); add and rem are bytes or
// undefined.
func generatePrime(e *env.Env, c goja.FunctionCall) goja.Value {
	size, safe := int(c.Argument(0).ToInteger()), c.Argument(1).ToBoolean()
	var add, rem *big.Int
	if v := c.Argument(2); !validate.Nullish(v) {
		add, rem = new(big.Int).SetBytes(copied(e, v)), big.NewInt(1)
		if safe {
			rem = big.NewInt(3)
		}
		if v := c.Argument(3); !validate.Nullish(v) {
			rem = new(big.Int).SetBytes(copied(e, v))
		}
	}
	return bytesJob(e, "RANDOMPRIMEREQUEST", c.Argument(4), func() ([]byte, error) {
		p, err := findPrime(size, safe, add, rem)
		if err != nil {
			return nil, err
		}
		return p.FillBytes(make([]byte, (size+7)/8)), nil
	})
}

// mostWindows bounds a search that may have no result.
const mostWindows = 1 << 12

// findPrime finds a prime of size bits, which leaves rem when divided by add
// if that is not nil. With safe half of it is a prime too.
func findPrime(size int, safe bool, add, rem *big.Int) (*big.Int, error) {
	if size < 2 || safe && size < 3 {
		return nil, errNoPrime
	}
	if add == nil {
		if !safe {
			return rand.Prime(rand.Reader, size)
		}
		add, rem = big.NewInt(2), one
		if size > 3 { // 5 is the one safe prime that leaves 1 when divided by 4
			add, rem = big.NewInt(4), big.NewInt(3)
		}
	}
	for range mostWindows {
		first, err := firstCandidate(size, add, rem)
		if err != nil {
			return nil, err
		}
		if p := searchWindow(first, add, size, safe); p != nil {
			return p, nil
		}
	}
	return nil, errNoPrime
}

// firstCandidate is a random number that leaves rem when divided by add.
func firstCandidate(size int, add, rem *big.Int) (*big.Int, error) {
	p, err := rand.Int(rand.Reader, new(big.Int).Lsh(one, uint(size)))
	if err != nil {
		return nil, err
	}
	p.SetBit(p, size-1, 1)
	const fewPrimes = 8 // the two highest bits are set, as OpenSSL does it, where there are primes with both
	if size > fewPrimes {
		p.SetBit(p, size-2, 1)
	}
	p.Sub(p, new(big.Int).Mod(p, add))
	return p.Add(p, rem), nil
}

func half(p *big.Int) *big.Int { return new(big.Int).Rsh(p, 1) }

// window is how many candidates are sieved at a time.
const window = 1 << 12

// searchWindow looks for a prime among first and the numbers after it, add
// apart, nil if there is none.
func searchWindow(first, add *big.Int, size int, safe bool) *big.Int {
	composite := sieve(first, add, size, safe)
	p := new(big.Int).Set(first)
	for i := range window {
		if p.BitLen() > size {
			return nil
		}
		if !composite[i] && p.BitLen() == size && isPrime(p, safe) {
			return p
		}
		p.Add(p, add)
	}
	return nil
}

// isPrime tries the cheap tests first: most candidates fail them.
func isPrime(p *big.Int, safe bool) bool {
	const rounds = 20
	q := half(p)
	return (!safe || fermat(q)) && fermat(p) && p.ProbablyPrime(rounds) && (!safe || q.ProbablyPrime(rounds))
}

func fermat(n *big.Int) bool {
	two := big.NewInt(2)
	return n.Cmp(two) <= 0 || new(big.Int).Exp(two, new(big.Int).Sub(n, one), n).Cmp(one) == 0
}

// sieve marks the candidates, or halves of them if safe, that a small prime
// divides.
func sieve(first, add *big.Int, size int, safe bool) *[window]bool {
	var composite [window]bool
	var rest big.Int
	for _, r := range smallPrimes() {
		if bits.Len64(r) >= (size-1)/2 {
			break // it could be the candidate
		}
		divisor := new(big.Int).SetUint64(r)
		step := rest.Mod(add, divisor).Uint64()
		if step == 0 {
			continue
		}
		from := rest.Mod(first, divisor).Uint64()
		inverse := new(big.Int).ModInverse(new(big.Int).SetUint64(step), divisor).Uint64()
		mark := func(residue uint64) {
			for i := (residue + r - from) % r * inverse % r; i < window; i += r {
				composite[i] = true
			}
		}
		mark(0)
		if safe {
			mark(1)
		}
	}
	return &composite
}

// smallPrimes are the odd primes that are tried before the tests.
var smallPrimes = sync.OnceValue(func() (primes []uint64) {
	const limit = 1 << 13
	var composite [limit]bool
	for n := uint64(3); n < limit; n += 2 {
		if composite[n] {
			continue
		}
		primes = append(primes, n)
		for i := n * n; i < limit; i += n {
			composite[i] = true
		}
	}
	return primes
})

// mostNumberBytes is what OpenSSL's numbers stay below.
const mostNumberBytes = 1 << 26

var errTooLong = &keys.Error{
	Number: "01800072", Library: "bignum routines", Reason: "bignum too long", Code: "ERR_OSSL_BN_BIGNUM_TOO_LONG",
}

// checkPrime is (bytes, checks, callback).
func checkPrime(e *env.Env, c goja.FunctionCall) goja.Value {
	if b, ok := buffer.AnyBytes(e, c.Argument(0)); ok && len(b) >= mostNumberBytes {
		panic(failed(e, errTooLong))
	}
	n, checks := new(big.Int).SetBytes(copied(e, c.Argument(0))), int(c.Argument(1).ToInteger())
	return job(e, "CHECKPRIMEREQUEST", c.Argument(2), func() (bool, error) {
		const most = 64 // OpenSSL's for large numbers
		return n.ProbablyPrime(min(max(checks, 20), most)), nil
	}, func(ok bool) goja.Value { return e.VM.ToValue(ok) })
}

// dhPrime finds a safe prime for a generator, with OpenSSL's conditions.
func dhPrime(bits int, generator *big.Int) (*big.Int, error) {
	var add, rem int64
	switch generator.Int64() {
	case 2:
		add, rem = 24, 23
	case 5:
		add, rem = 60, 59
	default:
		add, rem = 12, 11
	}
	return findPrime(bits, true, big.NewInt(add), big.NewInt(rem))
}
