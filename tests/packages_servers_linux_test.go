package tests

import (
	"path/filepath"
	"syscall"
)

// The servers, each as Debian has it. All listen on the loopback only.

var postgresql = &service{
	name:   "postgresql",
	binary: []string{"/usr/lib/postgresql/*/bin/postgres"},
	ready:  "ready to accept connections",
	stop:   syscall.SIGINT, // fast shutdown: sessions are ended
	prepare: func(s *sandbox) {
		s.run(filepath.Join(filepath.Dir(s.binary), "initdb"), "-D", s.path("data"), "-U", "gonet", "-A", "scram-sha-256",
			"--pwfile", s.write("password", password), "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	},
	command: func(s *sandbox) []string {
		return []string{s.binary, "-D", s.path("data"), "-p", s.port, "-k", s.dir, "-c", "listen_addresses=127.0.0.1",
			"-c", "fsync=off", "-c", "shared_buffers=16MB"}
	},
}

var redis = &service{
	name:   "redis-server",
	binary: []string{"redis-server"},
	command: func(s *sandbox) []string {
		return []string{s.binary, "--port", s.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
			"--requirepass", password, "--unixsocket", s.path("redis.sock")}
	},
}

var mariadb = &service{
	name:   "mariadb-server",
	binary: []string{"/usr/sbin/mariadbd"},
	prepare: func(s *sandbox) {
		s.run("mariadb-install-db", "--no-defaults", "--datadir="+s.path("data"), "--skip-test-db",
			"--auth-root-authentication-method=normal")
		s.write("init.sql", "CREATE DATABASE IF NOT EXISTS gonet;\n"+
			"CREATE USER IF NOT EXISTS gonet@'%' IDENTIFIED BY '"+password+"';\n"+
			"GRANT ALL ON *.* TO gonet@'%';\n")
	},
	command: func(s *sandbox) []string {
		return []string{s.binary, "--no-defaults", "--datadir=" + s.path("data"), "--port=" + s.port, "--bind-address=127.0.0.1",
			"--socket=" + s.path("mariadb.sock"), "--pid-file=" + s.path("pid"), "--init-file=" + s.path("init.sql"),
			"--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M"}
	},
}

var mosquitto = &service{
	name:   "mosquitto",
	binary: []string{"mosquitto", "/usr/sbin/mosquitto"},
	prepare: func(s *sandbox) {
		s.run("mosquitto_passwd", "-b", "-c", s.path("users"), "gonet", password)
	},
	command: func(s *sandbox) []string {
		return []string{s.binary, "-c", s.write("mosquitto.conf", "listener "+s.port+" 127.0.0.1\nallow_anonymous false\n"+
			"password_file "+s.path("users")+"\n")}
	},
}

var rabbitmq = &service{
	name:   "rabbitmq-server",
	binary: []string{"/usr/lib/rabbitmq/bin/rabbitmq-server"},
	// Erlang's port mapper outlives the server that needs it, so that it is
	// started, and ended, here.
	prepare: func(s *sandbox) {
		port := freePort(s.t)
		if err := s.background([]string{"epmd", "-port", port, "-address", "127.0.0.1"}, port, "", syscall.SIGKILL); err != nil {
			s.t.Fatalf("epmd: %v", err)
		}
		s.env = append(s.env, "ERL_EPMD_PORT="+port)
	},
	command: func(s *sandbox) []string {
		s.env = append(s.env,
			"RABBITMQ_NODENAME=gonet-"+s.port+"@localhost", "RABBITMQ_NODE_PORT="+s.port,
			"RABBITMQ_NODE_IP_ADDRESS=127.0.0.1", "RABBITMQ_DIST_PORT="+freePort(s.t),
			"RABBITMQ_MNESIA_BASE="+s.path("mnesia"), "RABBITMQ_LOG_BASE="+s.path("log"),
			"RABBITMQ_PID_FILE="+s.path("pid"), "RABBITMQ_CONF_ENV_FILE="+s.path("env"),
			"RABBITMQ_CONFIG_FILE="+s.path("rabbitmq"), "RABBITMQ_ENABLED_PLUGINS_FILE="+s.write("plugins", "[].\n"),
			"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}")
		return []string{s.binary}
	},
}

var memcached = &service{
	name:   "memcached",
	binary: []string{"memcached"},
	command: func(s *sandbox) []string {
		return []string{s.binary, "-l", "127.0.0.1", "-p", s.port, "-U", "0"}
	},
}

var nats = &service{
	name:   "nats-server",
	binary: []string{"nats-server", "/usr/sbin/nats-server"},
	command: func(s *sandbox) []string {
		return []string{s.binary, "-a", "127.0.0.1", "-p", s.port, "--user", "gonet", "--pass", password, "-js", "-sd", s.path("jetstream")}
	},
}

var ftp = &service{
	name:   "python3-pyftpdlib",
	binary: []string{"/usr/lib/python3/dist-packages/pyftpdlib"},
	command: func(s *sandbox) []string {
		return []string{"/usr/bin/python3", "-m", "pyftpdlib", "-i", "127.0.0.1", "-p", s.port, "-w", "-d", s.dir, "-u", "gonet", "-P", password}
	},
}

var socks = &service{
	name:   "microsocks",
	binary: []string{"microsocks"},
	command: func(s *sandbox) []string {
		return []string{s.binary, "-i", "127.0.0.1", "-p", s.port, "-u", "gonet", "-P", password}
	},
}
