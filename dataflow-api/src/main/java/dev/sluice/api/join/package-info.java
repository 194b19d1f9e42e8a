/**
 * What joins two keyed streams: functions over pairs and groups, and joins that are written with the state of a
 * function. How streams are read and windows are kept is not known here.
 */
@NullMarked
package dev.sluice.api.join;

import org.jspecify.annotations.NullMarked;
