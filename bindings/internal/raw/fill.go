package raw

import (
	"maps"
	"slices"

	"github.com/dop251/goja"
)

// Fill gives o, which has no properties of its own, those of template, in one
// step instead of one for each. Both must be plain objects; it reports false, and
// has done nothing, if they are not. The template's properties must be plain
// values with strings for names: accessors would be shared.
func Fill(o, template *goja.Object) bool {
	if !IsPlain(o) || !IsPlain(template) {
		return false
	}
	to, from := plainBase(o), plainBase(template)
	if len(to.propNames) > 0 || !to.extensible {
		return false
	}
	to.values, to.propNames = maps.Clone(from.values), slices.Clone(from.propNames)
	to.lastSortedPropLen, to.idxPropCount = from.lastSortedPropLen, from.idxPropCount
	return true
}

func plainBase(o *goja.Object) *baseObject { return (*baseObject)(objectOf(o).self.data) }
