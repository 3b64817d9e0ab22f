/* Who runs a room: the rules of ownership.md, for Spin 6.5. One partition, one room, PODS pods, EVENTS events of its broadcast, numbered from 1.
 *
 * A pod here is PartitionOwnership: it is told what was read, what the broker's end is and that a claim stands, and after each of these it decides.
 * Everything around it (the group, the broker, faults, time) may do what it can in any order. Every step uses something up, so a run ends; what has to
 * come in the end is asserted where nothing can happen any more. An event is published and confirmed in one step: that a checkpoint is never ahead of the
 * broker is the pipeline's rule, not one of ownership.
 *
 * A run is chosen by -D: MOVES assignments before the group settles, KILLS, STOPS, EXITS, LATE tables, COMPACTIONS (with EXPIRY), RUDE time-outs.
 * -DBUG_… changes one rule. scripts/check-model runs them all.                                                                              */
#ifndef PODS
#define PODS 3
#endif
#ifndef EVENTS
#define EVENTS 1
#endif
#ifndef MOVES
#define MOVES 2
#endif
#ifndef CLAIMS
#define CLAIMS 2                 /* claims before the group settles; then as many as it takes */
#endif
#ifndef KILLS
#define KILLS 0
#endif
#ifndef STOPS
#define STOPS 0
#endif
#ifndef EXITS
#define EXITS 0
#endif
#ifndef LATE
#define LATE 0
#endif
#ifndef COMPACTIONS
#define COMPACTIONS 0
#endif
#ifdef RUDE
#define ANY_TIME true
#else
#define ANY_TIME false
#endif
#define LOG 24
#define NONE 255

/* ---- one rule changed at a time ------------------------------------------------------------------------------------------------------------------ */
#ifdef BUG_MORE_NOT_SAID
#define BUG_MORE_UNSAID && false
#else
#define BUG_MORE_UNSAID
#endif
#ifdef BUG_EMPTY_ANSWER
#define BUG_SILENT_WHEN_EMPTY && j
#else
#define BUG_SILENT_WHEN_EMPTY
#endif
#ifdef BUG_OPENING
#define BUG_OPENING_UNLISTED && false
#else
#define BUG_OPENING_UNLISTED
#endif
#ifdef BUG_MORE
#define BUG_MORE_IGNORED || true
#else
#define BUG_MORE_IGNORED
#endif
#ifdef BUG_UNKNOWN_DROPPED
#define BUG_UNKNOWN && false
#else
#define BUG_UNKNOWN
#endif
#ifdef BUG_OWING
#define BUG_CLAIMS_OWING || true
#else
#define BUG_CLAIMS_OWING
#endif
#ifdef BUG_MORE_LEFT_OPEN
#define BUG_UNCOMPLETED && false
#else
#define BUG_UNCOMPLETED
#endif
#ifdef BUG_EARLIER
#define BUG_EARLIER_CLAIM
#else
#define BUG_EARLIER_CLAIM && pod[p].unheard == 0
#endif
#ifdef BUG_NO_GATE
#define BUG_GATE || true
#else
#define BUG_GATE
#endif

/* ---- the partition ------------------------------------------------------------------------------------------------------------------------------ */
mtype = { claim, answer, place, final };
typedef Record { mtype kind; byte by; byte to; bit lists; bit more; byte cursor; byte epoch; bit gone };
Record log[LOG];
byte end = 0;
chan writes[PODS] = [6] of { mtype, byte, bit, bit, byte, byte };     /* kind, to, lists, more, cursor, epoch: on their way, in order */

/* ---- a pod -------------------------------------------------------------------------------------------------------------------------------------- */
mtype = { idle, opening, running, closing, owed };
typedef Pod {
  bit alive; bit frozen; bit exiting;
  bit wanted;                    /* the group says so */
  bit table;                     /* its table names the room */
  byte at;                       /* where its reader stands */
  byte gate;                     /* nothing is decided before this is read */
  bit claiming; byte asked;      /* asked: end told after the claim was confirmed, NONE before */
  byte reports;                  /* claims that stand and whose confirmation it has not heard */
  byte unheard;                  /* those, and the claims on their way */
  bit owner; byte epoch; byte claimer;
  bit took; byte mine; byte previous;   /* the claim that made it owner, and who claimed before it */
  bit complete; byte giveUp;     /* the answers are in; end told after the answer's time was up */
  byte said; byte listed; byte done;   /* sets of pods: answered, listed the room, wrote its final since */
  byte enough;                   /* end told after the final's time was up */
  bit open; byte openTo; bit openLists; /* our own answer, to be completed */
  mtype phase; bit settled; bit shut;   /* shut: the room has closed, its final may be written */
  byte next; byte under;         /* of the room that runs here: last event, epoch */
  byte best; byte rank; bit ranked; bit own /* the newest record: cursor, epoch */
};
Pod pod[PODS];

bit faulty; bit dual; bit settledDown; byte home;
byte published;                  /* set of events */
byte moves; byte claims; byte kills; byte stops; byte exits; byte compactions;
byte o; byte i; byte j; byte below;
hidden byte S1_nothing_lost, S3_nothing_twice, S4_one_runner, S5_ends_up_running, S7_not_behind, S8_stopped_is_silent;

#define HAS(set, p) ((set >> (p)) & 1)
#define UP(p) (pod[p].alive && !pod[p].frozen)
#define OWES(p) (pod[p].open || pod[p].phase == running || pod[p].phase == closing || pod[p].phase == owed)
#define BOUND(p) (pod[p].wanted || pod[p].claiming || pod[p].owner || OWES(p))
#define READ_ON(p) (pod[p].at >= pod[p].gate)
#define GONE(p) (!pod[p].alive || pod[p].frozen)
/* nobody who is waited for is there: then a time-out is no fault of anybody's */
#define ANSWERER_GONE(p) (pod[p].previous == NONE || GONE(pod[p].previous))
#define WRITERS_GONE(p) ((!HAS(pod[p].listed, 0) || HAS(pod[p].done, 0) || GONE(0)) && (!HAS(pod[p].listed, 1) || HAS(pod[p].done, 1) || GONE(1)) \
  && (PODS < 3 || !HAS(pod[p].listed, PODS - 1) || HAS(pod[p].done, PODS - 1) || GONE(PODS - 1)))
#define QUIET_BUT(p) ((p == 0 || len(writes[0]) == 0) && (p == 1 || len(writes[1]) == 0) && (PODS < 3 || p == PODS - 1 || len(writes[PODS - 1]) == 0) \
  && (p == 0 || STILL(0)) && (p == 1 || STILL(1)) && (PODS < 3 || p == PODS - 1 || STILL(PODS - 1)))
#define STILL(p) (GONE(p) || !BOUND(p) || pod[p].at == end)
#define FINALS_IN(p) ((pod[p].listed & pod[p].done) == pod[p].listed)

inline write(p, kind, to, lists, more, cursor, epoch) { writes[p]!kind,to,lists,more,cursor,epoch }

inline take(p, cursor_, rank_, ranked_, own_) {                 /* the highest epoch counts, the later record on a tie; what we wrote last holds unread */
  if
  :: !pod[p].ranked || rank_ > pod[p].rank || (rank_ == pod[p].rank && (own_ || !pod[p].own)) ->
     pod[p].best = cursor_; pod[p].rank = rank_; pod[p].ranked = ranked_; pod[p].own = own_
  :: else
  fi }

inline close_(p) { pod[p].phase = closing; pod[p].shut = 0 }

inline read_own_claim(p) {
  if
  :: !pod[p].owner ->
     pod[p].took = 1; pod[p].mine = o; pod[p].previous = pod[p].claimer; pod[p].complete = (o == 0); pod[p].giveUp = NONE;
     pod[p].said = 0; pod[p].listed = 0; pod[p].done = 0; pod[p].enough = NONE
#ifdef BUG_EXPIRED
     ; if :: pod[p].claimer == NONE -> pod[p].complete = 1 :: else fi
#endif
  :: else
  fi;
  pod[p].claiming = 0; pod[p].asked = NONE; pod[p].owner = 1; pod[p].epoch = o;
  if
  :: pod[p].phase == running -> pod[p].under = o
  :: pod[p].phase == idle && pod[p].table -> pod[p].phase = opening; pod[p].settled = 0
  :: else
  fi }

inline read_foreign_claim(p) {
  j = (pod[p].phase == running || pod[p].phase == closing || (pod[p].phase == opening BUG_OPENING_UNLISTED));
  if
  :: pod[p].owner BUG_SILENT_WHEN_EMPTY || j ->
     pod[p].open = pod[p].owner && !pod[p].complete BUG_MORE_UNSAID;
     pod[p].openTo = o; pod[p].openLists = j;
     write(p, answer, o, j, pod[p].open, 0, 0)
  :: else
  fi;
  pod[p].owner = 0;
  if
  :: pod[p].phase == opening -> pod[p].phase = owed
  :: pod[p].phase == running -> close_(p)
  :: else
  fi;
  j = 0 }

inline read_answer(p) {
  pod[p].said = pod[p].said | (1 << log[o].by);
  if
  :: log[o].lists ->
     pod[p].listed = pod[p].listed | (1 << log[o].by); pod[p].enough = NONE;
     if
     :: pod[p].phase == idle && !pod[p].settled && pod[p].owner -> pod[p].phase = opening
     :: pod[p].phase == idle && !pod[p].settled && !pod[p].owner && pod[p].open BUG_UNKNOWN -> pod[p].phase = owed; pod[p].openLists = 1
     :: else
     fi
  :: else
  fi;
  if
  :: (!log[o].more BUG_MORE_IGNORED) && log[o].by == pod[p].previous -> pod[p].complete = 1
  :: else
  fi }

inline read_record(p) {
  o = pod[p].at; pod[p].at++;
  if
  :: log[o].gone
  :: !log[o].gone && log[o].kind == claim && log[o].by == p ->
     if :: pod[p].claiming || pod[p].owner -> read_own_claim(p) :: else fi;
     pod[p].claimer = p
  :: !log[o].gone && log[o].kind == claim && log[o].by != p -> read_foreign_claim(p); pod[p].claimer = log[o].by
  :: !log[o].gone && log[o].kind == answer -> if :: pod[p].took && log[o].to == pod[p].mine -> read_answer(p) :: else fi
  :: !log[o].gone && (log[o].kind == place || log[o].kind == final) ->
     take(p, log[o].cursor, log[o].epoch, 1, 0);
     if :: log[o].kind == final && HAS(pod[p].said, log[o].by) -> pod[p].done = pod[p].done | (1 << log[o].by) :: else fi;
     if :: log[o].by != p && pod[p].phase == running -> write(p, place, 0, 0, 0, pod[p].next, pod[p].under) :: else fi
  fi;
  printf("pod %d reads %d\n", p, o);
  o = 0;
  decide(p) }

inline start(p) {
  for (i : 0 .. PODS - 1) {
    if :: i != p && pod[i].alive && pod[i].phase == running -> assert(faulty || S4_one_runner); dual = 1 :: else fi };
  i = 0;
  printf("pod %d starts under %d\n", p, pod[p].epoch);
  pod[p].phase = running; pod[p].settled = 1; pod[p].under = pod[p].epoch; pod[p].next = (pod[p].ranked -> pod[p].best : 0);
  for (j : 0 .. LOG - 1) {
    if
    :: j < pod[p].at && (log[j].kind == place || log[j].kind == final) && !dual ->
       assert(log[j].cursor <= pod[p].next || log[j].epoch < pod[p].rank || S7_not_behind)
    :: else
    fi };
  j = 0 }

/* What PartitionOwnership.Decide does, in its order. */
inline decide(p) {
  if
  :: READ_ON(p) ->
     if
     :: pod[p].phase == closing && pod[p].shut ->
        take(p, pod[p].next, pod[p].under, 1, 1);
        write(p, final, 0, 0, 0, pod[p].next, pod[p].under);
        pod[p].shut = 0; pod[p].next = 0; pod[p].phase = idle;
        if :: pod[p].owner && !pod[p].exiting -> pod[p].phase = opening :: else fi
     :: else
     fi;
     if
     :: pod[p].took ->
        if :: !pod[p].complete && pod[p].giveUp != NONE && pod[p].at >= pod[p].giveUp -> pod[p].complete = 1 :: else fi;
        if
        :: pod[p].open && pod[p].complete BUG_UNCOMPLETED ->
           write(p, answer, pod[p].openTo, pod[p].openLists, 0, 0, 0); pod[p].open = 0
        :: else
        fi;
        if
        :: (pod[p].phase == opening || pod[p].phase == owed) && (pod[p].settled || (pod[p].complete && (FINALS_IN(p) || (pod[p].enough != NONE && pod[p].at >= pod[p].enough)))) ->
           if
           :: pod[p].phase == owed ->
#ifndef BUG_NO_PASS_ON
              write(p, final, 0, 0, 0, pod[p].best, pod[p].rank);
#endif
              pod[p].phase = idle
           :: pod[p].phase == opening && pod[p].wanted && pod[p].table -> start(p)
           :: else
           fi
        :: else
        fi
     :: else
     fi;
     if :: pod[p].asked != NONE && pod[p].at >= pod[p].asked -> pod[p].claiming = 0; pod[p].asked = NONE :: else fi;
     if
     :: pod[p].wanted && !pod[p].claiming && !pod[p].owner && (!OWES(p) BUG_CLAIMS_OWING) && (claims < CLAIMS || settledDown) ->
        if :: !settledDown -> claims++ :: else fi;
        pod[p].claiming = 1; pod[p].unheard++; write(p, claim, 0, 0, 0, 0, 0)
     :: else
     fi
  :: else
  fi }

proctype Ownership(byte p) {
  do
  :: d_step { UP(p) && BOUND(p) && pod[p].at < end && len(writes[p]) < 4 -> read_record(p) }
  :: d_step { UP(p) && pod[p].reports > 0 ->                       /* the broker has the claim: only now is an end worth asking for */
       pod[p].reports--; pod[p].unheard--;
#ifndef BUG_CLAIM_WRITTEN
       if :: pod[p].claiming BUG_EARLIER_CLAIM -> pod[p].asked = end :: else fi;   /* of the claim under way, not of one before it */
#endif
       decide(p) }
  :: d_step { UP(p) && READ_ON(p) && pod[p].took && !pod[p].complete && pod[p].giveUp == NONE && len(writes[p]) < 4 &&
              (pod[p].phase == opening || pod[p].phase == owed || pod[p].open) && (ANY_TIME || (ANSWERER_GONE(p) && QUIET_BUT(p))) ->
       faulty = faulty || !(ANSWERER_GONE(p) && QUIET_BUT(p));
#ifdef BUG_UNREAD
       pod[p].giveUp = 0;
#else
       pod[p].giveUp = end;
#endif
       decide(p) }
  :: d_step { UP(p) && READ_ON(p) && pod[p].took && pod[p].complete && !FINALS_IN(p) && pod[p].enough == NONE && len(writes[p]) < 4 &&
              (pod[p].phase == opening || pod[p].phase == owed) && (ANY_TIME || (WRITERS_GONE(p) && QUIET_BUT(p))) ->
       faulty = faulty || !(WRITERS_GONE(p) && QUIET_BUT(p));
#ifdef BUG_UNREAD
       pod[p].enough = 0;
#else
       pod[p].enough = end;
#endif
       decide(p) }
  :: d_step { UP(p) && !pod[p].table && len(writes[p]) < 4 ->      /* its table catches up */
       pod[p].table = 1;
       if :: pod[p].phase == idle && pod[p].owner -> pod[p].phase = opening :: else fi;
       decide(p) }
  :: d_step { UP(p) && pod[p].phase == closing && !pod[p].shut && len(writes[p]) < 4 -> pod[p].shut = 1; decide(p) }
  :: d_step { UP(p) && (READ_ON(p) BUG_GATE) && pod[p].phase == running && pod[p].next < EVENTS ->
       pod[p].next++;
       assert(faulty || !HAS(published, pod[p].next) || S3_nothing_twice);
       printf("pod %d publishes %d under %d\n", p, pod[p].next, pod[p].under);
       published = published | (1 << pod[p].next);
       for (j : 0 .. LOG - 1) {                                    /* whoever has read on past a foreign claim is silent */
         if :: j < pod[p].gate && j < end && log[j].kind == claim && log[j].by != p -> assert(j <= pod[p].under || S8_stopped_is_silent) :: else fi };
       j = 0 }
  :: d_step { UP(p) && READ_ON(p) && pod[p].phase == running && pod[p].next > (pod[p].ranked -> pod[p].best : 0) && len(writes[p]) == 0 ->
       take(p, pod[p].next, pod[p].under, 1, 1);
       write(p, place, 0, 0, 0, pod[p].next, pod[p].under) }
  :: d_step { UP(p) && pod[p].exiting && pod[p].phase == running && len(writes[p]) < 4 -> close_(p); decide(p) }   /* the deadline */
  :: d_step { UP(p) && pod[p].exiting && !OWES(p) && len(writes[p]) == 0 -> pod[p].alive = 0; pod[p].owner = 0; pod[p].claiming = 0; pod[p].phase = idle }
  od }

/* ---- the broker --------------------------------------------------------------------------------------------------------------------------------- */
#define SAME_KEY(m, n) ((log[m].kind == claim && log[n].kind == claim) || (log[m].kind == answer && log[n].kind == answer && log[m].by == log[n].by) \
  || ((log[m].kind == place || log[m].kind == final) && (log[n].kind == place || log[n].kind == final)))
inline append(p) {
  assert(end < LOG);
  writes[p]?log[end].kind,log[end].to,log[end].lists,log[end].more,log[end].cursor,log[end].epoch;
  log[end].by = p;
  if :: log[end].kind == claim -> pod[p].reports++ :: else fi;
  printf("offset %d: kind %d of pod %d, to %d lists %d more %d cursor %d epoch %d\n", end, log[end].kind, p, log[end].to, log[end].lists, log[end].more, log[end].cursor, log[end].epoch);
  end++ }
#define BROKER(p) \
  :: d_step { len(writes[p]) > 0 -> append(p) } \
  :: d_step { len(writes[p]) > 0 && !pod[p].alive -> do :: len(writes[p]) > 0 -> writes[p]?_,_,_,_,_,_ :: len(writes[p]) == 0 -> break od; skip }
proctype Broker() {
  do
  BROKER(0)
  BROKER(1)
#if PODS > 2
  BROKER(2)
#endif
  :: d_step { compactions < COMPACTIONS && end > 2 ->              /* what is younger than the lag is left alone: all who follow have read it */
       compactions++; below = end;
#ifndef BUG_NO_LAG
       for (i : 0 .. PODS - 1) { if :: UP(i) && BOUND(i) && pod[i].at < below -> below = pod[i].at :: else fi };
#endif
       for (i : 0 .. LOG - 1) { for (j : 0 .. LOG - 1) { if :: i < j && j < below && SAME_KEY(i, j) -> log[i].gone = 1 :: else fi } };
#ifdef EXPIRY
       for (i : 0 .. LOG - 1) { if :: i < below -> log[i].gone = 1 :: else fi };
#endif
       i = 0; j = 0; below = 0 }
  od }

/* ---- the group: late and wrong as it likes; in the end it settles on one that lives -------------------------------------------------------------- */
#define MEMBER(p) (UP(p) && !pod[p].exiting)
inline assigned(p) {
  if :: !BOUND(p) -> pod[p].gate = end :: else fi;                 /* an end asked for after the assignment */
  printf("group: pod %d\n", p);
  pod[p].wanted = 1; decide(p) }
#ifdef BUG_REVOKE_FORGETS
#define LOSE(p) if :: pod[p].phase == opening -> pod[p].phase = idle :: else fi
#else
#define LOSE(p) skip
#endif
#define GROUP(p) \
  :: d_step { !settledDown && moves < MOVES && MEMBER(p) && !pod[p].wanted && len(writes[p]) < 4 -> moves++; assigned(p) } \
  :: d_step { !settledDown && pod[p].alive && pod[p].wanted && moves < MOVES && len(writes[p]) < 4 -> moves++; pod[p].wanted = 0; printf("group: no longer pod %d\n", p); LOSE(p) } \
  :: d_step { !settledDown && MEMBER(p) && len(writes[p]) < 4 -> \
       for (i : 0 .. PODS - 1) { if :: i != p -> pod[i].wanted = 0 :: else fi }; i = 0; \
       settledDown = 1; home = p; printf("group settles\n"); moves = 0; claims = 0; assigned(p) }
proctype Group() {
  do
  GROUP(0)
  GROUP(1)
#if PODS > 2
  GROUP(2)
#endif
  od }

/* ---- faults ------------------------------------------------------------------------------------------------------------------------------------- */
#define FAULT(p) \
  :: d_step { kills < KILLS && !settledDown && pod[p].alive -> \
       kills++; faulty = 1; printf("pod %d is killed\n", p); pod[p].alive = 0; pod[p].wanted = 0; pod[p].frozen = 0; pod[p].phase = idle; pod[p].owner = 0; pod[p].claiming = 0; pod[p].open = 0 } \
  :: d_step { stops < STOPS && !settledDown && UP(p) -> stops++; faulty = 1; printf("pod %d is stopped\n", p); pod[p].frozen = 1 } \
  :: d_step { pod[p].alive && pod[p].frozen && len(writes[p]) < 4 -> pod[p].frozen = 0; printf("pod %d goes on\n", p); if :: BOUND(p) -> pod[p].gate = end :: else fi } \
  :: d_step { exits < EXITS && !settledDown && UP(p) && !pod[p].exiting -> exits++; printf("pod %d is told to exit\n", p); pod[p].exiting = 1; pod[p].wanted = 0 }
proctype Faults() {
  do
  FAULT(0)
  FAULT(1)
#if PODS > 2
  FAULT(2)
#endif
  od }

/* ---- when nothing can happen any more ------------------------------------------------------------------------------------------------------------ */
proctype AtRest() {
  timeout ->
  d_step {
    if
    :: settledDown ->
       assert(pod[home].phase == running || S5_ends_up_running);
       for (i : 0 .. PODS - 1) {
         if :: i != home && pod[i].alive -> assert(pod[i].phase != running || S4_one_runner); assert(!OWES(i) || S5_ends_up_running) :: else fi };
       for (j : 0 .. EVENTS) { assert(j == 0 || HAS(published, j) || S1_nothing_lost) }
    :: else
    fi } }

init {
  atomic {
    for (i : 0 .. PODS - 1) {
      pod[i].alive = 1; pod[i].claimer = NONE; pod[i].previous = NONE; pod[i].asked = NONE; pod[i].giveUp = NONE; pod[i].enough = NONE; pod[i].phase = idle;
      pod[i].table = !LATE || i == 0 };
    i = 0;
#ifndef EMPTY
    /* pod 0 owns the partition and runs the room */
    log[0].kind = claim; log[0].by = 0; end = 1;
    pod[0].at = 1; pod[0].claimer = 0; pod[0].owner = 1; pod[0].took = 1; pod[0].complete = 1; pod[0].wanted = 1; pod[0].phase = running; pod[0].settled = 1;
#endif
    run Ownership(0); run Ownership(1);
#if PODS > 2
    run Ownership(2);
#endif
    run Broker(); run Group(); run Faults(); run AtRest()
  } }
