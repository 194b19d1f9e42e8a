/**
 * State in the heap up to a limit for the whole process, and beyond that in files. What goes to a file and comes back
 * is the heap's affair; here is how much there is room for, and the files.
 */
@NullMarked
package dev.sluice.persistence.state.spill;

import org.jspecify.annotations.NullMarked;
