package dev.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final ConsoleWriter<String> writer = new ConsoleWriter<>(stream, "> ");

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void when_nothing_else_is_at_hand_then_lines_are_printed() {
        writer.write("one", 0);
        writer.write("zwö", 0);
        assertThat(printed()).isEmpty();
        writer.idle();
        assertThat(printed()).isEqualTo("> one\n> zwö\n");
    }

    @Test
    void when_a_checkpoint_or_the_end_comes_then_lines_are_printed() {
        writer.write("one", 0);
        assertThat(writer.checkpoint(1)).isNull();
        assertThat(printed()).isEqualTo("> one\n");
        writer.write("two", 0);
        writer.close();
        assertThat(printed()).isEqualTo("> one\n> two\n");
    }

    @Test
    void when_there_is_a_lot_then_it_is_printed_in_whole_lines_at_once() {
        for (int i = 0; i < 10_000; i++) {
            writer.write("line", 0);
        }
        assertThat(printed()).isNotEmpty().endsWith("> line\n");
    }
}
