package dev.sluice.benchmarks.compare;

/** An engine failed, or computed something else than the others. The message says which, and on what. */
public final class ComparisonException extends RuntimeException {
    ComparisonException(String message) {
        super(message);
    }
}
