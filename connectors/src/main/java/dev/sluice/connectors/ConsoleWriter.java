package dev.sluice.connectors;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Collects lines and prints them when there is nothing else to do: subtasks never mix within a line. */
final class ConsoleWriter<T> implements SinkWriter<T> {
    private static final int PRINT_AT = 8 << 10;

    private final PrintStream out;
    private final String prefix;
    private final StringBuilder lines = new StringBuilder();

    ConsoleWriter(PrintStream out, String prefix) {
        this.out = out;
        this.prefix = prefix;
    }

    @Override
    public void write(T record, long timestamp) {
        lines.append(prefix).append(record).append(System.lineSeparator());
        if (lines.length() >= PRINT_AT) {
            print();
        }
    }

    @Override
    public void idle() {
        print();
    }

    @Override
    public @Nullable Transaction checkpoint(long checkpoint) {
        print();
        return null;
    }

    @Override
    public void close() {
        print();
    }

    private void print() {
        if (!lines.isEmpty()) {
            out.print(lines);
            out.flush();
            lines.setLength(0);
        }
    }
}
