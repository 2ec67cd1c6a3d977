package intl

import (
	"strings"
	"sync"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"gonet/bindings/env"
)

// collatorKey is what a collator depends on.
type collatorKey struct {
	locale, sensitivity string
	numeric             bool
}

var collators sync.Map // collatorKey -> *sync.Pool

// compare(locale, sensitivity, numeric, a, b) compares two strings as
// Intl.Collator does.
func compare(e *env.Env, c goja.FunctionCall) goja.Value {
	key := collatorKey{c.Argument(0).String(), c.Argument(1).String(), c.Argument(2).ToBoolean()}
	pool, ok := collators.Load(key)
	if !ok {
		pool, _ = collators.LoadOrStore(key, &sync.Pool{New: func() any { return newCollator(key) }})
	}
	collator := pool.(*sync.Pool).Get().(*collate.Collator)
	defer pool.(*sync.Pool).Put(collator)
	return e.VM.ToValue(collator.CompareString(c.Argument(3).String(), c.Argument(4).String()))
}

func newCollator(key collatorKey) *collate.Collator {
	var options []collate.Option
	switch key.sensitivity {
	case "base":
		options = append(options, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		options = append(options, collate.IgnoreCase)
	case "case":
		options = append(options, collate.IgnoreDiacritics)
	}
	if key.numeric {
		options = append(options, collate.Numeric)
	}
	return collate.New(language.Make(key.locale), options...)
}

// segments(granularity, text) returns the segments of a text in turn, each
// followed, for words, by whether it is like a word.
func segments(e *env.Env, c goja.FunctionCall) goja.Value {
	text := c.Argument(1).String()
	var list []any
	switch c.Argument(0).String() {
	case "grapheme":
		for it := graphemes.FromString(text); it.Next(); {
			list = append(list, it.Value())
		}
	case "word":
		for it := words.FromString(text); it.Next(); {
			list = append(list, it.Value(), isWord(it.Value()))
		}
	default:
		for it := sentences.FromString(text); it.Next(); {
			list = append(list, it.Value())
		}
	}
	return e.VM.ToValue(list)
}

func isWord(segment string) bool {
	return strings.ContainsFunc(segment, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// pluralCategory(locale, ordinal, integer, visible, significant, fraction,
// significantFraction) returns the category of a number by the operands i, v,
// w, f and t of Unicode's plural rules.
func pluralCategory(e *env.Env, c goja.FunctionCall) goja.Value {
	rules := plural.Cardinal
	if c.Argument(1).ToBoolean() {
		rules = plural.Ordinal
	}
	n := func(i int) int { return int(c.Argument(i).ToInteger()) }
	form := rules.MatchPlural(language.Make(c.Argument(0).String()), n(2), n(3), n(4), n(5), n(6))
	return e.VM.ToValue([...]string{"other", "zero", "one", "two", "few", "many"}[form])
}

// likely(tag, all) returns a tag of language, script and region with its likely
// parts: all of them, or none.
func likely(e *env.Env, c goja.FunctionCall) goja.Value {
	tag, err := language.Raw.Parse(c.Argument(0).String())
	if err != nil {
		return c.Argument(0)
	}
	base, _ := tag.Base()
	script, _ := tag.Script()
	region, _ := tag.Region()
	full, err := language.Raw.Compose(base, script, region)
	if err != nil {
		return c.Argument(0)
	}
	if c.Argument(1).ToBoolean() {
		return e.VM.ToValue(full.String())
	}
	for _, parts := range [][]any{{base}, {base, region}, {base, script}} {
		short, err := language.Raw.Compose(parts...)
		if err != nil {
			continue
		}
		s, _ := short.Script()
		r, _ := short.Region()
		if s == script && r == region {
			return e.VM.ToValue(short.String())
		}
	}
	return e.VM.ToValue(full.String())
}

// replaced is the canonical form that drops no script.
const replaced = language.DeprecatedBase | language.DeprecatedScript | language.DeprecatedRegion | language.Legacy

// canonical(tag) returns a well-formed tag with its subtags replaced that have
// been.
func canonical(e *env.Env, c goja.FunctionCall) goja.Value {
	tag, err := replaced.Parse(c.Argument(0).String())
	if err != nil {
		return c.Argument(0)
	}
	return e.VM.ToValue(tag.String())
}
