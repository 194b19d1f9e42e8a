/**
 * Values to bytes and back: records, keys and state values, with the rules of which classes may be carried and which
 * values may be shared between threads.
 *
 * <p>May not enter: streams, files, state tables, operators: this package sees single values and arrays of values. Only
 * {@code ObjectCodec} and the serializers beside it may know the library that does the work.
 */
@NullMarked
package dev.sluice.persistence.serde;

import org.jspecify.annotations.NullMarked;
