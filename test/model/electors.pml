/* Electors by the rules of client-go: tools/leaderelection/leaderelection.go. */

#ifdef COORDINATED
/* The leader of a coordinated election gives way to whom the control plane prefers. */
#define wished(i) (wish != 0 && wish != i)
#define isTaken(i) (holder != i)
#else
#define wished(i) false
#define isTaken(i) (holder != i && holder != 0 && !expired)
#endif

#define works(i) (st[i] == LEADS || st[i] == RETRIES || st[i] == GOES_ON)
#define awake(i) (!frozen[i])
/* Whose time is up at this very moment does no more: a bound that is met exactly is kept. */
#define acts(i) (st[i] == LEADS || (st[i] == RETRIES || st[i] == GOES_ON) && next[i] > 0)
#define beside(i, j) ((i) != (j) && acts(j) && !excused[j])
#if ELECTORS == 3
#define alone(i) (!beside(i, 1) && !beside(i, 2) && !beside(i, 3))
#else
#define alone(i) (!beside(i, 1) && !beside(i, 2))
#endif

/* The property: whoever begins to lead leads alone. */
inline takes(i) {
  assert(alone(i));
  put(i, LEASE);
  st[i] = LEADS;
  next[i] = RETRY;
  idle[i] = 0;
  saw[i] = 0
}

inline ends(i) {
  next[i] = 0;
  saw[i] = 0;
  excused[i] = 0;
  frozen[i] = 0;
  idle[i] = 0;
  told[i] = 0;
  kill[i] = 0;
#ifdef PODS
  st[i] = ENDED;
  ended[i] = 1;
  endedSince[0] = endedSince[0] || phase[0] == HOLDS && aim[0] == i;
  endedSince[1] = endedSince[1] || phase[1] == HOLDS && aim[1] == i
#else
  st[i] = CAMPAIGNS
#endif
}

/* ReleaseOnCancel: it reads the Lease once more, and clears whatever holder is there. */
inline releasesOnCancel(i) {
#ifdef RELEASE_ON_CANCEL
  if
  :: !saw[i] && (st[i] == LEADS || st[i] == RETRIES) -> put(0, 1)
  :: else
  fi
#else
  skip
#endif
}

inline losesTheLead(i) {
  releasesOnCancel(i);
#if LINGER > 0
  st[i] = GOES_ON;
  next[i] = LINGER
#else
  ends(i)
#endif
}

proctype Elector(byte i) {
  do
#ifdef COORDINATED
  /* The control plane has chosen it. */
  :: d_step { awake(i) && st[i] == CAMPAIGNS && holder == i -> takes(i) }
#else
  :: d_step { awake(i) && st[i] == CAMPAIGNS && told[i] == 0 && eviction != i && (holder == 0 || holder == i || expired) -> takes(i) }
#endif
  /* A renewal: it takes back what is free. */
  :: d_step { awake(i) && (st[i] == LEADS && next[i] == 0 || st[i] == RETRIES && next[i] > 0) &&
       holder == i && !wished(i) -> put(i, LEASE); st[i] = LEADS; next[i] = RETRY; idle[i] = 0; saw[i] = 0 }
#ifndef COORDINATED
  :: d_step { awake(i) && (st[i] == LEADS && next[i] == 0 || st[i] == RETRIES && next[i] > 0) &&
       holder != i && (holder == 0 || expired) -> takes(i) }
#endif
  /* A renewal that finds another holder. */
  :: d_step { awake(i) && st[i] == LEADS && next[i] == 0 && (wished(i) || isTaken(i)) ->
       saw[i] = 1; st[i] = RETRIES; next[i] = DEADLINE; idle[i] = 0 }
  :: d_step { awake(i) && st[i] == RETRIES && !saw[i] && isTaken(i) -> saw[i] = 1 }
#ifdef FLAKY
  /* A renewal that fails, or whose answer is lost. */
  :: d_step { awake(i) && st[i] == LEADS && next[i] == 0 -> st[i] = RETRIES; next[i] = DEADLINE }
  :: d_step { awake(i) && st[i] == LEADS && next[i] == 0 && holder == i ->
       put(i, LEASE); st[i] = RETRIES; next[i] = DEADLINE }
#endif
  /* Some stop as soon as they see another holder, client-go at its RenewDeadline. */
  :: d_step { awake(i) && st[i] == RETRIES && (saw[i] || next[i] == 0) -> losesTheLead(i) }
#if LINGER > 0 || defined(EVICT)
  :: d_step { awake(i) && st[i] == GOES_ON -> ends(i) }
#endif
#ifdef EVICT
  :: d_step { awake(i) && told[i] == 1 && st[i] == CAMPAIGNS -> ends(i) }
  :: d_step { awake(i) && told[i] == 1 && (st[i] == LEADS || st[i] == RETRIES) ->
       releasesOnCancel(i); told[i] = 2; st[i] = GOES_ON; next[i] = kill[i] }
#endif
#if FREEZES > 0
  :: d_step { awake(i) && works(i) && freezes > 0 -> frozen[i] = 1; freezes-- }
  :: d_step { frozen[i] && (st[i] == LEADS || next[i] > 0) -> frozen[i] = 0 }
  :: d_step { frozen[i] && st[i] == RETRIES && next[i] == 0 -> frozen[i] = 0; losesTheLead(i) }
  :: d_step { frozen[i] && st[i] == GOES_ON && next[i] == 0 -> ends(i) }
#endif
  od
}
