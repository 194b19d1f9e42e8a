/**
 * What actors say to each other across the cluster, and what they journal: records that Jackson writes as CBOR. Every
 * one of them is in the round-trip test.
 */
@NullMarked
package dev.sluice.runtime.protocol;

import org.jspecify.annotations.NullMarked;
