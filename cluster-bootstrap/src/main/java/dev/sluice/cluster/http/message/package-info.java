/** What requests and answers of the HTTP API hold, as JSON: what a node and its clients share. Values only. */
@NullMarked
package dev.sluice.cluster.http.message;

import org.jspecify.annotations.NullMarked;
