package process

import (
	"os"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
)

var nameWarning = events.NewName("warning")

// warnings is what printing warnings remembers.
type warnings struct {
	hinted bool     // how to see where a warning comes from has been said
	file   *os.File // --redirect-warnings, once it was needed
	execve bool     // it has been said that execve may change
	env    bool     // a bad value for process.env has been told of
}

// setUpWarnings sets the properties of the options about warnings and listens
// for warnings unless they are off.
func (p *Process) setUpWarnings() {
	for option, property := range map[string]string{
		"no-deprecation":    "noDeprecation",
		"throw-deprecation": "throwDeprecation",
		"trace-deprecation": "traceDeprecation",
		"trace-warnings":    "traceProcessWarnings",
	} {
		if _, given := p.env.Option(option); given {
			must(p.object.Set(property, true))
		}
	}
	_, off := p.env.Option("no-warnings")
	if no, _ := p.Getenv("NODE_NO_WARNINGS"); off || no == "1" {
		return
	}
	p.events.On(p.object, nameWarning, events.NewListener(func(c goja.FunctionCall) goja.Value {
		p.onWarning(c.Argument(0))
		return goja.Undefined()
	}))
}

// emitWarning is process.emitWarning.
func (p *Process) emitWarning(args ...goja.Value) {
	at := func(i int) goja.Value {
		if i < len(args) {
			return args[i]
		}
		return goja.Undefined()
	}
	warning, kind, code, ctor, detail := at(0), at(1), at(2), at(3), goja.Undefined()
	if validate.IsString(kind) && kind.String() == "DeprecationWarning" && p.flag("noDeprecation") {
		return
	}
	if o, ok := kind.(*goja.Object); ok && env.IsFunction(o) {
		ctor, code, kind = o, goja.Undefined(), p.env.VM.ToValue("Warning")
	} else if ok && !validate.IsArray(o) {
		ctor, code = orUndefined(o.Get("ctor")), orUndefined(o.Get("code"))
		if d := o.Get("detail"); validate.IsString(d) {
			detail = d
		}
		if kind = orUndefined(o.Get("type")); !kind.ToBoolean() {
			kind = p.env.VM.ToValue("Warning")
		}
	}
	if !goja.IsUndefined(kind) {
		validate.String(p.env, kind, "type")
	}
	if env.IsFunction(code) {
		ctor, code = code, goja.Undefined()
	} else if !goja.IsUndefined(code) {
		validate.String(p.env, code, "code")
	}
	if validate.IsString(warning) {
		warning = p.makeWarning(warning, kind, code, ctor, detail)
	} else if o, ok := warning.(*goja.Object); !ok || !p.isError(o) {
		errs.Throw(p.env, "ERR_INVALID_ARG_TYPE", "warning", []string{"Error", "string"}, warning)
	}
	p.emitWarningValue(warning.(*goja.Object))
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// isError reports whether o is an instance of Error.
func (p *Process) isError(o *goja.Object) bool {
	class, ok := p.env.VM.Get("Error").(*goja.Object)
	return ok && p.env.VM.InstanceOf(o, class)
}

// flag reports whether a property of process is truthy.
func (p *Process) flag(name string) bool {
	v := p.object.Get(name)
	return v != nil && v.ToBoolean()
}

// emitWarningValue queues the event for a warning object.
func (p *Process) emitWarningValue(warning *goja.Object) {
	if name := warning.Get("name"); name != nil && name.String() == "DeprecationWarning" {
		if p.flag("noDeprecation") {
			return
		}
		if p.flag("throwDeprecation") {
			p.env.NextTick(func() { panic(warning) })
			return
		}
	}
	p.env.NextTick(func() { p.emit(nameWarning, warning) })
}

func (p *Process) makeWarning(text, kind, code, ctor, detail goja.Value) *goja.Object {
	warning := errs.Error(p.env, text.String())
	name := p.env.VM.ToValue("Warning")
	if kind.ToBoolean() {
		name = kind
	}
	must(warning.Set("name", name))
	if !goja.IsUndefined(code) {
		must(warning.Set("code", code))
	}
	if !goja.IsUndefined(detail) {
		must(warning.Set("detail", detail))
	}
	if !ctor.ToBoolean() {
		ctor = p.object.Get("emitWarning")
	}
	if class, ok := p.env.VM.Get("Error").(*goja.Object); ok {
		if capture := env.CallbackOf(class.Get("captureStackTrace")); capture != nil {
			capture(goja.FunctionCall{This: class, Arguments: []goja.Value{warning, ctor}})
		}
	}
	return warning
}

// onWarning prints a warning, unless it is of a kind that is off.
func (p *Process) onWarning(v goja.Value) {
	warning, ok := v.(*goja.Object)
	if !ok || !p.isError(warning) || p.isDisabled(warning) {
		return
	}
	deprecation := text(warning, "name") == "DeprecationWarning"
	if deprecation && p.flag("noDeprecation") {
		return
	}
	trace := p.flag("traceProcessWarnings") || deprecation && p.flag("traceDeprecation")
	message := "(node:" + itoa(os.Getpid()) + ") "
	if code := text(warning, "code"); code != "" {
		message += "[" + code + "] "
	}
	message += p.warningText(warning, trace)
	if detail := warning.Get("detail"); validate.IsString(detail) {
		message += "\n" + detail.String()
	}
	if !trace && !p.warnings.hinted {
		p.warnings.hinted = true
		flag := "--trace-warnings"
		if deprecation {
			flag = "--trace-deprecation"
		}
		message += "\n(Use `" + p.programName() + " " + flag + " ...` to show where the warning was created)"
	}
	p.printWarning(message + "\n")
}

// text returns a property as text, "" if it is falsy.
func text(o *goja.Object, name string) string {
	if v := o.Get(name); v != nil && v.ToBoolean() {
		return v.String()
	}
	return ""
}

func (p *Process) isDisabled(warning *goja.Object) bool {
	disabled := p.env.Options["disable-warning"]
	return slices.Contains(disabled, text(warning, "code")) || slices.Contains(disabled, text(warning, "name"))
}

func (p *Process) warningText(warning *goja.Object, trace bool) string {
	if stack := text(warning, "stack"); trace && stack != "" {
		return stack
	}
	if toString := env.CallbackOf(warning.Get("toString")); toString != nil {
		return toString(goja.FunctionCall{This: warning}).String()
	}
	proto := p.env.VM.Get("Error").(*goja.Object).Get("prototype").(*goja.Object)
	return env.CallbackOf(proto.Get("toString"))(goja.FunctionCall{This: warning}).String()
}

// printWarning writes to process.stderr or where --redirect-warnings says.
func (p *Process) printWarning(message string) {
	path, _ := p.env.Option("redirect-warnings")
	if path == "" {
		path, _ = p.Getenv("NODE_REDIRECT_WARNINGS")
	}
	if path != "" && p.warnings.file == nil {
		file, err := os.OpenFile(p.Path(path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err == nil {
			p.warnings.file = file
		}
	}
	if p.warnings.file != nil {
		if _, err := p.warnings.file.WriteString(message); err == nil {
			return
		}
	}
	p.printError(message)
}
