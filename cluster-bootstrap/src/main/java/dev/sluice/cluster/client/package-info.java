/**
 * The commands that ask a node: they submit, show and end the jobs of a cluster through its HTTP API.
 *
 * <p>May not enter: Akka, which takes a second to start.
 */
@NullMarked
package dev.sluice.cluster.client;

import org.jspecify.annotations.NullMarked;
