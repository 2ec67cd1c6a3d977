// Package threads is what a script knows of the threads that it consists of: the
// main one and its workers, each a goroutine with a VM and a loop of its own.
package threads

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"gonet/bindings/env"
	"gonet/bindings/mailbox"
	"gonet/netimpl"
)

// Group is the threads of one script. It is safe for use from all of them.
type Group struct {
	Channels mailbox.Groups // of BroadcastChannel

	mu      sync.Mutex
	last    int                  // the highest number given to a thread
	inboxes map[int]*mailbox.End // of postMessageToThread, by number
}

// Thread is one of them, for the script that runs in it.
type Thread struct {
	ID       int
	Name     string
	Main     bool
	Internal bool // it runs the program's module hooks and counts as no worker
	Limits   [4]float64
	Group    *Group
	Parent   *mailbox.End // the channel to the thread that has started this one; nil if Main
	Inbox    *mailbox.End // of postMessageToThread; nil if there is none yet

	// Usage is what of the thread's time its loop has waited; nil if Main.
	Usage *Usage

	// Start starts a worker on a goroutine of its own.
	Start func(Spec) (stop context.CancelFunc)
	// Options reads the options of a worker. It is nil if nobody knows any.
	Options func(words []string) (options map[string][]string, read int, err error)
}

// Usage tells other threads how busy a worker is.
type Usage struct {
	begun time.Time
	loop  atomic.Pointer[netimpl.Loop]
}

// Begin is called on the worker's goroutine when its loop begins to run.
func (u *Usage) Begin(loop *netimpl.Loop) {
	loop.MeasureIdleTime()
	u.begun = time.Now()
	u.loop.Store(loop)
}

// Times returns how long the loop has waited and worked; ok is false before it
// has begun.
func (u *Usage) Times() (idle, active time.Duration, ok bool) {
	loop := u.loop.Load()
	if loop == nil {
		return 0, 0, false
	}
	idle = loop.IdleTime()
	return idle, time.Since(u.begun) - idle, true
}

// Spec is what a worker is started with.
type Spec struct {
	Thread    *Thread
	Script    string              // its file, or what stands for it; process.argv[1]
	Kind      Kind                // what Script and Source are
	Source    string              // the text, if Kind is Eval
	Args      []string            // what follows that in process.argv
	ExecArgs  []string            // process.execArgv
	Options   map[string][]string // those in force
	Env       []string            // "NAME=value"
	SharesEnv bool                // it has the starting thread's process.env
	Done      func(Ending)        // called once, on any goroutine
}

// Kind is what a worker runs.
type Kind string

const (
	File    Kind = "file"    // Script is a path
	URL     Kind = "url"     // Script is the URL of an ES module
	Eval    Kind = "eval"    // Source is a text
	Builtin Kind = "builtin" // Script is a built-in module of ours
)

// Ending is how a worker has ended. Failure is the code of an error that is no
// exception of the script's, with its detail; "" if there is none.
type Ending struct {
	Code            int
	Failure, Detail string
}

var slot = env.NewSlot(func(*env.Env) *Thread { return &Thread{Main: true, Group: &Group{}} })

// Of returns the thread of e: the main one, unless Set has said otherwise.
func Of(e *env.Env) *Thread { return slot.Of(e) }

// Set says which thread e is. It must be called before anything asks.
func Set(e *env.Env, t *Thread) { *slot.Of(e) = *t }

// NextID returns a number that no thread of the group has had.
func (g *Group) NextID() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last++
	return g.last
}

// Enter makes t a thread that others can send to by its number.
func (t *Thread) Enter() {
	g := t.Group
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inboxes == nil {
		g.inboxes = make(map[int]*mailbox.End)
	}
	t.Inbox, _ = mailbox.NewChannel()
	g.inboxes[t.ID] = t.Inbox
}

// Leave says that the thread with the number id is gone.
func (g *Group) Leave(id int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.inboxes, id)
}

// Has reports whether the thread with the number id listens.
func (g *Group) Has(id int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.inboxes[id] != nil
}

// Send queues m for the thread with the number id, and reports whether there is
// one that listens.
func (g *Group) Send(id int, m *mailbox.Message) bool {
	g.mu.Lock()
	inbox := g.inboxes[id]
	g.mu.Unlock()
	if inbox == nil {
		return false
	}
	inbox.Queue(m)
	return true
}
