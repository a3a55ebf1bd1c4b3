/* The Lease as the API server keeps it. Every write is guarded by tests, and carried out whole. */

/* 0: nobody; 1 to ELECTORS: an elector; FENCE_OF(t): the fence of operator t. */
byte holder;
#define FENCE_OF(t) (10 + (t))
#define isFence (holder >= 10)
#define isElector (holder > 0 && holder < 10)

/* Ticks since the record was last written. */
byte age;
#ifdef RECORD_DURATION
/* leaseDurationSeconds of the record, by which client-go judges since 1.27. */
byte duration = LEASE;
#define LONGEST FENCE_DURATION
#else
/* Some libraries judge by their own duration: the shorter one, so that they are the harder case. */
#define duration LEASE
#define LONGEST LEASE
#endif
/*
 * A candidate observes a change at some moment after the write, so that it takes over no sooner
 * than `age` allows; a later moment is another course of the same model.
 */
#define expired (age >= duration)

/* Whose operation-id the annotations carry: 0 none, t + 1. */
byte operation;

/* What guards compare, for each operator: nothing written, no other grant, no elector took it since. */
bit sameVersion[2];
bit sameEpoch[2];
bit sameTransitions[2];

/* One write whose answer was lost and that may still be carried out, with its own guards. */
byte late;
byte lateBy;
bit lateVersion;
bit lateEpoch;
#define LATE_FENCE 1
#define LATE_RELEASE 2
#define LATE_UNFENCE 3
#define LATE_AGAIN 4
#define LATE_ADOPTION 5

inline touched() {
  age = 0;
  sameVersion[0] = 0;
  sameVersion[1] = 0;
  lateVersion = 0
}

inline put(who, seconds) {
  if
  :: holder != who -> sameEpoch[0] = 0; sameEpoch[1] = 0; lateEpoch = 0
  :: else
  fi;
  if
  :: who > 0 && who < 10 && holder != who -> sameTransitions[0] = 0; sameTransitions[1] = 0
  :: else
  fi;
  holder = who;
#ifdef RECORD_DURATION
  duration = seconds;
#endif
  touched()
}
