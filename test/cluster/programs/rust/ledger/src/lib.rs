//! The ledger: who believed that it led, and when. As the elector's on client-go keeps it.

use std::{
    env,
    fs::{File, OpenOptions},
    io::{self, Write},
    process, thread,
    time::{Duration, SystemTime},
};

const WORK_INTERVAL: Duration = Duration::from_millis(20);

/// What the Pod's manifest tells an elector.
pub struct Settings {
    pub namespace: String,
    /// Of the Lease.
    pub name: String,
    pub identity: String,
    ledger: String,
}

impl Settings {
    pub fn from_env() -> Result<Self, env::VarError> {
        Ok(Self {
            namespace: env::var("LEASE_NAMESPACE")?,
            name: env::var("LEASE_NAME")?,
            identity: env::var("POD_NAME")?,
            ledger: env::var("LEDGER")?,
        })
    }
}

/// Works, in a thread of its own, from the first time that it believes to lead; ends the process,
/// as controllers do, once it no longer does.
pub fn work_while(
    settings: &Settings,
    believes: impl Fn() -> bool + Send + 'static,
) -> io::Result<()> {
    let id = settings.identity.clone();
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(&settings.ledger)?;
    thread::spawn(move || {
        while !believes() {
            thread::sleep(WORK_INTERVAL);
        }
        write(&mut file, &id, "start");
        while believes() {
            write(&mut file, &id, "work");
            thread::sleep(WORK_INTERVAL);
        }
        write(&mut file, &id, "stop");
        eprintln!("leader election lost");
        process::exit(1);
    });
    Ok(())
}

// One write a line: with O_APPEND the lines of several electors never mix.
fn write(file: &mut File, id: &str, what: &str) {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let line = format!("{} {id} {what}\n", now.as_micros());
    if let Err(error) = file.write_all(line.as_bytes()) {
        eprintln!("the ledger cannot be written: {error}");
        process::exit(1);
    }
}
