/**
 * What a snapshot says of the types of its state, as text that outlives the classes; how it is compared with the
 * classes of today. It knows neither bytes nor values.
 */
@NullMarked
package dev.sluice.persistence.schema;

import org.jspecify.annotations.NullMarked;
