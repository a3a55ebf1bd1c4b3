/*
 * The protocol of a step-down: electors by client-go's rules, operators with the plans of
 * kubectl lease, one Lease. docs/model.md says what is covered, what is left out, and which rule of
 * which file each RULE_* stands for. Time is counted in ticks; test/model/configurations.ts gives
 * the sizes and the features with -D.
 *
 * spin -a -DPODS -DEVICT step-down.pml && gcc -O2 -DSAFETY -DCOLLAPSE -DNOREDUCE -o pan pan.c && ./pan
 */
#include "constants.pml"
#include "state.pml"
#include "lease.pml"
#include "electors.pml"
#include "operators.pml"
#include "surroundings.pml"

init {
  atomic {
    holder = 1;
    st[1] = LEADS;
    next[1] = RETRY;
    run Elector(1);
    run Elector(2);
#if ELECTORS == 3
    run Elector(3);
#endif
    run Operator(0);
#if OPERATORS == 2
    run Operator(1);
#endif
    run Surroundings();
    run Clock()
  }
}
