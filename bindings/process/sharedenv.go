package process

import (
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// Environ is an environment that several threads share (SHARE_ENV). It is safe
// for use from all of them.
type Environ struct {
	own     bool // it is the process's
	mu      sync.Mutex
	version int
	lines   []string // "NAME=value"
}

func (s *Environ) set(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	line := name + "=" + value
	if i := s.index(name); i >= 0 {
		s.lines[i] = line
	} else {
		s.lines = append(s.lines, line)
	}
	if s.own {
		_ = os.Setenv(name, value) // names that the system refuses are passed over
	}
}

func (s *Environ) unset(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	if i := s.index(name); i >= 0 {
		s.lines = slices.Delete(s.lines, i, i+1)
	}
	if s.own {
		_ = os.Unsetenv(name)
	}
}

func (s *Environ) index(name string) int {
	return slices.IndexFunc(s.lines, func(line string) bool { return strings.HasPrefix(line, name+"=") })
}

// since returns the environment if it has changed since version.
func (s *Environ) since(version int) (lines []string, now int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.version == version {
		return nil, version
	}
	return slices.Clone(s.lines), s.version
}

// ShareEnviron makes process.env one that other threads can share.
func (p *Process) ShareEnviron() *Environ {
	if p.sharedEnv == nil {
		p.sharedEnv = &Environ{own: p.config.Own, version: 1, lines: p.Environ()}
		p.watchShared()
	}
	return p.sharedEnv
}

// watchShared makes everything that reads process.env see what other threads
// have changed: the proxy's target is a copy, brought up to date before.
func (p *Process) watchShared() {
	p.envTraps.Get = func(target *goja.Object, name string, _ goja.Value) goja.Value {
		p.refreshEnv()
		return orUndefined(target.Get(p.envKey(name)))
	}
	p.envTraps.Has = func(target *goja.Object, name string) bool {
		p.refreshEnv()
		return target.Get(p.envKey(name)) != nil
	}
	p.envTraps.OwnKeys = func(target *goja.Object) *goja.Object {
		p.refreshEnv()
		return p.env.VM.NewArray(anys(target.Keys())...)
	}
	p.envTraps.GetOwnPropertyDescriptor = func(target *goja.Object, name string) goja.PropertyDescriptor {
		p.refreshEnv()
		if key := p.envKey(name); slices.Contains(target.Keys(), key) {
			yes := goja.FLAG_TRUE
			return goja.PropertyDescriptor{Value: target.Get(key), Writable: yes, Enumerable: yes, Configurable: yes}
		}
		return goja.PropertyDescriptor{}
	}
}

func (p *Process) refreshEnv() {
	lines, now := p.sharedEnv.since(p.envSeen)
	if now == p.envSeen {
		return
	}
	p.envSeen = now
	for _, key := range p.environ.Keys() {
		must(p.environ.Delete(key))
	}
	p.fillEnviron(lines)
}

// fillEnviron adds "NAME=value" lines to the copy that scripts see.
func (p *Process) fillEnviron(lines []string) {
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, "="); ok && name != "" {
			must(p.environ.Set(name, value))
		}
	}
}
