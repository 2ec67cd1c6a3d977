//go:build unix

package process

import (
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// defineCredentials defines the functions about users and groups.
func (p *Process) defineCredentials() {
	for _, g := range []struct {
		name string
		get  func() int
	}{{"getuid", os.Getuid}, {"geteuid", os.Geteuid}, {"getgid", os.Getgid}, {"getegid", os.Getegid}} {
		p.method(g.name, 0, func(goja.FunctionCall) goja.Value { return p.env.VM.ToValue(g.get()) })
	}
	p.method("getgroups", 0, p.getgroups)
	p.method("initgroups", 2, p.initgroups)
	p.method("setgroups", 1, p.setgroups)
	p.method("setegid", 1, p.idSetter("Group", groupID, func(id int) error { return syscall.Setregid(-1, id) }, "setegid"))
	p.method("seteuid", 1, p.idSetter("User", userID, func(id int) error { return syscall.Setreuid(-1, id) }, "seteuid"))
	p.method("setgid", 1, p.idSetter("Group", groupID, syscall.Setgid, "setgid"))
	p.method("setuid", 1, p.idSetter("User", userID, syscall.Setuid, "setuid"))
}

func userID(name string) (int, bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, false
	}
	id, err := strconv.Atoi(u.Uid)
	return id, err == nil
}

func groupID(name string) (int, bool) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, false
	}
	id, err := strconv.Atoi(g.Gid)
	return id, err == nil
}

// id returns the number that v is, or that find knows the name v by.
func (p *Process) id(v goja.Value, name, kind string, find func(string) (int, bool)) int {
	if goja.IsNumber(v) {
		return int(validate.Uint32(p.env, v, name))
	}
	p.checkID(v, name)
	id, ok := find(v.String())
	if !ok {
		errs.Throw(p.env, "ERR_UNKNOWN_CREDENTIAL", kind, v.String())
	}
	return id
}

func (p *Process) checkID(v goja.Value, name string) {
	switch {
	case goja.IsNumber(v):
		validate.Uint32(p.env, v, name)
	case !validate.IsString(v):
		errs.Throw(p.env, "ERR_INVALID_ARG_TYPE", name, []string{"number", "string"}, v)
	}
}

// failed throws what Node's C++ side throws for a failed call, in a form of its
// own: the system's text after the code, and a positive errno.
func (p *Process) failed(err error, name string) {
	if err == nil {
		return
	}
	errno := netimpl.AsErrno(err)
	text := errno.Error()
	o := errs.Error(p.env, netimpl.ErrName(errno)+", "+strings.ToUpper(text[:1])+text[1:])
	must(o.Set("errno", int(errno)))
	must(o.Set("code", netimpl.ErrName(errno)))
	must(o.Set("syscall", name))
	panic(o)
}

func (p *Process) idSetter(kind string, find func(string) (int, bool), set func(int) error, syscall string) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		p.failed(set(p.id(c.Argument(0), "id", kind, find)), syscall)
		return goja.Undefined()
	}
}

func (p *Process) getgroups(goja.FunctionCall) goja.Value {
	groups, err := os.Getgroups()
	p.failed(err, "getgroups")
	list := make([]any, 0, len(groups)+1)
	seen := false
	for _, g := range groups {
		list = append(list, g)
		seen = seen || g == os.Getegid()
	}
	if !seen {
		list = append(list, os.Getegid())
	}
	return p.env.VM.NewArray(list...)
}

func (p *Process) setgroups(c goja.FunctionCall) goja.Value {
	given := validate.Array(p.env, c.Argument(0), "groups")
	values := make([]goja.Value, given.Get("length").ToInteger())
	for i := range values {
		values[i] = orUndefined(given.Get(itoa(i)))
		p.checkID(values[i], "groups["+itoa(i)+"]")
	}
	ids := make([]int, len(values))
	for i, v := range values {
		ids[i] = p.id(v, "groups["+itoa(i)+"]", "Group", groupID)
	}
	p.failed(syscall.Setgroups(ids), "setgroups")
	return goja.Undefined()
}

// initgroups is initgroups(3): the user's groups and extraGroup.
func (p *Process) initgroups(c goja.FunctionCall) goja.Value {
	p.checkID(c.Argument(0), "user")
	p.checkID(c.Argument(1), "extraGroup")
	extra := p.id(c.Argument(1), "extraGroup", "Group", groupID)
	byNumber := goja.IsNumber(c.Argument(0))
	find := user.Lookup
	if byNumber {
		find = user.LookupId
	}
	u, err := find(c.Argument(0).String())
	if err != nil && byNumber {
		errs.Throw(p.env, "ERR_UNKNOWN_CREDENTIAL", "User", c.Argument(0).String())
	}
	var names []string
	if err == nil { // a name that nobody has is in no group
		names, err = u.GroupIds()
		p.failed(err, "initgroups")
	}
	ids := []int{extra}
	for _, name := range names {
		if id, err := strconv.Atoi(name); err == nil && id != extra {
			ids = append(ids, id)
		}
	}
	p.failed(syscall.Setgroups(ids), "initgroups")
	return goja.Undefined()
}
