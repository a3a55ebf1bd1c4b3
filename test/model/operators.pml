/* Operators: force-release from its look to its end, src/lease/stepdown*.ts and src/operation/. */

#ifdef RULE_DATE
/* What its Date header says is enough. */
#define quiet(t) 1
#else
#define quiet(t) (since[t] >= LEASE)
#endif

#ifdef RULE_EPOCH
#define isConfirmed(t) 1
#else
#define isConfirmed(t) (sameEpoch[t] && holder == aim[t])
#endif
#ifdef RULE_ADOPTION
#define isUnrenewed(t) 1
#else
#define isUnrenewed(t) sameVersion[t]
#endif
#define mayFence(t) (adopts[t] -> isUnrenewed(t) : isConfirmed(t))

#ifdef RULE_VERSION
#define mayFree(t) 1
#else
#define mayFree(t) sameVersion[t]
#endif

#ifdef RULE_EARLY_EVICTION
#define seenByLeader(t) 1
#else
#define seenByLeader(t) (since[t] >= SEEN_AFTER)
#endif

#ifdef PODS
#ifdef RULE_OLD_RUN
#define proved(t) reported[aim[t]]
#else
#define proved(t) reportedSince[t]
#endif
#ifdef RULE_LATE_KUBELET
#define stopped(t) BOUND
#else
/* Whoever is told to end while it leads has its grace period from then on. */
#define stopped(t) (BOUND + GRACE)
#endif
#ifdef RULE_GRACE
#define evictedSince(t) BOUND
#else
#define evictedSince(t) (since[t] - evicted[t] + 1 + GRACE + TOLD_AFTER)
#endif
#ifdef RULE_LINGER
#define LINGER_WAIT 0
#else
/* min(grace, max(lease duration, 10 s)): how much longer a Pod that still runs is waited for. */
#define LINGER_WAIT (GRACE < LEASE -> GRACE : LEASE)
#endif
#define patience(t) (evicted[t] > 0 -> max(stopped(t), evictedSince(t)) : BOUND + LINGER_WAIT)
#else
#define proved(t) 0
#define patience(t) BOUND
#endif
#define max(a, b) ((a) > (b) -> (a) : (b))

#if defined(RULE_BOUND)
#define overdue(t) 1
#elif defined(RULE_NEVER)
#define overdue(t) 0
#else
#define overdue(t) (since[t] >= patience(t))
#endif

#ifdef RULE_LIVE_FENCE
#define abandoned(t) 1
#else
#define abandoned(t) (since[t] >= DEAD_AFTER)
#endif

#define runs(t) (!asleep[t])

inline holdsNow(t) {
  phase[t] = HOLDS;
#ifdef RULE_SENT
  /* The bound is counted from the first attempt. */
  skip;
#elif defined(RULE_CREDIT)
  /* The note of an adopted fence says since when its old leader has had time to stop. */
  since[t] = (adopts[t] -> BOUND + GRACE : 0);
#else
  since[t] = 0;
#endif
  renewIn[t] = RENEW_EVERY;
  endedSince[t] = 0;
  reportedSince[t] = 0;
  sameTransitions[t] = 1
}

inline over(t) {
  phase[t] = OVER;
  since[t] = 0;
  renewIn[t] = 0;
  again[t] = 0;
  asleep[t] = 0;
  adopts[t] = 0;
  evicted[t] = 0;
  endedSince[t] = 0;
  reportedSince[t] = 0;
  sameVersion[t] = 0;
  sameEpoch[t] = 0;
  sameTransitions[t] = 0
}

inline goesAstray(what, t) {
  lost--;
  late = what;
  lateBy = t;
  lateVersion = sameVersion[t];
  lateEpoch = sameEpoch[t]
}

#ifdef RULE_SHORT_FENCE
#define fenceDuration 1
#else
#define fenceDuration FENCE_DURATION
#endif

inline writesFence(t) {
  put(FENCE_OF(t), fenceDuration);
  operation = t + 1
}

inline freesIt(t) {
  put(0, 1);
  operation = t + 1
}

proctype Operator(byte t) {
  do
  /* The look. */
  :: d_step { phase[t] == STARTS && isElector ->
       aim[t] = holder; since[t] = 0; sameVersion[t] = 1; sameEpoch[t] = 1; phase[t] = LOOKS }
  :: d_step { phase[t] == STARTS && isFence ->
       aim[t] = aim[1 - t]; since[t] = 0; sameVersion[t] = 1; phase[t] = LOOKS_AT_FENCE }
  :: d_step { phase[t] == LOOKS && !sameVersion[t] && sameEpoch[t] && runs(t) ->
       sameVersion[t] = 1;
#ifndef RULE_VETO
       since[t] = 0
#endif
     }
  :: d_step { phase[t] == LOOKS && !sameEpoch[t] && runs(t) -> over(t) }
#ifdef PLAN_RELEASE
  :: d_step { phase[t] == LOOKS && quiet(t) && runs(t) -> phase[t] = FREES }
#endif
#ifdef PLAN_FENCE
  :: d_step { phase[t] == LOOKS && runs(t) -> since[t] = 0; phase[t] = FENCES }
#endif
#ifdef COORDINATED
  :: d_step { phase[t] == LOOKS && runs(t) -> phase[t] = ASKS }
  :: d_step { phase[t] == ASKS && holder == aim[t] ->
#ifdef RULE_HAND_OVER
       put(0, 1);
#endif
       wish = 3 - aim[t]; touched(); over(t) }
  :: d_step { phase[t] == ASKS && holder != aim[t] -> over(t) }
#endif

  /* A fence that somebody else has left, or holds. */
  :: d_step { phase[t] == LOOKS_AT_FENCE && (!sameVersion[t] || !isFence) && runs(t) -> over(t) }
  :: d_step { phase[t] == LOOKS_AT_FENCE && abandoned(t) && runs(t) ->
       adopts[t] = 1; since[t] = 0; phase[t] = FENCES }

  /* The plain release. */
  :: d_step { phase[t] == FREES && mayFree(t) && runs(t) -> freesIt(t); over(t) }
  :: d_step { phase[t] == FREES && !mayFree(t) && runs(t) -> over(t) }
  /* The fence; a write that is there already was carried out. */
  :: d_step { phase[t] == FENCES && operation == t + 1 && runs(t) -> holdsNow(t) }
  :: d_step { phase[t] == FENCES && operation != t + 1 && mayFence(t) && runs(t) -> writesFence(t); holdsNow(t) }
  :: d_step { phase[t] == FENCES && operation != t + 1 && !mayFence(t) && runs(t) -> over(t) }
#if LOST > 0
  :: d_step { phase[t] == FREES && lost > 0 && late == 0 -> goesAstray(LATE_RELEASE, t) }
  :: d_step { phase[t] == FENCES && operation != t + 1 && lost > 0 && late == 0 ->
       goesAstray((adopts[t] -> LATE_ADOPTION : LATE_FENCE), t) }
  :: d_step { phase[t] == HOLDS && again[t] && lost > 0 && late == 0 -> goesAstray(LATE_AGAIN, t) }
  :: d_step { phase[t] == RELEASES && lost > 0 && late == 0 -> goesAstray(LATE_UNFENCE, t) }
#endif

  /* The fence is held: renewed, put back where it was cleared. */
  :: d_step { phase[t] == HOLDS && renewIn[t] == 0 && runs(t) ->
       renewIn[t] = RENEW_EVERY;
#ifndef RULE_RENEWAL
       if
       :: holder == FENCE_OF(t) -> touched()
       :: else
       fi
#endif
     }
#ifdef RULE_PUT_BACK_BLIND
  :: d_step { phase[t] == HOLDS && holder == 0 && !again[t] && runs(t) -> again[t] = 1 }
  :: d_step { phase[t] == HOLDS && again[t] && runs(t) -> writesFence(t); since[t] = 0; again[t] = 0 }
  :: d_step { phase[t] == HOLDS && !again[t] && holder != FENCE_OF(t) && holder != 0 && runs(t) -> over(t) }
#else
#ifndef RULE_PUT_BACK
  :: d_step { phase[t] == HOLDS && holder == 0 && sameTransitions[t] && !again[t] && runs(t) ->
       again[t] = 1; sameVersion[t] = 1 }
  :: d_step { phase[t] == HOLDS && again[t] && sameVersion[t] && runs(t) ->
       writesFence(t);
#ifndef RULE_PUT_BACK_CLOCK
       since[t] = 0;
#endif
       again[t] = 0 }
  :: d_step { phase[t] == HOLDS && again[t] && !sameVersion[t] && runs(t) ->
       if
       :: holder == FENCE_OF(t) -> since[t] = 0
       :: else
       fi;
       again[t] = 0 }
#endif
  :: d_step { phase[t] == HOLDS && !again[t] && holder != FENCE_OF(t) &&
       (holder != 0 || !sameTransitions[t]) && runs(t) -> over(t) }
#endif
#ifdef EVICT
  :: d_step { phase[t] == HOLDS && evicted[t] == 0 && seenByLeader(t) && !again[t] && !proved(t) && runs(t) ->
       evicted[t] = 1;
       if
       :: st[aim[t]] != ENDED && told[aim[t]] == 0 -> eviction = aim[t]
       :: else
       fi }
#endif
  :: d_step { phase[t] == HOLDS && !again[t] && (proved(t) || overdue(t)) && runs(t) -> phase[t] = RELEASES }

  /* The release of the fence. */
#ifdef RULE_UNFENCE
  :: d_step { phase[t] == RELEASES && runs(t) -> put(0, 1); over(t) }
#else
  :: d_step { phase[t] == RELEASES && holder == FENCE_OF(t) && runs(t) -> put(0, 1); over(t) }
  :: d_step { phase[t] == RELEASES && holder != FENCE_OF(t) && runs(t) -> over(t) }
#endif

#ifdef DEATH
  :: d_step { phase[t] != OVER -> over(t) }
#endif
#ifdef SLEEP
  /* Its machine sleeps, and it goes on where it was. */
  :: d_step { t == 0 && !asleep[t] && (phase[t] == FENCES || phase[t] == HOLDS || phase[t] == RELEASES) -> asleep[t] = 1 }
  :: d_step { t == 0 && asleep[t] -> asleep[t] = 0 }
#endif
  od
}
