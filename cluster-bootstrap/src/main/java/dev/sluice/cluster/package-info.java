/**
 * A node and its command line: the entry point, the commands, and the discovery of jobs and further commands.
 *
 * <p>May not enter: particular jobs: they are found through the service loader.
 */
@NullMarked
package dev.sluice.cluster;

import org.jspecify.annotations.NullMarked;
