package console

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/inspect"
	"gonet/bindings/inspector"
	"gonet/bindings/internal/validate"
)

// column is one of a table: its heading and its cells, "" where there is none.
type column struct {
	head  string
	cells []string
}

// table is console.table. https://console.spec.whatwg.org/#table
func (c *console) table(args []goja.Value) {
	properties := argument(args, 1)
	if !goja.IsUndefined(properties) {
		validate.Array(c.env, properties, "properties")
	}
	data, isObject := argument(args, 0).(*goja.Object)
	if !isObject || env.IsFunction(data) {
		c.call("log", argument(args, 0))
		return
	}
	columns, ok := c.entries(data)
	if !ok {
		columns = c.rows(data, properties)
	}
	c.call("log", c.string(render(columns)))
}

// cell shows one value of a table.
func (c *console) cell(v goja.Value) string {
	in := inspector.Of(c.env)
	opts := c.options(c.stdout())
	opts.Depth = 0
	if o, ok := v.(*goja.Object); ok && !env.IsFunction(o) && !in.IsList(o) && len(o.Keys()) > 2 {
		opts.Depth = -1
	}
	opts.MaxArrayLength, opts.BreakLength = 3, math.Inf(1)
	return in.Inspect(v, opts)
}

// entries are the columns of a Map, a Set, or an iterator of one.
func (c *console) entries(data *goja.Object) (columns []column, ok bool) {
	list, pairs, ok := inspector.Of(c.env).Preview(data)
	index, keys, values := column{head: "(iteration index)"}, column{head: "Key"}, column{head: "Values"}
	for i, entry := range list {
		index.cells = append(index.cells, c.cell(c.env.VM.ToValue(i)))
		if pairs {
			keys.cells = append(keys.cells, c.cell(entry.Key))
			values.cells = append(values.cells, c.cell(entry.Value))
		} else {
			values.cells = append(values.cells, c.cell(entry.Key))
		}
	}
	if pairs {
		return []column{index, keys, values}, ok
	}
	return []column{index, values}, ok
}

// rows are the columns of an object of rows: one for each property that a row
// has, and one for rows that are no objects.
func (c *console) rows(data *goja.Object, properties goja.Value) []column {
	index := column{head: "(index)", cells: data.Keys()}
	values := column{head: "Values", cells: make([]string, len(index.cells))}
	var columns []column
	places := map[string]int{}
	hasPrimitives := false
	for i, key := range index.cells {
		item := data.Get(key)
		row, isRow := item.(*goja.Object)
		if !isRow && goja.IsUndefined(properties) {
			hasPrimitives = true
			values.cells[i] = c.cell(item)
			continue
		}
		for _, name := range c.names(row, properties) {
			place, ok := places[name]
			if !ok {
				place = len(columns)
				places[name] = place
				columns = append(columns, column{name, make([]string, len(index.cells))})
			}
			if isRow && hasOwn(row, name) {
				columns[place].cells[i] = c.cell(row.Get(name))
			}
		}
	}
	columns = append([]column{index}, columns...)
	if hasPrimitives {
		columns = append(columns, values)
	}
	return columns
}

func (c *console) names(row *goja.Object, properties goja.Value) []string {
	if goja.IsUndefined(properties) {
		return row.Keys()
	}
	var names []string
	c.env.VM.ForOf(properties, func(v goja.Value) bool {
		names = append(names, v.String())
		return true
	})
	return names
}

func hasOwn(o *goja.Object, name string) bool {
	for _, own := range o.GetOwnPropertyNames() {
		if own == name {
			return true
		}
	}
	return false
}

// render draws the table.
func render(columns []column) string {
	widths := make([]int, len(columns))
	height := 0
	for i, col := range columns {
		widths[i] = inspect.Width(col.head, true)
		for _, cell := range col.cells {
			widths[i] = max(widths[i], inspect.Width(cell, true))
		}
		height = max(height, len(col.cells))
	}
	var b strings.Builder
	rule := func(left, middle, right string) {
		b.WriteString(left)
		for i, w := range widths {
			if i > 0 {
				b.WriteString(middle)
			}
			b.WriteString(strings.Repeat("─", w+2))
		}
		b.WriteString(right)
	}
	line := func(cell func(column) string) {
		b.WriteString("\n│")
		for i, col := range columns {
			text := cell(col)
			b.WriteString(" " + text + strings.Repeat(" ", widths[i]-inspect.Width(text, true)) + " │")
		}
	}
	rule("┌", "┬", "┐")
	line(func(c column) string { return c.head })
	b.WriteByte('\n')
	rule("├", "┼", "┤")
	for i := range height {
		line(func(c column) string {
			if i < len(c.cells) {
				return c.cells[i]
			}
			return ""
		})
	}
	b.WriteByte('\n')
	rule("└", "┴", "┘")
	return b.String()
}
