package inspect

import "github.com/dop251/goja"

// HeldKey is the key that a KeyObject or a CryptoKey keeps where no script sees
// it.
type HeldKey interface {
	// EqualKey reports whether other is the same key.
	EqualKey(other HeldKey) bool
	// Traits is what a CryptoKey says of its key: extractable, algorithm, usages.
	// It is nil of a KeyObject.
	Traits() *goja.Object
}

// keyIn gives the key that o itself holds, nil if there is none.
func (in *Inspector) keyIn(o *goja.Object) HeldKey {
	if in.hooks.Key == nil {
		return nil
	}
	return in.hooks.Key(o)
}

// sameKeys compares the keys that a and b hold.
func (c *comparison) sameKeys(a, b *goja.Object) bool {
	x, y := c.keyIn(a), c.keyIn(b)
	switch {
	case x == nil || y == nil:
		return x == nil && y == nil
	case (x.Traits() == nil) != (y.Traits() == nil):
		return false
	}
	return x.EqualKey(y) && (x.Traits() == nil || c.DeepEqual(x.Traits(), y.Traits(), EqualStrict))
}
