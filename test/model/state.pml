/* What the electors and the operators know, and where they stand. */

#define CAMPAIGNS 0
#define LEADS 1 /* renewed, sleeps for a RetryPeriod */
#define RETRIES 2 /* the renewal failed: tries again until the RenewDeadline, and leads meanwhile */
#define GOES_ON 3 /* has lost the Lease, and its work goes on */
#define ENDED 4
byte st[ELECTORS + 1];
/* Ticks until the next renewal (LEADS), the RenewDeadline (RETRIES) or the end of the work (GOES_ON). */
byte next[ELECTORS + 1];
/* It has seen another holder than itself: it will not release what is not its own. */
bit saw[ELECTORS + 1];

bit frozen[ELECTORS + 1];
byte freezes = FREEZES;
/* Ticks since it last tried to renew. */
byte idle[ELECTORS + 1];
/* It did not try to renew for a lease duration: a candidate might lead beside it without any operator. */
bit excused[ELECTORS + 1];

/* SIGTERM: 1 sent, 2 handled; `kill`: ticks until SIGKILL. */
byte told[ELECTORS + 1];
byte kill[ELECTORS + 1];
/* A run of it has ended, and its kubelet has reported that. */
bit ended[ELECTORS + 1];
bit reported[ELECTORS + 1];
/* The same of whom an operator steps down, since its fence was known to be written. */
bit endedSince[2];
bit reportedSince[2];

#define STARTS 0
#define LOOKS 1
#define LOOKS_AT_FENCE 2
#define FENCES 3
#define HOLDS 4
#define RELEASES 5
#define FREES 6 /* a plain release */
#define ASKS 7 /* a hand-over */
#define OVER 8
byte phase[2];
/* Whom it steps down. */
byte aim[2];
/* Ticks for which it has seen no write (LOOKS*), or since its fence was written (HOLDS). */
byte since[2];
byte renewIn[2];
bit adopts[2];
bit again[2];
bit asleep[2];
/* 0 not evicted, else ticks since the eviction + 1. */
byte evicted[2];
byte lost = LOST;
/* The candidate that the control plane is asked for. */
byte wish;

/* A Pod whose eviction was accepted, of which its kubelet has not heard. */
byte eviction;
byte meddling = MEDDLING;
