package compile

import (
	"slices"
	"testing"
)

func TestCommonJSNames(t *testing.T) {
	for _, test := range []struct {
		source           string
		names, reexports []string
	}{
		{"exports.a = 1; module.exports['b'] = 2; x.exports.c = 3", []string{"a", "b"}, nil},
		{"module.exports = { a, 'b': c, ...d, e: f(), g }", []string{"a", "b", "e"}, nil},
		{"module.exports = { a: 1, b }", nil, nil},
		{"module.exports = require('x')", nil, []string{"x"}},
		{"__exportStar(require('a'), exports); tslib_1.__exportStar(require('b'), exports)", nil, []string{"a", "b"}},
		{"Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return m.b; } })", []string{"a"}, nil},
		{"Object.defineProperty(exports, 'a', { get() { return f(); } })", nil, nil},
		{`var _x = require("x"); Object.keys(_x).forEach(function (key) { if (key === "default" || key === "__esModule") return; exports[key] = _x[key]; })`, nil, []string{"x"}},
		{"// exports.a = 1\n'exports.b = 2'; `exports.c = 3`; /exports.d = 4/", nil, nil},
		{"exports[\"\\ud83c\"] = 1; exports['\\u{d83c}\\u{df10}'] = 1; exports['π'] = 2", []string{"🌐", "π"}, nil},
		{"exports.", nil, nil},
		{"module.exports = {", nil, nil},
	} {
		names, reexports := CommonJSNames(test.source)
		if !slices.Equal(names, test.names) || !slices.Equal(reexports, test.reexports) {
			t.Errorf("%s\ngot  %q %q\nwant %q %q", test.source, names, reexports, test.names, test.reexports)
		}
	}
}
