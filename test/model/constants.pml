/* Sizes, in ticks. client-go accepts LEASE > DEADLINE > RETRY; a leader stops within RETRY + DEADLINE. */
#ifndef ELECTORS
#define ELECTORS 2
#endif
#ifndef OPERATORS
#define OPERATORS 1
#endif
#define RETRY 1
#ifndef DEADLINE
#define DEADLINE 2
#endif
/* The lease duration. */
#ifndef LEASE
#define LEASE 4
#endif

/* The operator's: src/lease/stepdown-seconds.ts, src/lease/electors.ts. */
#ifdef RULE_SHORT_BOUND
#define BOUND (LEASE + 2 * RETRY) /* for a leader that is never frozen */
#else
#define BOUND (2 * LEASE)
#endif
#define FENCE_DURATION (2 * LEASE)
#define RENEW_EVERY 1
#define SEEN_AFTER 2 /* one and a half RETRY, in whole ticks */
#define DEAD_AFTER 2 /* more than RENEW_EVERY, as three of them and a second are */

/* terminationGracePeriodSeconds. */
#ifndef GRACE
#define GRACE 2
#endif
/* For how long work goes on after its program has lost the Lease. */
#ifndef LINGER
#define LINGER 0
#endif
#define TOLD_AFTER 1

/* How many answers to an operator's writes may be lost. */
#ifndef LOST
#define LOST 0
#endif
/* How often electors may be frozen. */
#ifndef FREEZES
#define FREEZES 0
#endif
/* How often somebody else may clear the holder. */
#ifndef MEDDLING
#define MEDDLING 0
#endif
