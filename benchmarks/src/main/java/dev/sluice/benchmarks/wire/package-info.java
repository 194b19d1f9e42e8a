/** How fast records get from one process to another: the wire, beside a plain connection and Artery. */
@NullMarked
package dev.sluice.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
