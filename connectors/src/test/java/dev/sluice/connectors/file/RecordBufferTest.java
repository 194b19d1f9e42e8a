package dev.sluice.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RecordBufferTest {
    /** Lines, each as long as it is. */
    private static final RecordDecoder<String> LINES = new RecordDecoder<>() {
        @Override
        public int frame(byte[] bytes, int from, int to, boolean last) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return last ? to : INCOMPLETE;
        }

        @Override
        public String decode(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        }
    };

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Property
    void shouldFrameEveryRecordWithItsPosition(
            @ForAll @Size(max = 20) List<@StringLength(max = 30) String> words,
            @ForAll @IntRange(min = 1, max = 50) int size)
            throws IOException {
        List<String> lines =
                words.stream().map(word -> "x".repeat(word.length()) + "\n").toList();
        List<String> read = new ArrayList<>();
        try (RecordBuffer buffer = new RecordBuffer(bytes(String.join("", lines)), 1000, size, 1000)) {
            long position = 1000;
            while (buffer.advance(LINES)) {
                assertThat(buffer.currentPosition()).isEqualTo(position);
                position = buffer.nextPosition();
                String line = new String(
                        buffer.bytes(), buffer.from(), buffer.to() - buffer.from(), StandardCharsets.US_ASCII);
                assertThat(buffer.current()).hasSize(line.length() - 1);
                read.add(line);
            }
        }
        assertThat(read).isEqualTo(lines);
    }

    @Test
    void when_a_record_is_longer_than_can_be_then_it_is_refused() throws Exception {
        try (RecordBuffer buffer = new RecordBuffer(bytes("short\n" + "x".repeat(100)), 0, 8, 64)) {
            assertThat(buffer.advance(LINES)).isTrue();
            assertThatThrownBy(() -> buffer.advance(LINES))
                    .isInstanceOf(RecordBuffer.RecordTooLongException.class)
                    .hasMessage("the record is longer than 64 bytes: is a quote not closed?");
            assertThat(buffer.begun()).startsWith('x');
        }
    }
}
