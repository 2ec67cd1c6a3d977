package compile

import (
	"strconv"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

func (w *walker) optional(e ast.Expression) ast.Expression {
	if e == nil {
		return nil
	}
	return w.expression(e)
}

func (w *walker) list(list []ast.Expression) {
	for i, e := range list {
		list[i] = w.optional(e)
	}
}

// expression walks e and returns what takes its place.
func (w *walker) expression(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case *ast.Identifier:
		return w.reference(e)
	case *ast.AwaitExpression:
		return w.await(e)
	case *ast.DotExpression:
		e.Left = w.expression(e.Left)
		w.at(&e.Identifier.Idx)
		w.propertyName(&e.Identifier.Name)
	case *ast.CallExpression:
		w.call(e)
	case *ast.StringLiteral:
		w.at(&e.Idx)
		w.checkString(e)
	case *ast.NumberLiteral:
		w.at(&e.Idx)
	case *ast.BooleanLiteral:
		w.at(&e.Idx)
	case *ast.NullLiteral:
		w.at(&e.Idx)
	case *ast.RegExpLiteral:
		return w.regexp(e)
	case *ast.ThisExpression:
		return w.this(e)
	case *ast.SuperExpression:
		w.at(&e.Idx)
	case *ast.BinaryExpression:
		return w.binary(e)
	case *ast.AssignExpression:
		w.assign(e)
	case *ast.FunctionLiteral:
		w.functionExpression(e)
	case *ast.ArrowFunctionLiteral:
		w.arrow(e)
	case *ast.ClassLiteral:
		w.class(e)
	case *ast.ObjectLiteral:
		w.object(e)
	case *ast.ArrayLiteral:
		w.at(&e.LeftBracket)
		w.at(&e.RightBracket)
		w.list(e.Value)
	case *ast.UnaryExpression:
		w.unary(e)
		return w.typeof(e)
	case *ast.BracketExpression:
		e.Left = w.expression(e.Left)
		e.Member = w.expression(e.Member)
		w.at(&e.LeftBracket)
		w.at(&e.RightBracket)
	case *ast.ConditionalExpression:
		e.Test = w.expression(e.Test)
		e.Consequent = w.expression(e.Consequent)
		e.Alternate = w.expression(e.Alternate)
	default:
		w.rareExpression(e)
	}
	return e
}

// await makes an await of the module itself a yield, since the module is a
// generator: of what is awaited and of the offset of the await in the source.
func (w *walker) await(e *ast.AwaitExpression) ast.Expression {
	w.at(&e.Await)
	e.Argument = w.expression(e.Argument)
	if w.functions > 0 {
		return e
	}
	w.awaits = true
	offset := int(e.Await) - 1
	return &ast.YieldExpression{Yield: e.Await, Argument: &ast.ArrayLiteral{
		LeftBracket:  e.Await,
		RightBracket: e.Await,
		Value: []ast.Expression{e.Argument, &ast.NumberLiteral{
			Idx: e.Await, Literal: strconv.Itoa(offset), Value: int64(offset),
		}},
	}}
}

func (w *walker) rareExpression(e ast.Expression) {
	switch e := e.(type) {
	case *ast.TemplateLiteral:
		w.template(e)
	case *ast.NewExpression:
		w.at(&e.New)
		w.at(&e.LeftParenthesis)
		w.at(&e.RightParenthesis)
		e.Callee = w.expression(e.Callee)
		w.list(e.ArgumentList)
	case *ast.SequenceExpression:
		w.list(e.Sequence)
	case *ast.SpreadElement:
		e.Expression = w.expression(e.Expression)
	case *ast.OptionalChain:
		e.Expression = w.expression(e.Expression)
	case *ast.Optional:
		e.Expression = w.expression(e.Expression)
	case *ast.YieldExpression:
		w.at(&e.Yield)
		e.Argument = w.optional(e.Argument)
	case *ast.PrivateDotExpression:
		e.Left = w.expression(e.Left)
		w.at(&e.Identifier.Idx)
	case *ast.PrivateIdentifier:
		w.at(&e.Idx)
	case *ast.MetaProperty:
		w.at(&e.Idx)
		w.at(&e.Meta.Idx)
		w.at(&e.Property.Idx)
		w.checkNewTarget(e)
	case *ast.ObjectPattern, *ast.ArrayPattern:
		w.assigned(e)
	}
}

// binary walks the left spine of operators in a loop: it may be thousands of
// operands long, as in texts put together from many strings.
func (w *walker) binary(root *ast.BinaryExpression) ast.Expression {
	var res ast.Expression = root
	for slot := &res; ; {
		e := (*slot).(*ast.BinaryExpression)
		e.Right = w.expression(e.Right)
		_, goesOn := e.Left.(*ast.BinaryExpression)
		if !goesOn {
			e.Left = w.expression(e.Left)
		}
		next := &e.Left
		if call := w.guarded(e.Operator, e.Left, e.Right); call != nil {
			*slot = call
			next = &call.ArgumentList[0]
		}
		if !goesOn {
			return res
		}
		slot = next
	}
}

func (w *walker) unary(e *ast.UnaryExpression) {
	w.at(&e.Idx)
	if e.Operator == token.INCREMENT || e.Operator == token.DECREMENT {
		e.Operand = w.assigned(e.Operand)
		return
	}
	e.Operand = w.expression(e.Operand)
}

func (w *walker) template(t *ast.TemplateLiteral) {
	w.at(&t.OpenQuote)
	w.at(&t.CloseQuote)
	if t.Tag != nil {
		t.Tag = w.callee(t.Tag)
	}
	for _, e := range t.Elements {
		w.at(&e.Idx)
	}
	w.list(t.Expressions)
}

func (w *walker) object(o *ast.ObjectLiteral) {
	w.at(&o.LeftBrace)
	w.at(&o.RightBrace)
	for i, p := range o.Value {
		switch p := p.(type) {
		case *ast.PropertyShort:
			o.Value[i] = w.shorthand(p)
		case *ast.PropertyKeyed:
			p.Key = w.key(p.Key)
			p.Value = w.expression(p.Value)
		case *ast.SpreadElement:
			p.Expression = w.expression(p.Expression)
		}
	}
}

// shorthand walks { name }, which is { name: imports.name } if name is imported.
func (w *walker) shorthand(p *ast.PropertyShort) ast.Property {
	name := p.Name.Name
	p.Initializer = w.optional(p.Initializer)
	v := w.reference(&p.Name)
	if _, same := v.(*ast.Identifier); same {
		return p
	}
	return &ast.PropertyKeyed{
		Key:   &ast.StringLiteral{Idx: p.Name.Idx, Literal: name.String(), Value: name},
		Kind:  ast.PropertyKindValue,
		Value: v,
	}
}

func (w *walker) call(e *ast.CallExpression) {
	e.Callee = w.callee(e.Callee)
	w.list(e.ArgumentList)
	w.at(&e.RightParenthesis)
	w.at(&e.LeftParenthesis)
	if idx := calleePosition(e.Callee); idx != 0 {
		e.LeftParenthesis = idx
	}
}

// calleePosition is where V8 says that a call happens, when that is not at the
// parenthesis.
func calleePosition(callee ast.Expression) file.Idx {
	switch c := callee.(type) {
	case *ast.Identifier:
		return c.Idx
	case *ast.SuperExpression:
		return c.Idx
	case *ast.DotExpression:
		return c.Identifier.Idx
	case *ast.PrivateDotExpression:
		return c.Identifier.Idx
	case *ast.Optional:
		return calleePosition(c.Expression)
	case *ast.OptionalChain:
		return calleePosition(c.Expression)
	case *ast.SequenceExpression:
		return importPosition(c)
	}
	return 0
}

// callee walks what is called. An imported function must not be given the
// object of imports as this: (0, imports.name)().
func (w *walker) callee(e ast.Expression) ast.Expression {
	id, ok := e.(*ast.Identifier)
	if !ok {
		return w.expression(e)
	}
	v := w.expression(id)
	if same := v == ast.Expression(id); same && (!w.context || id.Name == "eval") {
		return v
	}
	// What is called must not be a property of the exports or of the context:
	// that would be its this.
	return &ast.SequenceExpression{Sequence: []ast.Expression{
		&ast.NumberLiteral{Idx: v.Idx0(), Literal: "0", Value: int64(0)}, v,
	}}
}

func importPosition(s *ast.SequenceExpression) file.Idx {
	if len(s.Sequence) != 2 {
		return 0
	}
	if id, ok := s.Sequence[1].(*ast.Identifier); ok {
		return id.Idx
	}
	dot, ok := s.Sequence[1].(*ast.DotExpression)
	if !ok {
		return 0
	}
	if id, ok := dot.Left.(*ast.Identifier); ok && id.Name == importsParameter {
		return id.Idx
	}
	return 0
}

// reference walks a name that stands for a value.
func (w *walker) reference(id *ast.Identifier) ast.Expression {
	w.at(&id.Idx)
	if id.Name == w.importWord && w.importWord != "" {
		id.Name = w.dynamicName
		w.importsFound++
		return id
	}
	if id.Name == "eval" && w.names != nil {
		w.names.evals = true
	}
	if id.Name == "arguments" && w.names != nil && w.functions == 0 {
		// The function that the module has become has some; the module has not.
		id.Name = noArguments
	}
	if l := w.outer(id.Name); l != nil && l.imported {
		return importedName(id)
	}
	return id
}

// key walks a property's key. A method may be called import, which the token
// scan takes for a call.
func (w *walker) key(e ast.Expression) ast.Expression {
	if s, ok := e.(*ast.StringLiteral); ok {
		w.propertyName(&s.Value)
	}
	return w.expression(e)
}

func (w *walker) propertyName(name *unistring.String) {
	if *name == w.importWord && w.importWord != "" {
		*name = "import"
		w.importsFound++
	}
}

func importedName(id *ast.Identifier) ast.Expression {
	return &ast.DotExpression{
		Left:       &ast.Identifier{Name: importsParameter, Idx: id.Idx},
		Identifier: *id,
	}
}

// assigned walks the target of an assignment.
func (w *walker) assigned(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case nil:
		return nil
	case *ast.Identifier:
		w.checkAssigned(e)
		w.mark(e.Name)
		return w.reference(e)
	case *ast.AssignExpression: // a target with a default
		e.Left = w.assigned(e.Left)
		e.Right = w.expression(e.Right)
		return e
	case *ast.ArrayPattern:
		w.at(&e.LeftBracket)
		w.at(&e.RightBracket)
		for i, el := range e.Elements {
			e.Elements[i] = w.assigned(el)
		}
		e.Rest = w.assigned(e.Rest)
		return e
	case *ast.ObjectPattern:
		w.assignedProperties(e)
		return e
	}
	return w.expression(e)
}

func (w *walker) assignedProperties(o *ast.ObjectPattern) {
	w.at(&o.LeftBrace)
	w.at(&o.RightBrace)
	for i, p := range o.Properties {
		switch p := p.(type) {
		case *ast.PropertyShort:
			w.mark(p.Name.Name)
			o.Properties[i] = w.assignedShorthand(p)
		case *ast.PropertyKeyed:
			p.Key = w.key(p.Key)
			p.Value = w.assigned(p.Value)
		}
	}
	o.Rest = w.assigned(o.Rest)
}

func (w *walker) assignedShorthand(p *ast.PropertyShort) ast.Property {
	keyed, ok := w.shorthand(p).(*ast.PropertyKeyed)
	if !ok {
		return p
	}
	if p.Initializer != nil {
		keyed.Value = &ast.AssignExpression{Operator: token.ASSIGN, Left: keyed.Value, Right: p.Initializer}
	}
	return keyed
}

// mark notes that the module's binding called name is assigned to.
func (w *walker) mark(name unistring.String) {
	if l := w.outer(name); l != nil {
		l.assigned = true
	}
}

func (w *walker) markTarget(t ast.BindingTarget) {
	if w.names != nil {
		eachName(t, func(id *ast.Identifier) { w.mark(id.Name) })
	}
}
