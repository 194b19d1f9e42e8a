/**
 * What a user writes: functions over records, and what they are given. Functions are called by one thread at a time, on
 * an instance that belongs to one subtask: every subtask runs the job definition again and so has functions of its own.
 * Nothing here knows how a job is run.
 */
@NullMarked
package dev.sluice.api.function;

import org.jspecify.annotations.NullMarked;
