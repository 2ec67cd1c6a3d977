package wasmbin

// Machine code cannot be interrupted, not by the scheduler either: while it
// runs, no collection of garbage begins, and whoever waits for one waits for
// it. So code counts down in each round of a loop, and at the start of each
// function that calls others, and calls a function of the host at zero. That
// takes half a nanosecond a round; an engine's own way, which looks whether to
// stop each time, takes a hundred times that.

// TickModule is the name of the module that Link imports the function of the
// host from, by TickName, if the module ticks.
const (
	TickModule = "tick"
	TickName   = "tick"
)

// TickEvery is after how many rounds the function is called: seldom enough not
// to matter, and often enough for the rest of the program not to notice.
const TickEvery = 1 << 14

// ticker is what is added to a module that ticks: an import behind all others,
// which moves the module's own functions by one, and a global at the end.
type ticker struct {
	code   []byte // the code section
	check  []byte // the instructions that count
	first  int    // of the functions that are moved
	bounds bounds // what is added must not be named by the module
}

// Tick has the module's code count, if it can take long. Code that is not
// understood is left as it is: it is for the engine to refuse.
func (m *Module) Tick() {
	const globalGet, globalSet, i32Const, i32Eqz, i32Sub, empty = 0x23, 0x24, 0x41, 0x45, 0x6b, 0x40
	t := &ticker{first: m.imported[Func], bounds: bounds{len(m.Types), len(m.Globals)}}
	counter := len(m.Globals)
	t.check = append(Op(globalGet, counter), i32Const, 1, i32Sub)
	t.check = append(append(t.check, Op(globalSet, counter)...), Op(globalGet, counter)...)
	t.check = sleb(append(t.check, i32Eqz, opIf, empty, i32Const), TickEvery)
	t.check = append(t.check, Op(globalSet, counter)...) // first: the call may not return
	t.check = append(append(t.check, Op(opCall, t.first)...), opEnd)
	if t.code = t.section(m.body(secCode)); t.code != nil {
		m.ticker = t
	}
}

// place is where function i of the module is in what Link returns.
func (m *Module) place(i int) int {
	if m.ticker != nil {
		return m.ticker.place(i)
	}
	return i
}

func (t *ticker) place(i int) int {
	if i >= t.first {
		return i + 1
	}
	return i
}

// section rewrites the code section. It returns nil if nothing in it can take
// long, or something is not understood.
func (t *ticker) section(body []byte) []byte {
	r := &reader{b: body}
	n := r.count("functions count")
	out := uleb(nil, uint64(n))
	counts := false
	for range n {
		f := &reader{b: r.bytes(r.uint(32, "body size"), "body"), bounds: &t.bounds}
		b, checked := t.function(f)
		if f.err != nil {
			return nil
		}
		counts = counts || checked
		out = append(uleb(out, uint64(len(b))), b...)
	}
	if r.err != nil || !counts {
		return nil
	}
	return out
}

// function rewrites the body of a function and reports whether it counts.
func (t *ticker) function(r *reader) (b []byte, counts bool) {
	for range r.count("local decls count") {
		r.skipLEB("local count")
		r.valType()
	}
	begin := r.at
	code := make([]byte, 0, len(r.b))
	calls, loops := false, false
	for r.more() {
		start := r.at
		op := r.instruction()
		code = r.moved(code, start, t.place)
		if op == opLoop {
			loops = true
			code = append(code, t.check...)
		}
		calls = calls || op >= opCall && op <= opReturnCallRef
	}
	b = append(make([]byte, 0, begin+len(t.check)+len(code)), r.b[:begin]...)
	if calls {
		b = append(b, t.check...)
	}
	return append(b, code...), calls || loops
}
