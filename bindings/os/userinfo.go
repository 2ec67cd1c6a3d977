package os

import (
	"bufio"
	"os"
	"os/user"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
)

// account is what the system knows of the user that runs the process.
type account struct {
	name, home, shell string
	uid, gid          int
}

// userInfo is os.userInfo({ encoding }).
func (m *module) userInfo(args []goja.Value) goja.Value {
	encode := func(s string) goja.Value { return m.env.VM.ToValue(s) }
	if options, ok := argument(args, 0).(*goja.Object); ok {
		if v := options.Get("encoding"); v != nil && v.String() == "buffer" {
			encode = func(s string) goja.Value { return buffer.New(m.env, []byte(s)) }
		}
	}
	a, err := currentAccount()
	m.check("uv_os_get_passwd", err)
	o := m.env.VM.CreateObject(nil)
	o.Set("uid", a.uid)
	o.Set("gid", a.gid)
	o.Set("username", encode(a.name))
	o.Set("homedir", encode(a.home))
	if a.shell == "" {
		o.Set("shell", goja.Null())
	} else {
		o.Set("shell", encode(a.shell))
	}
	return o
}

// currentAccount looks in the password file first: package os/user takes the
// environment's word for the name and the home.
func currentAccount() (account, error) {
	if a, ok := passwdAccount(os.Getuid()); ok {
		return a, nil
	}
	u, err := user.Current()
	if err != nil {
		return account{}, err
	}
	return account{name: u.Username, home: u.HomeDir, uid: os.Getuid(), gid: os.Getgid()}, nil
}

func passwdAccount(uid int) (account, bool) {
	file, err := os.Open("/etc/passwd")
	if err != nil {
		return account{}, false
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), ":")
		if len(fields) < 7 || fields[2] != strconv.Itoa(uid) {
			continue
		}
		gid, err := strconv.Atoi(fields[3])
		if err != nil {
			continue
		}
		return account{name: fields[0], home: fields[5], shell: fields[6], uid: uid, gid: gid}, true
	}
	return account{}, false
}
