package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// In sloppy mode a function declared in a block is a variable of the whole
// function around it as well (Annex B.3.3 of the specification), on which old
// code relies. goja has it in the block only, and what uses it outside fails.
// Such a declaration becomes a variable that is set where the block begins,
// unless that would clash with another declaration.

// level is a function or a block around the node that is being walked.
type level struct {
	function *functionLevel // not nil at the function's own level
	list     []ast.Statement
	names    []*ast.Binding    // that a loop's head declares
	target   ast.BindingTarget // that a catch clause declares
}

// functionLevel is what a function's own level knows.
type functionLevel struct {
	strict     bool
	parameters *ast.ParameterList
	hoisted    *[]*ast.VariableDeclaration
}

func (w *walker) leaveLevel() { w.levels = w.levels[:len(w.levels)-1] }

// enterFunction opens the level of a function with the given body.
func (w *walker) enterFunction(parameters *ast.ParameterList, body []ast.Statement, hoisted *[]*ast.VariableDeclaration) (leave func()) {
	strict := w.strict
	w.strict = strict || usesStrict(body)
	w.levels = append(w.levels, level{
		list:     body,
		function: &functionLevel{strict: w.strict, parameters: parameters, hoisted: hoisted},
	})
	return func() {
		w.leaveLevel()
		w.strict = strict
	}
}

// usesStrict reports whether a body begins with 'use strict'.
func usesStrict(body []ast.Statement) bool {
	for _, s := range body {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		text, ok := e.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if text.Literal == `'use strict'` || text.Literal == `"use strict"` {
			return true
		}
	}
	return false
}

// hoistFunctions returns a block's statements with its functions hoisted.
func (w *walker) hoistFunctions(list []ast.Statement) []ast.Statement {
	if w.strict {
		return list
	}
	var hoisted, rest []ast.Statement
	for i, s := range list {
		f, ok := s.(*ast.FunctionDeclaration)
		if ok && w.hoists(f.Function, list) {
			if hoisted == nil {
				rest = append(rest, list[:i]...)
			}
			hoisted = append(hoisted, w.asVariable(f.Function))
		} else if hoisted != nil {
			rest = append(rest, s)
		}
	}
	if hoisted == nil {
		return list
	}
	return append(hoisted, rest...)
}

// hoists reports whether a function declared in the block list is hoisted out
// of it.
func (w *walker) hoists(f *ast.FunctionLiteral, list []ast.Statement) bool {
	if f.Async || f.Generator || declaresLexically(list, f.Name.Name, false) {
		return false
	}
	for i := len(w.levels) - 1; i >= 0; i-- {
		l := &w.levels[i]
		if l.function != nil {
			return !l.function.declares(f.Name.Name) && !declaresLexically(l.list, f.Name.Name, false)
		}
		if declaresLexically(l.list, f.Name.Name, true) || bindsName(l.names, f.Name.Name) {
			return false
		}
		if _, simple := l.target.(*ast.Identifier); l.target != nil && !simple && targetBinds(l.target, f.Name.Name) {
			return false
		}
	}
	return false
}

func (l *functionLevel) declares(name unistring.String) bool {
	if l.parameters == nil {
		return false
	}
	return bindsName(l.parameters.List, name) || targetBinds(l.parameters.Rest, name)
}

func bindsName(list []*ast.Binding, name unistring.String) bool {
	for _, b := range list {
		if targetBinds(b.Target, name) {
			return true
		}
	}
	return false
}

func targetBinds(target ast.Expression, name unistring.String) bool {
	found := false
	if target != nil {
		eachName(target, func(id *ast.Identifier) { found = found || id.Name == name })
	}
	return found
}

// declaresLexically reports whether a list declares name by let, const or
// class, or, if functions is set, by a function.
func declaresLexically(list []ast.Statement, name unistring.String, functions bool) bool {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			if bindsName(s.List, name) {
				return true
			}
		case *ast.ClassDeclaration:
			if s.Class.Name.Name == name {
				return true
			}
		case *ast.FunctionDeclaration:
			if functions && s.Function.Name.Name == name {
				return true
			}
		}
	}
	return false
}

// asVariable makes a function's declaration one of a variable, and has the
// function around it hoist that.
func (w *walker) asVariable(f *ast.FunctionLiteral) ast.Statement {
	list := []*ast.Binding{{Target: f.Name, Initializer: f}}
	f.Name = nil
	for i := len(w.levels) - 1; i >= 0; i-- {
		if l := w.levels[i].function; l != nil {
			*l.hoisted = append(*l.hoisted, &ast.VariableDeclaration{Var: f.Function, List: list})
			break
		}
	}
	return &ast.VariableStatement{Var: f.Function, List: list}
}

// lexicalOnly leaves out functions: those of a switch are hoisted case by case.
func lexicalOnly(list []ast.Statement) []ast.Statement {
	var rest []ast.Statement
	for _, s := range list {
		if _, ok := s.(*ast.FunctionDeclaration); !ok {
			rest = append(rest, s)
		}
	}
	return rest
}

func loopNames(init ast.ForLoopInitializer) []*ast.Binding {
	if d, ok := init.(*ast.ForLoopInitializerLexicalDecl); ok {
		return d.LexicalDeclaration.List
	}
	return nil
}

// loopTarget is what the head of a for-in or for-of loop declares. A name alone
// counts, unlike that of a catch clause.
func loopTarget(into ast.ForInto) ast.BindingTarget {
	d, ok := into.(*ast.ForDeclaration)
	if !ok {
		return nil
	}
	if _, simple := d.Target.(*ast.Identifier); simple {
		return &ast.ArrayPattern{Elements: []ast.Expression{d.Target}}
	}
	return d.Target
}
