//! A PostgreSQL server of its own: made in a temporary folder, reached by a socket in it, and gone when it is dropped.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use pledgebook_tests::keeping::Folder;

const MISSING: &str = "PostgreSQL's `initdb` and `pg_ctl` are not on this machine, and stores are not tested without a server. \
     Install it (on Debian and Ubuntu: `apt-get install postgresql`), or put the folder of its programs on the search path.";

/// A server that runs.
pub(crate) struct Server {
    programs: PathBuf,
    /// Who runs it where the tests are run as root, which PostgreSQL refuses.
    user: Option<(u32, u32)>,
    folder: Folder,
}

impl Server {
    /// Makes one and starts it.
    pub(crate) fn start() -> Self {
        let folder = Folder::new();
        let user = is_root().then(|| user("postgres").or_else(|| user("nobody")).expect("a user to run it"));
        if let Some((id, group)) = user {
            chown(folder.path(), Some(id), Some(group)).expect("a folder of that user");
        }
        let server = Self { programs: programs(), user, folder };
        let data = server.folder.file("data");
        server.run(
            "initdb",
            &["-D", &data, "-A", "trust", "-U", "keeper", "--locale", "C", "-E", "UTF8", "--no-sync"],
        );
        server.up();
        server
    }

    pub(crate) fn up(&self) {
        let (data, log) = (self.folder.file("data"), self.folder.file("log"));
        let settings =
            format!("-c listen_addresses='' -c unix_socket_directories='{}'", self.folder.path().display());
        self.run("pg_ctl", &["-D", &data, "-l", &log, "-o", &settings, "-w", "start"]);
    }

    /// Stops it as a crash does: nothing is written that was not on the disk before.
    pub(crate) fn crash(&self) {
        self.run("pg_ctl", &["-D", &self.folder.file("data"), "-m", "immediate", "-w", "stop"]);
    }

    /// How to connect to it.
    pub(crate) fn parameters(&self) -> String {
        format!("host={} user=keeper dbname=postgres", self.folder.path().display())
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir("/").env("LC_ALL", "C");
        if let Some((id, group)) = self.user {
            command.uid(id).gid(group);
        }
        // Its output goes to a file: a server that is started would hold on to a pipe.
        let said = self.folder.path().join(program);
        let file = fs::File::create(&said).expect("a file for what it says");
        command.stdout(file.try_clone().expect("a second handle")).stderr(file);
        let ended = command.status().unwrap_or_else(|error| panic!("{program}: {error}"));
        let log = fs::read_to_string(self.folder.file("log")).unwrap_or_default();
        assert!(ended.success(), "{program}: {}\n{log}", fs::read_to_string(&said).unwrap_or_default());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if Path::new(&self.folder.file("data")).join("postmaster.pid").exists() {
            self.crash();
        }
    }
}

/// The folder with the server's programs: on the search path, or where Debian has them, the latest first.
fn programs() -> PathBuf {
    let mut folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|version| version.path()).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|version| version.join("bin")));
    let found = folders
        .into_iter()
        .find(|folder| ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file()));
    found.expect(MISSING)
}

pub(crate) fn is_root() -> bool {
    let said = Command::new("id").arg("-u").output().expect("`id` says who this is");
    said.stdout.trim_ascii() == b"0"
}

/// The number and the group of a user of this machine.
pub(crate) fn user(name: &str) -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let mut line =
        users.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?.split(':').skip(1);
    Some((line.next()?.parse().ok()?, line.next()?.parse().ok()?))
}
