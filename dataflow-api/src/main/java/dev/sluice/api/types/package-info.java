/** What can be learned of the types of a user's functions when a job is defined. */
@NullMarked
package dev.sluice.api.types;

import org.jspecify.annotations.NullMarked;
