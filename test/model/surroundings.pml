/* The network, the kubelet, the control plane, somebody with kubectl, and the clock. */
#ifdef CRASHES_ONCE
bit crashed;
#endif

proctype Surroundings() {
  do
  :: false
#if LOST > 0
  /* What was lost is carried out after all, if its own guards let it pass, or never. */
  :: d_step { late != 0 -> late = 0; lateBy = 0; lateVersion = 0; lateEpoch = 0 }
#ifdef RULE_LATE_FENCE
  :: d_step { late == LATE_FENCE -> writesFence(lateBy); late = 0 }
#else
  :: d_step { late == LATE_FENCE && lateEpoch && holder == aim[lateBy] ->
       writesFence(lateBy); late = 0 }
#endif
#ifdef RULE_LATE_RELEASE
  :: d_step { late == LATE_RELEASE -> freesIt(lateBy); late = 0 }
#else
  :: d_step { late == LATE_RELEASE && lateVersion -> freesIt(lateBy); late = 0 }
#endif
#ifdef RULE_LATE_UNFENCE
  :: d_step { late == LATE_UNFENCE -> put(0, 1); late = 0 }
#else
  :: d_step { late == LATE_UNFENCE && holder == FENCE_OF(lateBy) -> put(0, 1); late = 0 }
#endif
  :: d_step { (late == LATE_AGAIN || late == LATE_ADOPTION) && lateVersion -> writesFence(lateBy); late = 0 }
#endif

#ifdef EVICT
  /* A kubelet hears of it within TOLD_AFTER, or never: it is silent. */
  :: d_step { eviction > 0 && st[eviction] != ENDED -> told[eviction] = 1; kill[eviction] = GRACE; eviction = 0 }
  :: d_step { eviction > 0 -> eviction = 0 }
  :: d_step { told[1] > 0 && kill[1] == 0 -> ends(1) }
  :: d_step { told[2] > 0 && kill[2] == 0 -> ends(2) }
#endif
#ifdef PODS
  :: d_step { ended[1] && !reported[1] -> reported[1] = 1 }
  :: d_step { ended[2] && !reported[2] -> reported[2] = 1 }
  :: d_step { endedSince[0] && !reportedSince[0] -> reportedSince[0] = 1 }
  :: d_step { endedSince[1] && !reportedSince[1] -> reportedSince[1] = 1 }
  /* Another run under the same identity. */
  :: d_step { st[1] == ENDED && eviction != 1 -> st[1] = CAMPAIGNS }
  :: d_step { st[2] == ENDED && eviction != 2 -> st[2] = CAMPAIGNS }
#endif
#ifdef CRASHES
  :: d_step { st[1] != ENDED -> ends(1) }
  :: d_step { st[2] != ENDED -> ends(2) }
#endif
#ifdef CRASHES_ONCE
  :: d_step { st[1] != ENDED && !crashed -> ends(1); crashed = 1 }
#endif
#if MEDDLING > 0
  :: d_step { meddling > 0 && holder != 0 -> put(0, 1); meddling--;
       excused[1] = works(1); excused[2] = works(2); excused[ELECTORS] = works(ELECTORS) }
#endif
#ifdef COORDINATED
  /* The control plane elects where the Lease is free or has expired. */
  :: d_step { (holder == 0 || expired) && st[1] == CAMPAIGNS -> put(1, LEASE); wish = 0 }
  :: d_step { (holder == 0 || expired) && st[2] == CAMPAIGNS -> put(2, LEASE); wish = 0 }
#endif
  od
}

/* A process that is awake does what is due before time goes on. */
#define due(i) (awake(i) && works(i) && next[i] == 0 || told[i] > 0 && kill[i] == 0)
#ifdef LATE_KUBELET
#define deliveryDue(t) false
#else
#define deliveryDue(t) (eviction > 0 && evicted[t] > TOLD_AFTER)
#endif
#define fenceDue(t) (phase[t] == HOLDS && runs(t) && renewIn[t] == 0)
#ifdef LIVELY
/* Somebody can lead: nobody tarries without a reason, and nobody leads only for so long. */
byte unled;
#define stepDue(t) (phase[t] == FENCES || phase[t] == FREES || phase[t] == RELEASES || endIsDue(t))
#define endIsDue(t) (phase[t] == HOLDS && !again[t] && (proved(t) || overdue(t)))
#define takeDue(i) (st[i] == CAMPAIGNS && (holder == 0 || holder == i || expired))
#define restartDue (st[1] == ENDED && st[2] == ENDED)
#define isReady (!restartDue && !stepDue(0) && !stepDue(1) && !takeDue(1) && !takeDue(2))
#else
#define isReady true
#endif

inline down(x) { if :: x > 0 -> x-- :: else fi }
inline up(x, most) { if :: x < most -> x++ :: else fi }

inline passes(i) {
  down(next[i]);
  if
  :: told[i] > 0 -> down(kill[i])
  :: else
  fi;
#if FREEZES > 0
  if
  :: frozen[i] || st[i] == LEADS || st[i] == RETRIES && !saw[i] -> up(idle[i], LEASE)
  :: else
  fi;
  if
  :: idle[i] >= LEASE -> excused[i] = 1
  :: else
  fi
#endif
}

#define MOST_PATIENCE (BOUND + GRACE + TOLD_AFTER + 2)
inline passesFor(t) {
  if
  :: phase[t] == LOOKS -> up(since[t], LEASE)
  :: phase[t] == LOOKS_AT_FENCE -> up(since[t], DEAD_AFTER)
#ifdef RULE_SENT
  :: phase[t] == FENCES -> up(since[t], MOST_PATIENCE)
#endif
  :: phase[t] == HOLDS -> up(since[t], MOST_PATIENCE); down(renewIn[t]);
       if
       :: evicted[t] > 0 -> up(evicted[t], GRACE + TOLD_AFTER + 1)
       :: else
       fi
  :: else
  fi
}

proctype Clock() {
  do
  :: d_step { !due(1) && !due(2) && !due(ELECTORS) &&
       !fenceDue(0) && !fenceDue(1) && !deliveryDue(0) && !deliveryDue(1) && isReady ->
       up(age, LONGEST);
       passes(1); passes(2);
#if ELECTORS == 3
       passes(3);
#endif
       passesFor(0); passesFor(1);
#ifdef LIVELY
       if
       :: works(1) || works(2) -> unled = 0
       :: else -> unled++; assert(unled <= LIVELY)
       fi
#endif
     }
  od
}
