/**
 * What follows a commit: the reactions to its events, and the timers it has set. One thread of a worker runs them for the
 * partitions of its lanes, behind the lanes: {@link io.spanwire.projections.reaction.FollowUps} says how nothing is lost and
 * nothing happens twice. May depend on the journal, the followers of lanes and Kafka's command publisher. Read that class first.
 */
@NullMarked
package io.spanwire.projections.reaction;

import org.jspecify.annotations.NullMarked;
