//! An elector on kube-leader-election, in the way of its own example: it asks every 5 seconds and
//! goes by the last answer that it got. The library has no renew deadline.

use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use kube_leader_election::{LeaseLock, LeaseLockParams, LeaseLockResult};
use ledger::Settings;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::from_env()?;
    let leads = Arc::new(AtomicBool::new(false));
    let believes = leads.clone();
    ledger::work_while(&settings, move || believes.load(Ordering::Relaxed))?;
    let leadership = LeaseLock::new(
        kube::Client::try_default().await?,
        &settings.namespace,
        LeaseLockParams {
            holder_id: settings.identity.clone(),
            lease_name: settings.name.clone(),
            lease_ttl: Duration::from_secs(15),
        },
    );
    let mut term = signal(SignalKind::terminate())?;
    loop {
        match leadership.try_acquire_or_renew().await {
            Ok(result) => leads.store(
                matches!(result, LeaseLockResult::Acquired(_)),
                Ordering::Relaxed,
            ),
            Err(error) => eprintln!("{error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
            _ = term.recv() => return Ok(()),
        }
    }
}
