package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.ForkedJvm;
import dev.sluice.persistence.serde.Samples.Account;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Colour;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import dev.sluice.persistence.serde.Samples.Square;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bytes outlive the JVM that wrote them, and the version of the program. */
class OtherRunTest {
    /** Run in a JVM of its own: first only plain values, then others, in another order than here. */
    static final class Writer {
        public static void main(String[] arguments) {
            List<Object> values = new ArrayList<>(samples());
            Collections.reverse(values);
            ValueCodec codec = ValueCodec.create(Samples.types());
            codec.encodeAll(new Object[] {1L, 2L, null, "x", 1.5, Instant.EPOCH, new long[] {1}}, 0, 7);
            codec.copy(new long[] {1});
            System.out.println("plain values are done");
            for (Object value : values) {
                System.out.println("bytes " + HexFormat.of().formatHex(codec.encode(value)));
            }
        }
    }

    @Test
    void when_another_run_wrote_values_then_this_one_reads_them() throws Exception {
        List<String> lines = new ArrayList<>();
        try (ForkedJvm other = new ForkedJvm(Writer.class)) {
            other.forEachLine(lines::add);
        }
        List<Object> read = new ArrayList<>();
        ValueCodec codec = ValueCodec.create(Samples.types());
        for (String line : lines.subList(1, lines.size())) {
            byte[] bytes = HexFormat.of().parseHex(line.substring("bytes ".length()));
            read.add(codec.decode(bytes, 0, bytes.length));
        }
        Collections.reverse(read);
        assertThat(read).isEqualTo(samples());
    }

    @Test
    void when_an_earlier_version_wrote_values_then_this_one_reads_them() throws IOException {
        byte[] golden;
        try (InputStream in = OtherRunTest.class.getResourceAsStream("values-of-format-1.hex")) {
            golden = HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
        ValueCodec codec = ValueCodec.create(Samples.types());
        assertThat(codec.decodeAll(golden, 0, golden.length))
                .as("what snapshots of format 1 hold; if it cannot be kept readable, the format needs a new number")
                .containsExactlyElementsOf(samples());
    }

    @Test
    void when_values_are_plain_then_fory_is_not_loaded_and_nothing_is_ever_printed() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        int done = lines.indexOf("plain values are done");
        assertThat(lines.subList(0, done)).noneMatch(line -> line.contains("org.apache.fory"));
        assertThat(lines.subList(done, lines.size())).anyMatch(line -> line.contains("org.apache.fory"));
        assertThat(lines)
                .filteredOn(line -> !line.contains("][class,load]") && !line.startsWith("bytes "))
                .containsExactly("plain values are done");
    }

    static List<Object> samples() {
        Bean bean = new Bean();
        bean.name = "bean";
        bean.tags = new ArrayList<>(Arrays.asList("a", 1, null, Colour.RED));
        Map<String, Pair<Integer, Samples.Shape>> byName = new LinkedHashMap<>();
        byName.put("k", new Pair<>(1, new Square(3, Colour.GREEN)));
        return List.of(
                new Circle(1.5),
                new Order(
                        7,
                        "customer",
                        Optional.of(Colour.GREEN),
                        List.of(new Circle(2)),
                        byName,
                        Instant.ofEpochSecond(5, 6),
                        new BigDecimal("1.20"),
                        List.of(new Account("x", 1, 2))),
                bean,
                new Pair<>(List.of("y", 3.0), Map.entry("e", 4L)),
                "text");
    }
}
