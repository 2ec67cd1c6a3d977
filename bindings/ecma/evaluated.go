package ecma

import (
	"reflect"
	"regexp"
	"unsafe"

	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"gonet/bindings/ecma/token"
)

// installSafeSource looks at the texts that scripts compile, by eval or by
// Function and its kin, before goja's parser has them: those that nest too deep
// for it are refused, and syntax that it lacks is rewritten, as it is in files.
//
// goja asks for the parser's options for each text, and an option that is
// called has the parser, with the text, at hand. That is the one place which a
// direct eval comes by: it is no call of the function eval.
func (r *Realm) installSafeSource() {
	hook := reflect.MakeFunc(reflect.TypeFor[parser.Option](), func(args []reflect.Value) []reflect.Value {
		p := parserOf(args[0])
		if made := r.evaluated(*p.text); made != *p.text {
			p.replace(made)
		}
		return nil
	})
	r.vm.SetParserOptions(hook.Interface().(parser.Option), parser.WithDisableSourceMaps)
}

// textParser is a parser that has not begun.
type textParser struct {
	text   *string
	length *int
	file   **file.File
}

// replace has the parser parse text.
func (p textParser) replace(text string) {
	*p.file = file.NewFile((*p.file).Name(), text, 1)
	*p.text = text
	*p.length = len(text)
}

// parserOf returns the parser whose options an option has been given.
func parserOf(options reflect.Value) textParser {
	base := unsafe.Add(options.UnsafePointer(), -optionsOffset)
	return textParser{
		text:   (*string)(base),
		length: at[int](base, unsafe.Sizeof("")),
		file:   (**file.File)(unsafe.Add(options.UnsafePointer(), fileDistance(options.Type()))),
	}
}

// fileDistance is how far behind its options a parser has its file.
func fileDistance(options reflect.Type) uintptr {
	const word = unsafe.Sizeof(uintptr(0))
	return (options.Elem().Size() + word - 1) / word * word
}

// optionsOffset is where goja's parser, which begins with its text and the
// text's length, has its options. Its type is not to be had: a parser for a text
// of ours is looked through backwards for that text.
var optionsOffset = func() (offset int) {
	const text, furthest = "0 // where is this?", 512
	own := string([]byte(text)) // at an address of its own
	hook := reflect.MakeFunc(reflect.TypeFor[parser.Option](), func(args []reflect.Value) []reflect.Value {
		options := args[0].UnsafePointer()
		own := unsafe.StringData((*(**file.File)(unsafe.Add(options, fileDistance(args[0].Type())))).Source())
		for n := int(unsafe.Sizeof(text)) + int(unsafe.Sizeof(0)); n < furthest && offset == 0; n += int(unsafe.Sizeof(uintptr(0))) {
			if *(**byte)(unsafe.Add(options, -n)) == own && *(*int)(unsafe.Add(options, -n+int(unsafe.Sizeof(uintptr(0))))) == len(text) {
				offset = n
			}
		}
		return nil
	})
	if _, err := parser.ParseFile(nil, "", own, 0, hook.Interface().(parser.Option)); err != nil || offset == 0 {
		mend("the parser")
	}
	return offset
}()

// madeFunction is how the text begins that goja makes of the arguments of
// Function and its kin.
var madeFunction = regexp.MustCompile(`^\((async )?function\*? anonymous\(`)

// asyncGenerator finds what the parser takes, and only the compiler refuses.
var asyncGenerator = regexp.MustCompile(`\basync\s+function\s*\*|\basync\s*\*`)

// evaluated returns what is to be parsed in the place of a text.
func (r *Realm) evaluated(text string) string {
	if token.TooDeep(text) {
		panic(r.rangeError("Maximum call stack size exceeded"))
	}
	if !mayLack(text) {
		return text
	}
	made := r.rewriteTokens(text)
	if r.Lower == nil || !mayNeedLowering(made) {
		return made
	}
	if _, err := parser.ParseFile(nil, "", made, 0, parser.WithDisableSourceMaps); err == nil && !asyncGenerator.MatchString(made) {
		return made
	}
	// The helpers that lowered code may need are variables. Those of a function
	// go into a scope of their own.
	if madeFunction.MatchString(made) {
		if lowered, ok := r.Lower("result = " + made); ok {
			return "(function () { var result;" + lowered + "\nreturn result })()"
		}
	} else if lowered, ok := r.Lower(made); ok {
		return lowered
	}
	return made
}
