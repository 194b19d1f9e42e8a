package dev.sluice.connectors;

import dev.sluice.api.connector.Sink;

/** Prints records for people to see. After a failure, what follows the restored checkpoint is printed again. */
public final class Console {
    private Console() {}

    /**
     * @param <T> the type of the records
     * @return prints each record on a line of standard output
     */
    public static <T> Sink<T> print() {
        return print("");
    }

    /**
     * @param prefix what each line begins with
     * @param <T> the type of the records
     * @return prints each record on a line of standard output
     */
    public static <T> Sink<T> print(String prefix) {
        return context -> new ConsoleWriter<>(System.out, prefix);
    }
}
