/**
 * State as user functions see it: declared in a function's constructor, read and written while a record is being
 * processed. Where it is kept is not known here.
 */
@NullMarked
package dev.sluice.api.state;

import org.jspecify.annotations.NullMarked;
