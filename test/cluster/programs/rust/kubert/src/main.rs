//! An elector on kubert, in the way of Linkerd's policy controller: it creates an empty Lease,
//! which kubert needs, and believes to lead while its claim is current by its own clock.

use std::time::Duration;

use k8s_openapi::api::coordination::v1::{Lease, LeaseSpec};
use kube_client::{Api, Client, Error, api::PostParams};
use kubert::lease::{ClaimParams, LeaseManager};
use ledger::Settings;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::from_env()?;
    let leases: Api<Lease> = Api::namespaced(Client::try_default().await?, &settings.namespace);
    create(&leases, &settings.name).await?;
    let params = ClaimParams {
        lease_duration: Duration::from_secs(15),
        renew_grace_period: Duration::from_secs(5),
    };
    let (claims, campaign) = LeaseManager::init(leases, &settings.name)
        .await?
        .spawn(&settings.identity, params)
        .await?;
    let identity = settings.identity.clone();
    ledger::work_while(&settings, move || claims.borrow().is_current_for(&identity))?;
    let mut term = signal(SignalKind::terminate())?;
    tokio::select! {
        ended = campaign => Ok(ended??),
        _ = term.recv() => Ok(()),
    }
}

async fn create(leases: &Api<Lease>, name: &str) -> Result<(), Error> {
    let lease = Lease {
        metadata: kube_client::core::ObjectMeta { name: Some(name.to_owned()), ..Default::default() },
        spec: Some(LeaseSpec::default()),
    };
    let params = PostParams { field_manager: Some("kubert".to_owned()), ..Default::default() };
    match leases.create(&params, &lease).await {
        Err(Error::Api(answer)) if answer.code == 409 => Ok(()),
        other => other.map(drop),
    }
}
