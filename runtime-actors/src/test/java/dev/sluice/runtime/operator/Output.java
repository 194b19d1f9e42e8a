package dev.sluice.runtime.operator;

/**
 * What an operator emitted.
 *
 * @param tag the id of the side output, empty for the main one
 */
record Output(String tag, Object value, long timestamp) {
    static Output main(Object value, long timestamp) {
        return new Output("", value, timestamp);
    }

    static Output side(String tag, Object value, long timestamp) {
        return new Output(tag, value, timestamp);
    }
}
