package inspect

import (
	"encoding/hex"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

func remainingText(n int) string { return "... " + itoa(n) + " more item" + plural(n) }

func (c *context) formatArray(o *goja.Object, length, level int) []rope {
	limit := clampLimit(c.opts.MaxArrayLength, length)
	output := make([]rope, 0, limit+1)
	elements, dense := c.denseElements(o)
	for i := range limit {
		var p property
		if dense && i < len(elements) && elements[i] != nil {
			p = property{exists: true, enumerable: true, value: elements[i]}
			if goja.IsUndefined(elements[i]) {
				p.value = nil
			}
		} else if p = c.ownProperty(o, stringKey(itoa(i))); !p.exists {
			return c.formatSparse(o, length, limit, level, output, i)
		}
		output = append(output, c.formatProperty(o, stringKey(""), p, level, extrasElement, o))
	}
	if rest := length - limit; rest > 0 {
		output = append(output, leaf(remainingText(rest)))
	}
	return output
}

// formatSparse goes on at a hole, from key to key.
func (c *context) formatSparse(o *goja.Object, length, limit, level int, output []rope, from int) []rope {
	index := from
	for _, k := range c.keysOf(o, false)[from:] {
		if len(output) >= limit || k.symbol != nil || !isIndex(k.name) {
			break
		}
		at, _ := strconv.Atoi(k.name)
		if at != index {
			output = append(output, c.emptyItems(at-index))
			index = at
			if len(output) == limit {
				break
			}
		}
		output = append(output, c.formatProperty(o, k, c.ownProperty(o, k), level, extrasElement, o))
		index++
	}
	rest := length - index
	switch {
	case rest <= 0:
	case len(output) != limit:
		output = append(output, c.emptyItems(rest))
	default:
		output = append(output, leaf(remainingText(rest)))
	}
	return output
}

func (c *context) emptyItems(n int) rope {
	return leaf(c.paint("<"+itoa(n)+" empty item"+plural(n)+">", "undefined"))
}

// formatCollection lists a Map or Set by what it iterates over.
func (c *context) formatCollection(o *goja.Object, k kind, level int) []rope {
	_, size := c.entriesOf(o, 0)
	limit := clampLimit(c.opts.MaxArrayLength, size)
	items, _ := c.entriesOf(o, limit)
	output := make([]rope, 0, len(items)+1)
	c.indent += 2
	for _, item := range items {
		text := c.formatValue(item.Key, level, false)
		if k == kindMap {
			text = join(text, leaf(" => "), c.formatValue(item.Value, level, false))
		}
		output = append(output, text)
	}
	if size > limit {
		output = append(output, leaf(remainingText(size-limit)))
	}
	c.indent -= 2
	return output
}

func (c *context) formatIterator(o *goja.Object, s *shape, level int) []rope {
	items, pairs, known := c.remaining(o)
	if !known {
		return c.itemsUnknown()
	}
	if pairs {
		s.open = strings.TrimSuffix(s.open, " Iterator] {") + " Entries] {"
	}
	limit := clampLimit(c.opts.MaxArrayLength, len(items))
	output := make([]rope, 0, limit+1)
	c.indent += 2
	for _, item := range items[:limit] {
		text := c.formatValue(item.Key, level, false)
		if pairs {
			pair := []rope{text, c.formatValue(item.Value, level, false)}
			text = c.reduce(pair, "", "[", "]", extrasArray, level, nil)
		}
		output = append(output, text)
	}
	c.indent -= 2
	if rest := len(items) - limit; rest > 0 {
		output = append(output, leaf(remainingText(rest)))
	}
	return output
}

func (c *context) itemsUnknown() []rope {
	return []rope{leaf(c.paint("<items unknown>", "special"))}
}

// formatWeak lists a WeakMap or WeakSet when showHidden asks for it. The order
// is the texts', because there is no other.
func (c *context) formatWeak(o *goja.Object, k kind, level int) []rope {
	items, known := c.weakItems(o)
	if !c.opts.ShowHidden || !known {
		return c.itemsUnknown()
	}
	limit := clampLimit(c.opts.MaxArrayLength, len(items))
	output := make([]rope, 0, limit+1)
	c.indent += 2
	for _, item := range items[:limit] {
		text := c.formatValue(item.Key, level, false)
		if k == kindWeakMap {
			text = join(text, leaf(" => "), c.formatValue(item.Value, level, false))
		}
		output = append(output, text)
	}
	c.indent -= 2
	slices.SortFunc(output, compareRopes)
	if rest := len(items) - limit; rest > 0 {
		output = append(output, leaf(remainingText(rest)))
	}
	return output
}

func (c *context) formatPromise(o *goja.Object, level int) []rope {
	p, ok := o.Export().(*goja.Promise)
	if !ok || p.State() == goja.PromiseStatePending {
		return []rope{leaf(c.paint("<pending>", "special"))}
	}
	c.indent += 2
	text := c.formatValue(p.Result(), level, false)
	c.indent -= 2
	if p.State() == goja.PromiseStateRejected {
		text = text.around(c.paint("<rejected>", "special")+" ", "")
	}
	return []rope{text}
}

func (c *context) formatArrayBuffer(buffer goja.ArrayBuffer) []rope {
	if buffer.Detached() {
		return []rope{leaf(c.paint("(detached)", "special"))}
	}
	data := buffer.Bytes()
	limit := clampLimit(c.opts.MaxArrayLength, len(data))
	var b strings.Builder
	for i, octet := range data[:limit] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(hex.EncodeToString([]byte{octet}))
	}
	if rest := len(data) - limit; rest > 0 {
		b.WriteString(" ... " + itoa(rest) + " more byte" + plural(rest))
	}
	return []rope{leaf(c.paint("[Uint8Contents]", "special") + ": <" + b.String() + ">")}
}

// elements are a typed array's, with what gives the text of one.
type elements struct {
	length int
	text   func(i int) string
	big    bool
}

// elementsOf reads a typed array without running script code. A detached one is
// empty.
func (in *Inspector) elementsOf(o *goja.Object) elements {
	switch data := o.Export().(type) {
	case []uint8:
		return integers(data)
	case []int8:
		return integers(data)
	case []uint16:
		return integers(data)
	case []int16:
		return integers(data)
	case []uint32:
		return integers(data)
	case []int32:
		return integers(data)
	case []float32:
		return floats(in.vm, data)
	case []float64:
		return floats(in.vm, data)
	case []int64:
		return elements{len(data), func(i int) string { return big.NewInt(data[i]).String() }, true}
	case []uint64:
		return elements{len(data), func(i int) string { return strconv.FormatUint(data[i], 10) }, true}
	}
	return elements{}
}

func integers[T uint8 | int8 | uint16 | int16 | uint32 | int32](data []T) elements {
	return elements{length: len(data), text: func(i int) string { return strconv.FormatInt(int64(data[i]), 10) }}
}

func floats[T float32 | float64](vm *goja.Runtime, data []T) elements {
	return elements{length: len(data), text: func(i int) string {
		return numberText(vm.ToValue(float64(data[i])), false)
	}}
}

func (c *context) formatTypedArray(e elements) []rope {
	limit := clampLimit(c.opts.MaxArrayLength, e.length)
	output := make([]rope, 0, limit+1)
	for i := range limit {
		text, style := e.text(i), "number"
		if c.opts.NumericSeparator {
			text = separateNumber(text)
		}
		if e.big {
			text, style = text+"n", "bigint"
		}
		output = append(output, leaf(c.paint(text, style)))
	}
	if rest := e.length - limit; rest > 0 {
		output = append(output, leaf(remainingText(rest)))
	}
	return output
}

// group arranges the entries of an array in columns: about a square, given that
// a character is two and a half times as high as wide, of at most 16 columns.
func (c *context) group(output []rope, o *goja.Object) []rope {
	const separator, maxColumns, charHeight = 2, 15, 2.5 // ", "
	count := len(output)
	if c.opts.MaxArrayLength < float64(count) {
		count-- // "... more items" takes no part
	}
	widths := make([]int, count)
	total, longest := 0, 0
	for i := range count {
		widths[i] = Width(output[i].String(), c.opts.Colors)
		total += widths[i] + separator
		longest = max(longest, widths[i])
	}
	column := longest + separator
	// Three columns must fit, and one long entry must not stretch the others.
	if float64(column*3+c.indent) >= c.opts.BreakLength ||
		float64(total)/float64(column) <= 5 && longest > 6 {
		return output
	}
	bias := math.Sqrt(float64(column) - float64(total)/float64(len(output)))
	biased := math.Max(float64(column)-3-bias, 1)
	columns := int(min(
		roundHalfUp(math.Sqrt(charHeight*biased*float64(count))/biased),
		math.Floor((c.opts.BreakLength-float64(c.indent))/float64(column)),
		c.opts.Compact*4,
		maxColumns,
	))
	if columns <= 1 {
		return output
	}
	lines := layoutColumns(output[:count], widths, columns, c.alignsRight(o, len(output)))
	if c.opts.MaxArrayLength < float64(len(output)) {
		lines = append(lines, output[count])
	}
	return lines
}

// roundHalfUp is Math.round.
func roundHalfUp(x float64) float64 { return math.Floor(x + 0.5) }

// alignsRight reports whether all that is shown of an array are numbers.
func (c *context) alignsRight(o *goja.Object, count int) bool {
	if o == nil {
		return true
	}
	for i := range count {
		v := o.Get(itoa(i))
		if v == nil || !goja.IsNumber(v) && !goja.IsBigInt(v) || isObject(v) {
			return false
		}
	}
	return true
}

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}

// layoutColumns makes the lines, each column as wide as its widest entry.
func layoutColumns(entries []rope, widths []int, columns int, right bool) []rope {
	const separator = 2
	columnWidths := make([]int, columns)
	for i, w := range widths {
		columnWidths[i%columns] = max(columnWidths[i%columns], w+separator)
	}
	var lines []rope
	for start := 0; start < len(entries); start += columns {
		end := min(start+columns, len(entries))
		var line strings.Builder
		for i := start; i < end; i++ {
			text, width := entries[i].String(), widths[i]
			last := i == end-1
			if !last {
				text += ", "
				width += separator
			}
			room := columnWidths[i-start]
			if last {
				room -= separator
			}
			pad := strings.Repeat(" ", max(room-width, 0))
			switch {
			case right:
				line.WriteString(pad + text)
			case last:
				line.WriteString(text)
			default:
				line.WriteString(text + pad)
			}
		}
		lines = append(lines, leaf(line.String()))
	}
	return lines
}

// sortOutput sorts the entries: all of an object's, the extra keys of an array.
func (c *context) sortOutput(output []rope, s *shape) {
	if s.extras != extrasObject {
		if len(s.keys) <= 1 {
			return
		}
		output = output[len(output)-len(s.keys):]
	}
	if c.opts.SortBy == nil {
		slices.SortStableFunc(output, compareRopes)
		return
	}
	values := make([]any, len(output))
	for i, text := range output {
		values[i] = valueOfText(c.vm, text.String())
	}
	array := c.vm.NewArray(values...)
	c.call(c.natives.sort, array, c.opts.SortBy)
	i := 0
	c.each(array, func(v goja.Value) { output[i] = leaf(stringOf(v)); i++ })
}

func compareRopes(a, b rope) int { return compareUnits(a.String(), b.String()) }
