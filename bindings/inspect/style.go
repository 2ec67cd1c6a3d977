package inspect

import (
	"github.com/dop251/goja"
)

// styling is how texts are dressed by their style name ("number", "special").
type styling uint8

const (
	stylePlain styling = iota
	styleColor
	styleScript // by a function that the options named
)

// painter dresses text of the named style.
type painter func(text, style string) string

func unpainted(text, _ string) string { return text }

func (c *context) paint(text, style string) string {
	switch c.style {
	case stylePlain:
		return text
	case styleColor:
		return c.colorize(text, style)
	}
	return stringOf(c.call(c.stylize, goja.Undefined(), valueOfText(c.vm, text), c.vm.ToValue(style)))
}

// color is a pair of SGR codes: on and off.
type color struct {
	name    string
	on, off int
}

// colorTable is inspect.colors, in its order.
var colorTable = []color{
	{"reset", 0, 0}, {"bold", 1, 22}, {"dim", 2, 22}, {"italic", 3, 23}, {"underline", 4, 24},
	{"blink", 5, 25}, {"inverse", 7, 27}, {"hidden", 8, 28}, {"strikethrough", 9, 29},
	{"doubleunderline", 21, 24},
	{"black", 30, 39}, {"red", 31, 39}, {"green", 32, 39}, {"yellow", 33, 39}, {"blue", 34, 39},
	{"magenta", 35, 39}, {"cyan", 36, 39}, {"white", 37, 39},
	{"bgBlack", 40, 49}, {"bgRed", 41, 49}, {"bgGreen", 42, 49}, {"bgYellow", 43, 49},
	{"bgBlue", 44, 49}, {"bgMagenta", 45, 49}, {"bgCyan", 46, 49}, {"bgWhite", 47, 49},
	{"framed", 51, 54}, {"overlined", 53, 55},
	{"gray", 90, 39}, {"redBright", 91, 39}, {"greenBright", 92, 39}, {"yellowBright", 93, 39},
	{"blueBright", 94, 39}, {"magentaBright", 95, 39}, {"cyanBright", 96, 39}, {"whiteBright", 97, 39},
	{"bgGray", 100, 49}, {"bgRedBright", 101, 49}, {"bgGreenBright", 102, 49},
	{"bgYellowBright", 103, 49}, {"bgBlueBright", 104, 49}, {"bgMagentaBright", 105, 49},
	{"bgCyanBright", 106, 49}, {"bgWhiteBright", 107, 49},
}

// colorAliases are the other names of colors: alias, color.
var colorAliases = [][2]string{
	{"grey", "gray"}, {"blackBright", "gray"}, {"bgGrey", "bgGray"}, {"bgBlackBright", "bgGray"},
	{"faint", "dim"}, {"crossedout", "strikethrough"}, {"strikeThrough", "strikethrough"},
	{"crossedOut", "strikethrough"}, {"conceal", "hidden"}, {"swapColors", "inverse"},
	{"swapcolors", "inverse"}, {"doubleUnderline", "doubleunderline"},
}

// styleTable is inspect.styles but for regexp, which is a function.
var styleTable = [][2]string{
	{"special", "cyan"}, {"number", "yellow"}, {"bigint", "yellow"}, {"boolean", "yellow"},
	{"undefined", "grey"}, {"null", "bold"}, {"string", "green"}, {"symbol", "green"},
	{"date", "magenta"}, {"module", "underline"},
}

// regExpPalette colors the groups of regular expressions by depth.
var regExpPalette = []string{"green", "red", "yellow", "cyan", "magenta"}

func (color color) wrap(text string) string {
	return "\x1b[" + itoa(color.on) + "m" + text + "\x1b[" + itoa(color.off) + "m"
}

func colorNamed(name string) (color, bool) {
	for _, alias := range colorAliases {
		if alias[0] == name {
			name = alias[1]
		}
	}
	for _, c := range colorTable {
		if c.name == name {
			return c, true
		}
	}
	return color{}, false
}

// colorize colors text by inspect.styles and inspect.colors, which scripts may
// change once they have seen them.
func (in *Inspector) colorize(text, style string) string {
	if in.styles != nil {
		return in.colorizeByScript(text, style)
	}
	if style == "regexp" {
		return highlightRegExp(text, in.palette(regExpPalette))
	}
	for _, s := range styleTable {
		if s[0] == style {
			if color, ok := in.color(s[1]); ok {
				return color.wrap(text)
			}
		}
	}
	return text
}

func (in *Inspector) colorizeByScript(text, style string) string {
	named := in.styles.Get(style)
	if f, ok := named.(*goja.Object); ok {
		if _, callable := goja.AssertFunction(f); callable {
			return stringOf(in.call(function(f), in.styles, valueOfText(in.vm, text)))
		}
	}
	if named == nil || goja.IsUndefined(named) {
		return text
	}
	if color, ok := in.color(stringOf(named)); ok {
		return color.wrap(text)
	}
	return text
}

// color looks a color up where scripts may have put it.
func (in *Inspector) color(name string) (color, bool) {
	if in.colors == nil {
		return colorNamed(name)
	}
	pair, ok := in.colors.Get(name).(*goja.Object)
	if !ok {
		return color{}, false
	}
	return color{name, int(pair.Get("0").ToInteger()), int(pair.Get("1").ToInteger())}, true
}

func (in *Inspector) palette(names []string) []color {
	var palette []color
	for _, name := range names {
		if color, ok := in.color(name); ok {
			palette = append(palette, color)
		}
	}
	return palette
}
