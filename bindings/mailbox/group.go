package mailbox

import (
	"slices"
	"sync"
)

// Groups are the channels that many can listen to, by name: those of
// BroadcastChannel.
type Groups struct {
	mu     sync.Mutex
	byName map[string][]*Member
}

// Member is one listener of a group.
type Member struct {
	groups *Groups
	name   string
	mu     sync.Mutex // of what follows; taken after groups.mu
	queue  [][]byte
	wake   func()
}

// Join makes a new member of the group called name; wake is called, on any
// goroutine, for every message that comes.
func (g *Groups) Join(name string, wake func()) *Member {
	m := &Member{groups: g, name: name, wake: wake}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byName == nil {
		g.byName = make(map[string][]*Member)
	}
	g.byName[name] = append(g.byName[name], m)
	return m
}

// Others reports whether the group has members besides m.
func (m *Member) Others() bool {
	m.groups.mu.Lock()
	defer m.groups.mu.Unlock()
	return len(m.groups.byName[m.name]) > 1
}

// Post queues data, which nobody may change any more, at all other members.
func (m *Member) Post(data []byte) {
	m.groups.mu.Lock()
	defer m.groups.mu.Unlock()
	for _, other := range m.groups.byName[m.name] {
		if other != m {
			other.mu.Lock()
			other.queue = append(other.queue, data)
			other.mu.Unlock()
			other.wake()
		}
	}
}

// Take removes the first message, nil if there is none.
func (m *Member) Take() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.queue) == 0 {
		return nil
	}
	data := m.queue[0]
	m.queue = m.queue[1:]
	return data
}

// Leave takes m out of its group.
func (m *Member) Leave() {
	g := m.groups
	g.mu.Lock()
	defer g.mu.Unlock()
	left := slices.DeleteFunc(g.byName[m.name], func(other *Member) bool { return other == m })
	if len(left) == 0 {
		delete(g.byName, m.name)
		return
	}
	g.byName[m.name] = left
}
