package compile

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// functionExpression walks a function whose name, if any, only it can see.
func (w *walker) functionExpression(f *ast.FunctionLiteral) {
	if f.Name != nil {
		defer w.enter(w.oneName(f.Name.Name))()
	}
	w.function(f)
}

func (w *walker) function(f *ast.FunctionLiteral) {
	f.Source = w.source(f.Source)
	w.asyncGenerator(f)
	w.at(&f.Function)
	if f.Name != nil {
		w.identifier(f.Name)
	}
	defer w.enter(w.parameterNames(f.ParameterList))()
	w.functions++
	w.ownThis++
	leave := w.enterFunction(f.ParameterList, f.Body.List, &f.DeclarationList)
	w.parameters(f.ParameterList)
	w.body(f.Body, f.DeclarationList)
	leave()
	w.ownThis--
	w.functions--
}

// body walks a function's block, whose scope has the hoisted names too.
func (w *walker) body(b *ast.BlockStatement, hoisted []*ast.VariableDeclaration) {
	defer w.enter(w.hoistedNames(hoisted))()
	w.at(&b.LeftBrace)
	w.at(&b.RightBrace)
	w.scoped(b.List)
}

func (w *walker) arrow(f *ast.ArrowFunctionLiteral) {
	w.at(&f.Start)
	f.Source = w.source(f.Source)
	defer w.enter(w.parameterNames(f.ParameterList))()
	w.functions++
	switch body := f.Body.(type) {
	case *ast.BlockStatement:
		leave := w.enterFunction(f.ParameterList, body.List, &f.DeclarationList)
		w.parameters(f.ParameterList)
		w.body(body, f.DeclarationList)
		leave()
	case *ast.ExpressionBody:
		w.parameters(f.ParameterList)
		body.Expression = w.expression(body.Expression)
	}
	w.functions--
}

func (w *walker) parameters(list *ast.ParameterList) {
	w.at(&list.Opening)
	w.at(&list.Closing)
	w.bindings(list.List)
	list.Rest = w.declaredElement(list.Rest)
}

func (w *walker) class(c *ast.ClassLiteral) {
	w.at(&c.Class)
	w.at(&c.RightBrace)
	c.Source = w.source(c.Source)
	if c.Name != nil {
		w.identifier(c.Name)
		defer w.enter(w.oneName(c.Name.Name))()
	}
	strict := w.strict
	w.strict = true
	defer func() { w.strict = strict }()
	c.SuperClass = w.optional(c.SuperClass)
	for _, e := range c.Body {
		w.classElement(e)
	}
}

func (w *walker) classElement(e ast.ClassElement) {
	switch e := e.(type) {
	case *ast.MethodDefinition:
		w.at(&e.Idx)
		e.Key = w.key(e.Key)
		w.function(e.Body)
	case *ast.FieldDefinition:
		w.at(&e.Idx)
		e.Key = w.key(e.Key)
		w.functions++
		w.ownThis++
		e.Initializer = w.optional(e.Initializer)
		w.ownThis--
		w.functions--
	case *ast.ClassStaticBlock:
		w.at(&e.Static)
		e.Source = w.source(e.Source)
		w.functions++
		w.ownThis++
		leave := w.enterFunction(nil, e.Block.List, &e.DeclarationList)
		w.body(e.Block, e.DeclarationList)
		leave()
		w.ownThis--
		w.functions--
	}
}

// source gives a function's text, which toString returns, as the user wrote it.
func (w *walker) source(text string) string {
	if w.importWord != "" {
		text = strings.ReplaceAll(text, w.importWord.String(), "import")
	}
	if w.defaultWord != "" {
		text = strings.Replace(text, " "+w.defaultWord.String(), "", 1)
	}
	return text
}

// enter opens a scope that declares names; the function returned closes it.
func (w *walker) enter(names scope) (leave func()) {
	if len(names) == 0 {
		return func() {}
	}
	w.scopes = append(w.scopes, names)
	return func() { w.scopes = w.scopes[:len(w.scopes)-1] }
}

// outer returns what is linked under name, or nil if nothing is or an inner
// scope shadows it.
func (w *walker) outer(name unistring.String) *link {
	if w.names == nil {
		return nil
	}
	l := w.names.links[name]
	if l == nil {
		return nil
	}
	for _, s := range w.scopes {
		if s[name] {
			return nil
		}
	}
	return l
}

// linked reports whether name matters to the linkage at all.
func (w *walker) linked(name unistring.String) bool {
	return w.names != nil && w.names.links[name] != nil
}

func (w *walker) add(s scope, name unistring.String) scope {
	if !w.linked(name) {
		return s
	}
	if s == nil {
		s = make(scope)
	}
	s[name] = true
	return s
}

func (w *walker) oneName(name unistring.String) scope { return w.add(nil, name) }

func (w *walker) parameterNames(list *ast.ParameterList) scope {
	s := w.bindingNames(list.List, nil)
	return w.elementNames(list.Rest, s)
}

func (w *walker) hoistedNames(list []*ast.VariableDeclaration) scope {
	var s scope
	for _, d := range list {
		s = w.bindingNames(d.List, s)
	}
	return s
}

func (w *walker) lexicalNames(list []ast.Statement) scope {
	return w.addLexicalNames(nil, list)
}

func (w *walker) addLexicalNames(s scope, list []ast.Statement) scope {
	if w.names == nil {
		return nil
	}
	for _, st := range list {
		switch st := st.(type) {
		case *ast.LexicalDeclaration:
			s = w.bindingNames(st.List, s)
		case *ast.ClassDeclaration:
			s = w.add(s, st.Class.Name.Name)
		case *ast.FunctionDeclaration:
			s = w.add(s, st.Function.Name.Name)
		}
	}
	return s
}

func (w *walker) bindingNames(list []*ast.Binding, s scope) scope {
	for _, b := range list {
		s = w.targetNames(b.Target, s)
	}
	return s
}

func (w *walker) targetNames(t ast.BindingTarget, s scope) scope {
	if w.names == nil || t == nil {
		return s
	}
	eachName(t, func(id *ast.Identifier) { s = w.add(s, id.Name) })
	return s
}

func (w *walker) elementNames(e ast.Expression, s scope) scope {
	if w.names == nil || e == nil {
		return s
	}
	eachName(e, func(id *ast.Identifier) { s = w.add(s, id.Name) })
	return s
}

// eachName calls fn for each name that a binding target declares.
func eachName(target ast.Expression, fn func(*ast.Identifier)) {
	switch t := target.(type) {
	case *ast.Identifier:
		fn(t)
	case *ast.AssignExpression:
		eachName(t.Left, fn)
	case *ast.Binding:
		eachName(t.Target, fn)
	case *ast.ObjectPattern:
		for _, p := range t.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				fn(&p.Name)
			case *ast.PropertyKeyed:
				eachName(p.Value, fn)
			}
		}
		eachName(t.Rest, fn)
	case *ast.ArrayPattern:
		for _, e := range t.Elements {
			eachName(e, fn)
		}
		eachName(t.Rest, fn)
	}
}
