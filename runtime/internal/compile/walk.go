package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// walker goes through a syntax tree once, in place: it moves every node to its
// position in the user's text, gives calls V8's positions, turns placeholders
// back into what they stand for, and rewrites references to imported names.
//
// goja shares a declaration's bindings between its statement and the list of
// what a function hoists. They are moved where the statement is; the list's own
// positions are not used.
type walker struct {
	move    func(file.Idx) file.Idx
	text    string   // as the user wrote it
	lowered bool     // what is walked is not text but what esbuild made of it
	names   *linkage // nil outside ES modules

	// importWord and defaultWord are the placeholders of this text, if any.
	importWord, defaultWord unistring.String
	dynamicName             unistring.String // what importWord stands for
	importsFound            int
	defaultFound            bool

	strict bool
	levels []level

	fault *fault

	context bool // for a script of CompileContext
	ownThis int  // how many functions with a this of their own enclose the node

	functions int // how many functions enclose the node
	awaits    bool
	scopes    []scope
}

// scope holds those of the linkage's names that one scope declares.
type scope map[unistring.String]bool

func (w *walker) statements(list []ast.Statement) {
	for _, s := range list {
		w.statement(s)
	}
}

// scoped walks the statements of a block in a scope of its own.
func (w *walker) scoped(list []ast.Statement) {
	defer w.enter(w.lexicalNames(list))()
	w.statements(list)
}

func (w *walker) at(idx *file.Idx) { *idx = w.move(*idx) }

func (w *walker) statement(s ast.Statement) {
	switch s := s.(type) {
	case *ast.BlockStatement:
		w.block(s)
	case *ast.ExpressionStatement:
		s.Expression = w.expression(s.Expression)
	case *ast.VariableStatement:
		w.at(&s.Var)
		w.bindings(s.List)
	case *ast.LexicalDeclaration:
		w.lexicalDeclaration(s)
	case *ast.FunctionDeclaration:
		w.function(s.Function)
	case *ast.ClassDeclaration:
		w.class(s.Class)
	case *ast.IfStatement:
		w.at(&s.If)
		s.Test = w.expression(s.Test)
		s.Consequent = w.branch(s.Consequent)
		if s.Alternate != nil {
			s.Alternate = w.branch(s.Alternate)
		}
	case *ast.ReturnStatement:
		w.at(&s.Return)
		w.checkReturn(s)
		s.Argument = w.optional(s.Argument)
	case *ast.ThrowStatement:
		w.at(&s.Throw)
		s.Argument = w.expression(s.Argument)
	case *ast.TryStatement:
		w.try(s)
	case *ast.SwitchStatement:
		w.switchStatement(s)
	case *ast.LabelledStatement:
		w.identifier(s.Label)
		w.at(&s.Colon)
		w.checkFunction(s.Statement)
		w.statement(s.Statement)
	case *ast.BranchStatement:
		w.at(&s.Idx)
		if s.Label != nil {
			w.identifier(s.Label)
		}
	case *ast.WithStatement:
		w.at(&s.With)
		s.Object = w.expression(s.Object)
		w.statement(s.Body)
	case *ast.EmptyStatement:
		w.at(&s.Semicolon)
	case *ast.DebuggerStatement:
		w.at(&s.Debugger)
	default:
		w.loop(s)
	}
}

func (w *walker) block(b *ast.BlockStatement) {
	w.at(&b.LeftBrace)
	w.at(&b.RightBrace)
	b.List = w.hoistFunctions(b.List)
	w.levels = append(w.levels, level{list: b.List})
	w.scoped(b.List)
	w.leaveLevel()
}

// branch walks a statement of an if, where sloppy mode allows a function as if
// in a block.
func (w *walker) branch(s ast.Statement) ast.Statement {
	w.checkFunction(s)
	if f, ok := s.(*ast.FunctionDeclaration); ok {
		b := &ast.BlockStatement{LeftBrace: f.Function.Function, List: []ast.Statement{f}, RightBrace: f.Function.Function}
		w.block(b)
		return b
	}
	w.statement(s)
	return s
}

func (w *walker) try(s *ast.TryStatement) {
	w.at(&s.Try)
	w.block(s.Body)
	if s.Catch != nil {
		w.at(&s.Catch.Catch)
		leave := w.enter(w.targetNames(s.Catch.Parameter, nil))
		if s.Catch.Parameter != nil {
			s.Catch.Parameter = w.declared(s.Catch.Parameter)
		}
		w.levels = append(w.levels, level{target: s.Catch.Parameter})
		w.block(s.Catch.Body)
		w.leaveLevel()
		leave()
	}
	if s.Finally != nil {
		w.block(s.Finally)
	}
}

func (w *walker) switchStatement(s *ast.SwitchStatement) {
	w.at(&s.Switch)
	w.at(&s.RightBrace)
	s.Discriminant = w.expression(s.Discriminant)
	var names scope
	for _, c := range s.Body {
		names = w.addLexicalNames(names, c.Consequent)
	}
	defer w.enter(names)()
	var all []ast.Statement
	for _, c := range s.Body {
		all = append(all, c.Consequent...)
	}
	w.levels = append(w.levels, level{list: lexicalOnly(all)})
	for _, c := range s.Body {
		w.at(&c.Case)
		c.Test = w.optional(c.Test)
		c.Consequent = w.hoistFunctions(c.Consequent)
		w.statements(c.Consequent)
	}
	w.leaveLevel()
}

func (w *walker) loop(s ast.Statement) {
	switch s := s.(type) {
	case *ast.WhileStatement:
		w.at(&s.While)
		s.Test = w.expression(s.Test)
		w.statement(s.Body)
	case *ast.DoWhileStatement:
		w.at(&s.Do)
		w.at(&s.RightParenthesis)
		w.statement(s.Body)
		s.Test = w.expression(s.Test)
	case *ast.ForStatement:
		w.at(&s.For)
		w.levels = append(w.levels, level{names: loopNames(s.Initializer)})
		defer w.leaveLevel()
		defer w.forInitializer(s.Initializer)()
		s.Test = w.optional(s.Test)
		s.Update = w.optional(s.Update)
		w.statement(s.Body)
	case *ast.ForInStatement:
		w.at(&s.For)
		w.levels = append(w.levels, level{target: loopTarget(s.Into)})
		defer w.leaveLevel()
		defer w.forInto(s.Into)()
		s.Source = w.expression(s.Source)
		w.statement(s.Body)
	case *ast.ForOfStatement:
		w.at(&s.For)
		w.levels = append(w.levels, level{target: loopTarget(s.Into)})
		defer w.leaveLevel()
		defer w.forInto(s.Into)()
		s.Source = w.expression(s.Source)
		w.statement(s.Body)
	}
}

func (w *walker) forInitializer(init ast.ForLoopInitializer) (leave func()) {
	switch init := init.(type) {
	case *ast.ForLoopInitializerExpression:
		init.Expression = w.expression(init.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		w.at(&init.Var)
		w.bindings(init.List)
	case *ast.ForLoopInitializerLexicalDecl:
		leave = w.enter(w.bindingNames(init.LexicalDeclaration.List, nil))
		w.lexicalDeclaration(&init.LexicalDeclaration)
		return leave
	}
	return func() {}
}

func (w *walker) forInto(into ast.ForInto) (leave func()) {
	switch into := into.(type) {
	case *ast.ForIntoExpression:
		into.Expression = w.assigned(into.Expression)
	case *ast.ForIntoVar:
		w.binding(into.Binding)
		w.markTarget(into.Binding.Target)
	case *ast.ForDeclaration:
		w.at(&into.Idx)
		leave = w.enter(w.targetNames(into.Target, nil))
		into.Target = w.declared(into.Target)
		return leave
	}
	return func() {}
}

func (w *walker) lexicalDeclaration(s *ast.LexicalDeclaration) {
	w.at(&s.Idx)
	w.bindings(s.List)
}

func (w *walker) bindings(list []*ast.Binding) {
	for _, b := range list {
		w.binding(b)
	}
}

func (w *walker) binding(b *ast.Binding) {
	b.Target = w.declared(b.Target)
	b.Initializer = w.optional(b.Initializer)
}

// declared walks the target of a declaration, whose names are no references.
func (w *walker) declared(t ast.BindingTarget) ast.BindingTarget {
	switch t := t.(type) {
	case *ast.Identifier:
		w.identifier(t)
	case *ast.ObjectPattern:
		w.at(&t.LeftBrace)
		w.at(&t.RightBrace)
		for _, p := range t.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				w.identifier(&p.Name)
				p.Initializer = w.optional(p.Initializer)
			case *ast.PropertyKeyed:
				p.Key = w.key(p.Key)
				p.Value = w.declaredElement(p.Value)
			}
		}
		t.Rest = w.declaredElement(t.Rest)
	case *ast.ArrayPattern:
		w.at(&t.LeftBracket)
		w.at(&t.RightBracket)
		for i, e := range t.Elements {
			t.Elements[i] = w.declaredElement(e)
		}
		t.Rest = w.declaredElement(t.Rest)
	}
	return t
}

func (w *walker) declaredElement(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case nil:
		return nil
	case *ast.AssignExpression:
		e.Left = w.declaredElement(e.Left)
		e.Right = w.expression(e.Right)
		return e
	case *ast.Binding:
		w.binding(e)
		return e
	case ast.BindingTarget:
		return w.declared(e)
	}
	return w.expression(e)
}

// identifier moves a name that is no reference.
func (w *walker) identifier(id *ast.Identifier) {
	w.at(&id.Idx)
	if id.Name == w.defaultWord && w.defaultWord != "" {
		id.Name = defaultBinding
		w.defaultFound = true
	}
}
