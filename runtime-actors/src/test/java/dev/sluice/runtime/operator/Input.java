package dev.sluice.runtime.operator;

/** What a test feeds to an operator. */
sealed interface Input {

    /** A record that comes by one of the operator's inputs. */
    record Item(int input, Object value, long timestamp) implements Input {}

    /** Event time has advanced. */
    record Watermark(long time) implements Input {}

    /** The wall clock has advanced. */
    record Tick(long time) implements Input {}

    static Input item(Object value, long timestamp) {
        return new Item(0, value, timestamp);
    }

    static Input item(int input, Object value, long timestamp) {
        return new Item(input, value, timestamp);
    }

    static Input broadcast(Object value, long timestamp) {
        return new Item(1, value, timestamp);
    }

    static Input watermark(long time) {
        return new Watermark(time);
    }

    static Input tick(long time) {
        return new Tick(time);
    }
}
