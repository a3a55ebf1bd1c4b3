//! An elector on kubert, in the way of Linkerd's policy controller: it applies a Lease that says
//! nothing, which kubert needs, under a name other than kubert's, and believes to lead while its
//! claim is current by its own clock.

use std::{collections::BTreeMap, time::Duration};

use k8s_openapi::api::coordination::v1::Lease;
use kube_client::{
    Api, Client, Error,
    api::{Patch, PatchParams},
    core::ObjectMeta,
};
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
    let labels = BTreeMap::from([("app.kubernetes.io/name".to_owned(), name.to_owned())]);
    let lease = Lease {
        metadata: ObjectMeta {
            name: Some(name.to_owned()),
            labels: Some(labels),
            ..Default::default()
        },
        spec: None,
    };
    match leases
        .patch(
            name,
            &PatchParams::apply("policy-controller"),
            &Patch::Apply(lease),
        )
        .await
    {
        // Another replica was quicker.
        Err(Error::Api(answer)) if answer.code == 409 => Ok(()),
        other => other.map(drop),
    }
}
