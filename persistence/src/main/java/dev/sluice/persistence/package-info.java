/**
 * What outlives a process: checkpoint stores, state backends, serializers and the Akka Persistence journal.
 *
 * <p>May not enter: knowledge of operators, subtasks or clusters: this package stores bytes it is given and finds them
 * again.
 */
@NullMarked
package dev.sluice.persistence;

import org.jspecify.annotations.NullMarked;
